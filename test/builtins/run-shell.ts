import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtins, createHistoryList } from '../../src/builtins/index.ts'
import { makeSource } from '../../src/diag/index.ts'
import { createShell, type Session } from '../../src/lang/eval/index.ts'
import { chooseHost } from '../../src/os/index.ts'
import { decodeBytes } from '../../src/value/index.ts'

export interface ShellRun {
  readonly out: string
  readonly err: string
  readonly status: number
}

const host = chooseHost()

/** Runs commands in a subshell of a new shell, in a new empty directory; gives what it wrote. */
export async function runShell(code: string): Promise<ShellRun> {
  const directory = mkdtempSync(join(tmpdir(), 'nacre-builtins-'))
  const shell = createShell({
    host,
    builtins,
    session: newSession(),
    environment: new Map([
      ['PATH', '/usr/bin:/bin'],
      ['HOME', '/root'],
      ['LC_ALL', 'C.UTF-8'],
    ]),
    name: 'sh',
    positional: [],
  }).fork()
  const [out, err] = [host.capture(), host.capture()]
  shell.descriptors.set(0, host.fromBytes(new Uint8Array()))
  shell.descriptors.set(1, out.descriptor)
  shell.descriptors.set(2, err.descriptor)
  try {
    shell.changeDirectory(directory)
    const outcome = await shell.run(makeSource('main', code))
    const status = typeof outcome === 'number' ? outcome : 'status' in outcome ? outcome.status : shell.status
    // Whatever `exec` opened would keep the captures waiting.
    shell.descriptors.closeAll()
    const text = (bytes: Uint8Array): string => decodeBytes(bytes).replaceAll(directory, 'DIR')
    return { out: text(await out.finish()), err: text(await err.finish()), status }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function newSession(): Session {
  return {
    interactive: false,
    login: false,
    commandsOnly: true,
    jobControl: false,
    interrupted: false,
    startedAt: Date.now(),
    runStage: () => 1,
    history: createHistoryList(),
  }
}
