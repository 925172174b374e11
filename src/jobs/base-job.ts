import type { inspect, InspectOptions } from 'node:util'
import { isOver, type Job, type JobKind, type JobProgress, type JobState, type JobUsage } from './job.ts'
import { type JobOutput, unkeptOutput } from './output/job-output.ts'
import { jobRow } from './job-row.ts'
import { JobCancelled } from './job-error.ts'

/** util.inspect.custom, without loading the module at every start. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom')

/** How a job came to its end. */
export interface JobEnd {
  readonly state: 'done' | 'failed' | 'cancelled'
  readonly status: number
}

/** What all kinds of jobs have in common: state and its listeners, the promise of the result, cancelling. */
export abstract class BaseJob<T = unknown> implements Job<T> {
  id = 0
  name: string | undefined
  abstract readonly kind: JobKind
  command: string
  readonly directory: string | undefined
  readonly startedAt = Date.now()
  readonly ended: Promise<number>
  isForeground = false
  noHangup = false
  isAwaited = false
  /** Its terminal modes when it was stopped, for `fg`. */
  modes: unknown
  /** Where its output is kept, if it is. */
  output: JobOutput = unkeptOutput()
  #state: JobState = 'running'
  #status: number | undefined
  #endedAt: number | undefined
  #listeners: Set<(job: Job) => void> | undefined
  #controller: AbortController | undefined
  #cancelled: { readonly reason: unknown } | undefined
  #result: Promise<T> | undefined
  #settle: (status: number) => void = () => undefined

  constructor(command: string, directory: string | undefined) {
    this.command = command
    this.directory = directory
    this.ended = new Promise(resolve => (this.#settle = resolve))
  }

  get state(): JobState {
    return this.#state
  }

  get status(): number | undefined {
    return this.#status
  }

  get endedAt(): number | undefined {
    return this.#endedAt
  }

  get signalName(): string | undefined {
    return undefined
  }

  get coreDumped(): boolean {
    return false
  }

  get stopStatus(): number {
    return 128
  }

  get pids(): readonly number[] {
    return []
  }

  get pid(): number | undefined {
    return this.pids.at(-1)
  }

  get progress(): JobProgress | undefined {
    return undefined
  }

  get usage(): JobUsage | undefined {
    return undefined
  }

  get value(): T | undefined {
    return undefined
  }

  get error(): unknown {
    return this.#cancelled?.reason
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController()
    if (this.#cancelled !== undefined && !this.#controller.signal.aborted)
      this.#controller.abort(this.#cancelled.reason)
    return this.#controller.signal
  }

  /** Somebody asked for its end. */
  get isCancelled(): boolean {
    return this.#cancelled !== undefined
  }

  get result(): Promise<T> {
    this.isAwaited = true
    this.hold()
    if (this.#result === undefined) {
      this.#result = this.ended.then(() => this.conclude())
      // Nobody need look at it: a failed job is a notice.
      this.#result.catch(() => undefined)
    }
    return this.#result
  }

  // oxlint-disable-next-line unicorn/no-thenable -- a job is what `await` takes
  then<A = T, B = never>(
    onValue?: ((value: T) => A | PromiseLike<A>) | null,
    onError?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.result.then(onValue, onError)
  }

  [Symbol.asyncIterator](): AsyncIterator<unknown> {
    return this.output.lines()[Symbol.asyncIterator]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!isOver(this)) this.cancel()
    await this.ended
  }

  /** A row of what there is to know; its parts are read by their names. */
  [inspectKey](_depth: number, options: InspectOptions, show: typeof inspect): string {
    return `Job ${show(jobRow(this), options)}`
  }

  hold(): void {
    // What else it is made of keeps the loop going by itself.
  }

  abstract kill(signal?: string): void
  abstract stop(): void
  abstract cont(): void

  cancel(reason: unknown = new JobCancelled(this.command)): void {
    if (isOver(this) || this.#cancelled !== undefined) return
    this.#cancelled = { reason }
    this.#controller?.abort(reason)
    this.end()
  }

  onChange(listener: (job: Job) => void): () => void {
    const listeners = (this.#listeners ??= new Set())
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }

  /** Does what ends it, after its signal was aborted. */
  protected abstract end(): void

  /** Its value once it is over, or throws what it failed with. */
  protected abstract conclude(): T | Promise<T>

  protected setState(state: 'running' | 'stopped'): void {
    if (this.#endedAt !== undefined || this.#state === state) return
    this.#state = state
    this.#tell()
  }

  /** It is over; whatever is said of it later is not heard. */
  protected setEnd({ state, status }: JobEnd): void {
    if (this.#endedAt !== undefined) return
    this.#endedAt = Date.now()
    this.#status = status
    this.#state = state
    this.#settle(status)
    this.#tell()
  }

  #tell(): void {
    if (this.#listeners === undefined) return
    for (const listener of [...this.#listeners]) listener(this)
  }
}
