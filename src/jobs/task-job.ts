import { SystemError } from '../os/index.ts'
import { BaseJob } from './base-job.ts'
import { isOver, type JobKind, type JobProgress, type JobUsage } from './job.ts'
import type { JobOutput } from './output/job-output.ts'
import type { JobTable } from './table.ts'

/** What a job of tasks or of a function is made of, as far as the job must know. */
export interface JobDriver<T = unknown> {
  /** Pauses it: no new task is begun, its processes are stopped. Without this a stop is refused. */
  stop?(): void
  cont?(): void
  /** Its end was asked for; `job.signal` is aborted already. The job is over at once, whatever still settles. */
  cancel?(reason: unknown): void
  /** A signal that is neither a stop, nor CONT, nor an end: for its processes. */
  kill?(signal: string): void
  readonly pids?: readonly number[]
  readonly progress?: JobProgress | undefined
  readonly usage?: JobUsage | undefined
  /** What `for await` over the job gives; else the lines of its output. */
  iterate?(): AsyncIterator<T>
}

export interface TaskOptions<T> {
  readonly kind: Exclude<JobKind, 'process'>
  readonly command: string
  readonly name?: string | undefined
  readonly directory?: string | undefined
  readonly driver?: JobDriver<T>
  readonly output?: JobOutput
}

const stops = new Set(['STOP', 'TSTP', 'TTIN', 'TTOU'])
const harmless = new Set(['CONT', 'CHLD', 'URG', 'WINCH', '0'])
/** What signals that are sent to a function are as statuses; all others count as TERM. */
const numbers: Readonly<Record<string, number>> = { HUP: 1, INT: 2, QUIT: 3, KILL: 9, TERM: 15 }

/** A function, or a run of many tasks, as a job: it ends when it is told of the value or the error. */
export class TaskJob<T = unknown> extends BaseJob<T> {
  readonly kind: Exclude<JobKind, 'process'>
  readonly #driver: JobDriver<T>
  #value: T | undefined
  #error: { readonly error: unknown } | undefined
  #signalName: string | undefined

  constructor(options: TaskOptions<T>) {
    super(options.command, options.directory)
    this.kind = options.kind
    this.name = options.name
    this.#driver = options.driver ?? {}
    if (options.output !== undefined) this.output = options.output
  }

  override get value(): T | undefined {
    return this.#value
  }

  override get error(): unknown {
    return this.#error?.error
  }

  override get signalName(): string | undefined {
    return this.#signalName
  }

  override get stopStatus(): number {
    return 128 + 20
  }

  override get pids(): readonly number[] {
    return this.#driver.pids ?? []
  }

  override get progress(): JobProgress | undefined {
    return this.#driver.progress
  }

  override get usage(): JobUsage | undefined {
    return this.#driver.usage
  }

  /** It came to its end well. */
  finish(value: T): void {
    if (isOver(this)) return
    this.#value = value
    this.setEnd({ state: 'done', status: 0 })
  }

  /** It came to its end with an error; `status` where 1 is not what `$?` should say. */
  fail(error: unknown, status = 1): void {
    if (isOver(this)) return
    this.#error = { error }
    this.setEnd({ state: 'failed', status })
  }

  override kill(signal = 'TERM'): void {
    const name = signal.replace(/^SIG/, '')
    if (isOver(this)) throw new SystemError('ESRCH', 'No such process')
    if (stops.has(name)) return this.stop()
    if (name === 'CONT') return this.cont()
    if (harmless.has(name) || name.startsWith('USR')) return this.#driver.kill?.(name)
    this.#signalName = name
    this.cancel()
  }

  override stop(): void {
    if (isOver(this) || this.state === 'stopped') return
    if (this.#driver.stop === undefined)
      throw new SystemError('ENOTSUP', `a job of this kind (${this.kind}) cannot be stopped`)
    this.#driver.stop()
    this.#signalName = 'TSTP'
    this.setState('stopped')
  }

  override cont(): void {
    if (this.state !== 'stopped') return
    this.#signalName = undefined
    this.setState('running')
    this.#driver.cont?.()
  }

  override [Symbol.asyncIterator](): AsyncIterator<unknown> {
    return this.#driver.iterate?.() ?? super[Symbol.asyncIterator]()
  }

  protected override end(): void {
    const reason: unknown = super.error
    if (this.state === 'stopped') this.cont()
    this.#driver.cancel?.(reason)
    if (isOver(this)) return
    this.#error = { error: reason }
    this.setEnd({ state: 'cancelled', status: 128 + (numbers[this.#signalName ?? 'TERM'] ?? 15) })
  }

  protected override conclude(): T {
    if (this.#error !== undefined) throw this.#error.error
    return this.#value as T
  }
}

/**
 * Starts a function as a job of the table. What it resolves to is the job's value, what it rejects with is its failure; it
 * gets the job, whose `signal` it should heed.
 */
export function startTask<T>(
  table: JobTable,
  options: TaskOptions<T>,
  run: (job: TaskJob<T>) => T | PromiseLike<T>,
): TaskJob<T> {
  const job = new TaskJob(options)
  table.add(job)
  settle(job, run)
  return job
}

function settle<T>(job: TaskJob<T>, run: (job: TaskJob<T>) => T | PromiseLike<T>): void {
  new Promise<T>(resolve => resolve(run(job))).then(
    value => job.finish(value),
    (error: unknown) => job.fail(error),
  )
}
