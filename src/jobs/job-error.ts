import { formatDuration } from '../value/index.ts'

/** Why a job that was cancelled without a reason ended. */
export class JobCancelled extends Error {
  override readonly name = 'AbortError'

  constructor(command: string) {
    super(`${command}: cancelled`)
  }
}

/** What a job of processes gives when it is awaited; the names are those of zx's ProcessOutput. */
export interface JobResult {
  readonly exitCode: number
  readonly signal: string | null
  /** Empty where the output is not kept. */
  readonly stdout: string
  readonly stderr: string
  toString(): string
}

/** A job of processes that failed. */
export class JobFailure extends Error implements JobResult {
  override readonly name = 'ProcessOutput'
  readonly exitCode: number
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string

  constructor(command: string, result: JobResult) {
    const { exitCode, signal, stdout, stderr } = result
    super(`${command}: ${signal ?? `exit status ${exitCode}`}`)
    this.exitCode = exitCode
    this.signal = signal
    this.stdout = stdout
    this.stderr = stderr
  }
}

/** A job that took longer than it was given. */
export class JobTimeout extends Error {
  override readonly name = 'TimeoutError'

  constructor(command: string, ms: number) {
    super(`${command}: timed out after ${formatDuration(ms)}`)
  }
}
