import { isPromise, type MaybePromise } from '../value/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { JobTimeout } from './job-error.ts'
import { isOver } from './job.ts'
import type { KeptOutput } from './output/kept-output.ts'
import { ProcessJob } from './process-job.ts'
import type { JobTerminal } from './terminal/job-terminal.ts'

/** How a job of `spawn` is run. */
export interface SupervisionOptions {
  readonly name?: string | undefined
  /** How long one attempt may take. */
  readonly timeoutMs?: number | undefined
  /** How often a failed attempt is made again. */
  readonly retry?: number | undefined
  /** `on-failure`: made again until it succeeds or is ended. */
  readonly restart?: 'no' | 'on-failure' | undefined
}

/** Begins an attempt at once; gives its status when it has ended and what it wrote is read. */
export type Attempt = () => MaybePromise<number>

/** What timeout(1) says of a command that took too long. */
const timedOut = 124
/** From the first signal of an end to KILL. */
const graceMs = 2000
const firstPauseMs = 100
const longestPauseMs = 30_000
/** An attempt that lived so long failed for a new reason: the pauses begin anew. */
const steadyMs = 10_000

const survived = new Set([
  'STOP',
  'TSTP',
  'TTIN',
  'TTOU',
  'CONT',
  'CHLD',
  'URG',
  'WINCH',
  'USR1',
  'USR2',
  '0',
])

/** A command that runs beside the shell with its output kept, made again where that was asked for. */
export class SpawnedJob extends ProcessJob {
  readonly #options: SupervisionOptions
  /** Where its output is written, if the shell keeps it. */
  readonly kept: KeptOutput | undefined
  /** It has a terminal for itself (`--pty`). */
  terminal: JobTerminal | undefined
  #failures = 0
  #isEnding = false
  #timedOut = false
  #wake: (() => void) | undefined

  constructor(
    host: ProcessHost,
    command: string,
    directory: string,
    options: SupervisionOptions,
    kept?: KeptOutput,
  ) {
    super(host, command, directory)
    this.#options = options
    this.kept = kept
    this.name = options.name
    if (kept !== undefined) this.output = kept
  }

  /** How many attempts have failed so far. */
  get failures(): number {
    return this.#failures
  }

  override get error(): unknown {
    return this.#timedOut ? new JobTimeout(this.command, this.#options.timeoutMs ?? 0) : super.error
  }

  /** Makes attempts until one succeeds or there are no more to make. The first one begins at once. */
  supervise(attempt: Attempt): void {
    const begin = (): MaybePromise<number> => {
      try {
        return attempt()
      } catch (error) {
        return Promise.reject(error as Error)
      }
    }
    void this.#attempts(begin(), begin)
  }

  async #attempts(first: MaybePromise<number>, again: Attempt): Promise<void> {
    let running = first
    for (;;) {
      const startedAt = Date.now()
      const status = await this.#within(running).catch(() => 1)
      if (status === 0 || !this.#mayTryAgain()) return this.#conclude(status)
      const pause = this.#pauseAfter(Date.now() - startedAt)
      this.#failures++
      await this.#pause(pause)
      if (this.#isEnding) return this.#conclude(status)
      running = again()
    }
  }

  #conclude(status: number): void {
    this.finish(status)
    this.kept?.end()
  }

  #mayTryAgain(): boolean {
    if (this.#isEnding) return false
    return this.#options.restart === 'on-failure' || this.#failures < (this.#options.retry ?? 0)
  }

  #pauseAfter(livedMs: number): number {
    const doubled = livedMs >= steadyMs ? 0 : this.#failures
    return Math.min(longestPauseMs, firstPauseMs * 2 ** doubled)
  }

  #pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** One attempt within its time; after that TERM, and KILL where that is not enough. */
  async #within(running: MaybePromise<number>): Promise<number> {
    const { timeoutMs } = this.#options
    this.#timedOut = false
    if (timeoutMs === undefined || !isPromise(running)) return await running
    const timer = setTimeout(() => {
      this.#timedOut = true
      this.#climb()
    }, timeoutMs)
    const status = await running.finally(() => clearTimeout(timer))
    return this.#timedOut ? timedOut : status
  }

  /** A signal that ends things ends the attempts as well. */
  override kill(signal = 'TERM'): void {
    const name = signal.replace(/^SIG/, '')
    if (survived.has(name)) return super.kill(name)
    const wasWaiting = this.#isBetween
    this.#isEnding = true
    this.#wake?.()
    if (!wasWaiting) super.kill(name)
  }

  /** Between two attempts there is nobody to send a signal to. */
  get #isBetween(): boolean {
    return !isOver(this) && this.#failures > 0 && !this.hasLiving
  }

  protected override end(): void {
    this.#isEnding = true
    this.#wake?.()
    this.#climb()
  }

  #climb(): void {
    this.endProcesses(graceMs)
  }
}
