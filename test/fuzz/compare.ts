/** Runs scripts on nacre and on bash in folders of their own and tells where they differ. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nacreArgv } from '../helpers/run-nacre.ts'

export interface Answer {
  readonly stdout: string
  readonly status: number
}

/** What a shell answers to a script on its command line, within ten seconds. */
export async function answer(argv: readonly string[], script: string): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-fuzz-'))
  try {
    return await runIn(folder, argv, script)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runIn(folder: string, argv: readonly string[], script: string): Promise<Answer> {
  const [file = '', ...args] = argv
  const child = spawn(file, [...args, '-c', script, 'sh'], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 10_000,
    killSignal: 'SIGKILL',
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) =>
      resolve({
        stdout: Buffer.concat(chunks).toString('latin1').replaceAll(folder, '@'),
        status: signal === null ? (code ?? 0) : -1,
      }),
    )
  })
}

export const nacreSh = [...nacreArgv, '--norc', '--sh']
export const bash = ['bash', '--norc', '--noprofile']

/** Both answers where they differ, else undefined. */
export async function difference(script: string): Promise<{ ours: Answer; theirs: Answer } | undefined> {
  const [ours, theirs] = await Promise.all([answer(nacreSh, script), answer(bash, script)])
  return ours.stdout === theirs.stdout && ours.status === theirs.status ? undefined : { ours, theirs }
}
