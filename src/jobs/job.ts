import type { ResourceUsage } from '../os/index.ts'

export type JobKind = 'process' | 'pool' | 'coroutine'
export type JobState = 'running' | 'stopped' | 'done' | 'failed' | 'cancelled'

/** One thing that runs, whatever it is made of. */
export interface Job {
  /** `%1`; 0 until it is in the table. */
  id: number
  readonly kind: JobKind
  /** As typed. */
  readonly command: string
  /** The directory it was started in. */
  readonly directory: string | undefined
  readonly state: JobState
  /** Exit status, 128 + n for a signal; undefined while it runs. */
  readonly status: number | undefined
  /** The signal that ended or stopped it, without SIG. */
  readonly signal: string | undefined
  /** 128 + n of the signal that stopped it last. */
  readonly stopStatus: number
  readonly coreDumped: boolean
  /** It has the terminal, and the shell waits for it. */
  isForeground: boolean
  readonly startedAt: number
  readonly endedAt: number | undefined
  /** The processes it is made of, in order; the last one's is `$!`. */
  readonly pids: readonly number[]
  /** What `$!` says: of several processes the last, or the one that stands for all of them. */
  readonly pid: number | undefined
  readonly usage: ResourceUsage | undefined
  /** Its status when it ends. Never rejects. */
  readonly ended: Promise<number>
  /** Sends a signal (name without SIG) to all of it. */
  kill(signal: string): void
  stop(): void
  continue(): void
  /** Calls back at every change of state; gives what takes the listener away. */
  onChange(listener: (job: Job) => void): () => void
}

/** Nothing more will happen to it. */
export function isOver(job: Job): boolean {
  return job.state !== 'running' && job.state !== 'stopped'
}
