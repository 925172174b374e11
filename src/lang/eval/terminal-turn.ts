import { isOver, type ProcessJob, readForJob } from '../../jobs/index.ts'
import type { ProcessHost } from '../../os/index.ts'
import type { InPort } from './builtin.ts'
import type { Environment } from './environment.ts'
import { launchOf } from './launch.ts'
import type { Shell } from './shell.ts'

/** A port that waits for its job to be in the foreground before it reads. */
export interface TurnPort extends InPort {
  /** Resolves when it is. */
  turn(): Promise<void>
}

/**
 * The terminal for a builtin that reads in a job beside the prompt: as the kernel does with programs, the job is stopped by
 * SIGTTIN and reads once it is in the foreground (POSIX 11.1.4). Undefined where the port can be read as it is.
 */
export function turnPort(
  shell: Shell,
  port: Pick<InPort, 'read' | 'isTerminal' | 'isReadable'>,
): TurnPort | undefined {
  const launch = launchOf(shell as Environment)
  if (!port.isTerminal || launch === undefined || launch.foreground || !launch.grouped) return undefined
  const { job } = launch
  const { host } = shell
  return {
    isTerminal: true,
    unread: () => false,
    isReadable: () => job.isForeground && (port.isReadable?.() ?? true),
    turn: () => foregroundTurn(job),
    read: (size, signal) => readInTurn(host, job, port, size, signal),
  }
}

async function readInTurn(
  host: ProcessHost,
  job: ProcessJob,
  port: Pick<InPort, 'read'>,
  size: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array | undefined> {
  for (;;) {
    await foregroundTurn(job)
    if (isOver(job)) return undefined
    const lost = new AbortController()
    const unlisten = job.onChange(() => lost.abort())
    try {
      const ends = signal === undefined ? lost.signal : AbortSignal.any([signal, lost.signal])
      return await readForJob(host, job, async () => port.read(size, ends))
    } catch (error) {
      if (!lost.signal.aborted || signal?.aborted === true) throw error
    } finally {
      unlisten()
    }
  }
}

/** Stops the job as often as it goes on behind the prompt; returns for one that has ended, too. */
async function foregroundTurn(job: ProcessJob): Promise<void> {
  while (!job.isForeground || job.state === 'stopped') {
    if (isOver(job)) return
    const changed = new Promise<void>(resolve => {
      const unlisten = job.onChange(() => {
        unlisten()
        resolve()
      })
    })
    if (job.state === 'running') job.kill('TTIN')
    await changed
  }
}
