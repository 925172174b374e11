import type { JobOutput } from './output/job-output.ts'

export type JobKind = 'process' | 'pool' | 'coroutine'
export type JobState = 'running' | 'stopped' | 'done' | 'failed' | 'cancelled'

export interface JobProgress {
  readonly done: number
  /** Undefined where nobody knows how many there will be. */
  readonly total: number | undefined
  readonly failed: number
}

export interface JobUsage {
  readonly cpuMs: number
  /** What it holds now; of a job that is over the most it held. */
  readonly rssBytes: number
}

/**
 * One thing that runs, whatever it is made of. It is thenable: `await job` gives its value or output, and a failure
 * rejects. (So an async function that returns a job waits for it: return `[job]`.) It is iterable: the lines of its output,
 * or a pool's results.
 */
export interface Job<T = unknown> extends PromiseLike<T>, AsyncIterable<unknown>, AsyncDisposable {
  /** `%1`; 0 until it is in the table. */
  id: number
  /** A name of the user's: `%name`. */
  readonly name: string | undefined
  readonly kind: JobKind
  /** As typed. */
  readonly command: string
  /** The directory it was started in. */
  readonly directory: string | undefined
  readonly state: JobState
  /** Exit status, 128 + n for a signal; undefined while it runs. */
  readonly status: number | undefined
  /** The signal that ended or stopped it, without SIG. */
  readonly signalName: string | undefined
  /** 128 + n of the signal that stopped it last. */
  readonly stopStatus: number
  readonly coreDumped: boolean
  /** It has the terminal, and the shell waits for it. */
  isForeground: boolean
  /** `disown -h` keeps it from SIGHUP. */
  noHangup: boolean
  /** Somebody waits for its end, or will ask for it: nobody else need be told. */
  isAwaited: boolean
  readonly startedAt: number
  readonly endedAt: number | undefined
  /** The processes it is made of, in order; the last one's is `$!`. */
  readonly pids: readonly number[]
  /** What `$!` says: of several processes the last, or the one that stands for all of them. */
  readonly pid: number | undefined
  readonly progress: JobProgress | undefined
  readonly usage: JobUsage | undefined
  /** What it wrote, kept within bounds and readable again; `&` and foreground jobs write to the terminal instead. */
  readonly output: JobOutput
  /** What a function gave; undefined while it runs, and of processes. */
  readonly value: T | undefined
  /** What a function threw, or the reason it was cancelled for. */
  readonly error: unknown
  /** Aborted when the job is cancelled: who works for the job listens to it. */
  readonly signal: AbortSignal
  /** The plain promise of its value or output. A rejection that nobody handles is a notice, no unhandled rejection. */
  readonly result: Promise<T>
  /** Its status when it ends. Never rejects. */
  readonly ended: Promise<number>
  /** Sends a signal (TERM; the name with or without SIG) to all of it. */
  kill(signal?: string): void
  stop(): void
  cont(): void
  /** Its end is waited for: the event loop goes on until then. */
  hold(): void
  /** Ends it: processes hear TERM, functions see their `AbortSignal`. */
  cancel(reason?: unknown): void
  /** Calls back at every change of state; gives what takes the listener away. */
  onChange(listener: (job: Job) => void): () => void
}

/** Nothing more will happen to it. */
export function isOver(job: Job): boolean {
  return job.state !== 'running' && job.state !== 'stopped'
}

/** It lives, and runs in this process or writes to it: nobody could keep it after us. */
export function isHeld(job: Job): boolean {
  return !isOver(job) && (job.kind !== 'process' || job.output.isKept)
}
