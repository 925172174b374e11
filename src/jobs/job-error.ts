import { formatDuration } from '../value/index.ts'

/** Why a job that was cancelled without a reason ended. */
export class JobCancelled extends Error {
  override readonly name = 'AbortError'

  constructor(command: string) {
    super(`${command}: cancelled`)
  }
}

/** A job of processes that failed; the fields are zx's. */
export class JobFailure extends Error {
  override readonly name = 'ProcessOutput'
  readonly exitCode: number
  readonly signal: string | null

  constructor(command: string, exitCode: number, signal: string | undefined) {
    super(`${command}: ${signal === undefined ? `exit status ${exitCode}` : `SIG${signal}`}`)
    this.exitCode = exitCode
    this.signal = signal === undefined ? null : `SIG${signal}`
  }
}

/** A job that took longer than it was given. */
export class JobTimeout extends Error {
  override readonly name = 'TimeoutError'

  constructor(command: string, ms: number) {
    super(`${command}: timed out after ${formatDuration(ms)}`)
  }
}
