import { ProcessJob } from '../../jobs/index.ts'
import { type Descriptor, SystemError } from '../../os/index.ts'
import type { Environment } from './environment.ts'
import { releaseFork, startFork } from './fork.ts'
import type { Shell } from './shell.ts'

/** A copy of the shell's state for what runs beside the prompt, and the programs that were started in it. */
export interface ForkBeside {
  readonly shell: Shell
  /** The programs that live. */
  readonly pids: readonly number[]
  /** Sends a signal to its programs; there may be none. */
  kill(signal: string): void
  /** What runs in it ends at its next step. */
  end(): void
  /** Nothing more will run in it. */
  close(): void
}

/** Makes one whose standard streams are these, which it takes over. */
export function forkBeside(
  shell: Shell,
  command: string,
  descriptors: ReadonlyMap<number, Descriptor>,
): ForkBeside {
  const child = startFork(shell as Environment)
  child.isCaptured = true
  const job = new ProcessJob(shell.host, command, shell.cwd)
  child.launch = { job, grouped: shell.host.hasJobControl, foreground: false, ignored: [] }
  child.strand = { status: undefined, isBeside: true }
  for (const [fd, descriptor] of descriptors) child.descriptors.set(fd, descriptor)
  return {
    shell: child,
    get pids() {
      return job.livingPids
    },
    kill: signal => sendTo(job, signal),
    end: () => void (child.strand.status = 143),
    close: () => releaseFork(child),
  }
}

function sendTo(job: ProcessJob, signal: string): void {
  if (job.livingPids.length === 0) return
  try {
    job.kill(signal)
  } catch (error) {
    // They have ended in this very moment.
    if (!(error instanceof SystemError)) throw error
  }
}
