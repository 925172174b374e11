import { constants, setPriority } from 'node:os'
import type { Process, ResourceUsage, SpawnPlan, WaitStatus } from '../host.ts'
import { namedError, toSystemError } from '../node-errors.ts'
import { environmentOf } from '../plan.ts'
import { connect, stdioOf } from './stages.ts'
import { trampoline } from '../trampoline.ts'

/** Starts a child with execa. Whose descriptors they are may close them at once, as with any host. */
export async function spawnChild(plan: SpawnPlan): Promise<Process> {
  const descriptors = new Map([...plan.descriptors].map(([number, descriptor]) => [number, descriptor.dup()]))
  try {
    return await start({ ...plan, descriptors })
  } finally {
    for (const descriptor of descriptors.values()) descriptor.close()
  }
}

async function start(plan: SpawnPlan): Promise<Process> {
  const { execa } = await import('execa')
  const { file, argv } = trampoline(plan) ?? plan
  const before = process.umask(plan.umask)
  const subprocess = execa(file, argv.slice(1), {
    argv0: argv[0],
    cwd: plan.cwd,
    env: Object.fromEntries(environmentOf(plan).map(splitEntry)),
    extendEnv: false,
    stdio: stdioOf(plan.descriptors) as ['pipe', 'pipe', 'pipe'],
    reject: false,
    buffer: false,
    encoding: 'buffer',
    cleanup: false,
    windowsHide: false,
    stripFinalNewline: false,
  })
  process.umask(before)
  const child = subprocess.nodeChildProcess
  if (child.pid === undefined) throw spawnError(await subprocess)
  connect(child, plan.descriptors)
  if (plan.nice) setPriority(child.pid, plan.nice)
  return new PortableProcess(child)
}

function spawnError(result: { readonly code?: string; readonly cause?: unknown }): unknown {
  return result.code === undefined ? toSystemError(result.cause ?? result) : namedError(result.code)
}

function splitEntry(entry: string): [string, string] {
  const equals = entry.indexOf('=')
  return [entry.slice(0, equals), entry.slice(equals + 1)]
}

interface NodeChild {
  readonly pid?: number | undefined
  once(event: 'exit', listener: (code: number | null, signal: NodeJS.Signals | null) => void): unknown
  ref(): void
  unref(): void
}

/** A child as child_process sees it: its end only. */
class PortableProcess implements Process {
  readonly pid: number
  readonly ended: Promise<WaitStatus>
  readonly usage: ResourceUsage | undefined = undefined
  onChange: ((status: WaitStatus) => void) | undefined
  status: WaitStatus | undefined
  readonly #child: NodeChild

  constructor(child: NodeChild) {
    this.#child = child
    this.pid = child.pid ?? 0
    this.ended = new Promise(resolve => {
      child.once('exit', (code, signal) => {
        this.status = endOf(code, signal)
        resolve(this.status)
        this.onChange?.(this.status)
      })
    })
  }

  ref(): void {
    this.#child.ref()
  }

  unref(): void {
    this.#child.unref()
  }
}

function endOf(code: number | null, signal: NodeJS.Signals | null): WaitStatus {
  if (signal === null) return { type: 'exited', status: code ?? 0 }
  const number = (constants.signals as Record<string, number>)[signal] ?? 0
  return { type: 'signaled', signal: signal.slice(3), number, coreDumped: false }
}
