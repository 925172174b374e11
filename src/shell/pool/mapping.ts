import { type JobProgress, type PoolBackend, PoolJob, PoolRun, type PoolFunction } from '../../jobs/index.ts'
import type { ItemSource } from './items.ts'
import { haltOf, type MapOptions, timeoutOf } from './options.ts'
import { Results } from './results.ts'

/** What a run needs of its pool. */
export interface MappingHost {
  readonly directory: string
  open(): Promise<PoolBackend>
  /** No other run shares the workers. */
  isAlone(): boolean
  /** It has come to its end. */
  ended(job: PoolJob): void
}

/** A text that says what a job does. */
export interface MappingName {
  readonly command: string
  readonly name: string | undefined
}

/** Without room a run over an endless source of a pool without bounds would take all there is. */
const mostAhead = 10_000
const leastAhead = 16

/** How many items may be under way or wait for who iterates: so many as keep the workers busy. */
function aheadOf({ window }: PoolBackend): number {
  return Math.min(mostAhead, Math.max(leastAhead, 2 * window))
}

/** Failures that are told of one by one; of the rest the number is enough. */
const keptErrors = 1000

/** One `map` or `imap`: a run, the job it is seen as, and where its results go. */
export class Mapping<R> {
  readonly job: PoolJob<R[]>
  readonly #host: MappingHost
  readonly #options: MapOptions
  readonly #source: ItemSource
  readonly #fn: PoolFunction
  readonly #keeps: boolean
  readonly #values: R[] = []
  readonly #indexes: number[] = []
  readonly #errors: unknown[] = []
  #stream: Results<R> | undefined
  #backend: PoolBackend | undefined
  #run: PoolRun | undefined
  #isStopped = false
  #isCancelled = false

  /** `keeps`: the job's value will be all results (`map`); without it they are only streamed. */
  constructor(
    host: MappingHost,
    fn: PoolFunction,
    source: ItemSource,
    options: MapOptions,
    about: MappingName,
    keeps: boolean,
  ) {
    this.#host = host
    this.#fn = fn
    this.#source = source
    this.#options = options
    this.#keeps = keeps
    const pids = (): readonly number[] => this.#backend?.pids ?? []
    const progress = (): JobProgress => this.progress
    this.job = new PoolJob<R[]>({
      kind: 'pool',
      ...about,
      directory: host.directory,
      driver: {
        stop: () => this.#stop(),
        cont: () => this.#continue(),
        cancel: () => this.#cancel(),
        get pids() {
          return pids()
        },
        get progress(): JobProgress {
          return progress()
        },
        iterate: () => this.stream() as AsyncIterator<unknown> as AsyncIterator<R[]>,
      },
    })
    if (!keeps) this.#stream = new Results(options.ordered ?? false)
  }

  get progress(): JobProgress {
    const { done = 0, failed = 0, total = this.#source.total } = this.#run ?? {}
    return { done, failed, total }
  }

  /** Begins once there are workers. Never rejects: how it goes is the job's to tell. */
  async start(): Promise<void> {
    const { signal } = this.#options
    const abort = (): void => this.job.cancel(signal?.reason)
    if (signal?.aborted === true) return abort()
    signal?.addEventListener('abort', abort, { once: true })
    void this.job.ended.then(() => signal?.removeEventListener('abort', abort))
    try {
      const backend = await this.#host.open()
      if (this.#isCancelled) return
      this.#backend = backend
      this.#begin(backend)
    } catch (error) {
      this.#finish({ error })
    }
  }

  #begin(backend: PoolBackend): void {
    const { halt = 'now,fail=1', retries, timeout, transfer } = this.#options
    const options = {
      halt: haltOf(halt),
      retries,
      timeout: timeoutOf(timeout),
      total: this.#source.total,
      transfer,
    }
    this.#run = new PoolRun(backend, this.#fn, this.#source.items, options, {
      result: (index, value) => this.#result(index, value as R),
      failure: (index, item, error) => this.#failure(index, item, error),
      progress: () => this.#options.onProgress?.(this.progress),
      ended: error => this.#finish(error),
      room: () =>
        this.#stream === undefined || this.#keeps
          ? Number.POSITIVE_INFINITY
          : aheadOf(backend) - this.#stream.waiting,
    })
    if (this.#isStopped) this.#run.stop()
    this.#run.pump()
  }

  #result(index: number, value: R): void {
    if (this.#keeps) {
      this.#values.push(value)
      this.#indexes.push(index)
    }
    this.#stream?.add(index, value)
  }

  #failure(index: number, item: unknown, error: unknown): void {
    this.#stream?.skip(index)
    if (this.#errors.length < keptErrors) this.#errors.push(withItem(error, index, item))
  }

  #finish(failure?: { readonly error: unknown }): void {
    const error = failure ?? this.#failureOfAll()
    this.#backend = undefined
    // A job that was cancelled is so, whatever its run still says.
    if (this.#isCancelled) return this.#host.ended(this.job)
    if (error !== undefined) this.job.fail(error.error)
    else this.job.finish(this.#inOrder())
    this.#stream?.end(error)
    this.#host.ended(this.job)
  }

  /** By the policy: a run that was to halt at failures fails with the first, one that was not with all of them. */
  #failureOfAll(): { readonly error: unknown } | undefined {
    const failed = this.#run?.failed ?? 0
    const { halt = 'now,fail=1' } = this.#options
    if (failed === 0 || haltOf(halt).what !== 'fail') return undefined
    if (this.#errors.length === 1 && halt !== 'never') return { error: this.#errors[0] }
    const done = this.#run?.done ?? 0
    const error = new AggregateError(this.#errors, `${failed} of ${done} tasks failed`)
    return { error: Object.assign(error, { results: this.#inOrder() }) }
  }

  /** Results by the order of their items, or of their ends. */
  #inOrder(): R[] {
    if (this.#options.ordered === false) return this.#values
    let last = -1
    const isInOrder = this.#indexes.every(index => index > last && ((last = index), true))
    if (isInOrder) return this.#values
    const sorted = [...this.#indexes.keys()].toSorted(
      (a, b) => (this.#indexes[a] ?? 0) - (this.#indexes[b] ?? 0),
    )
    return sorted.map(at => this.#values[at] as R)
  }

  /** The results as they come. A reader that leaves ends a run that is only streamed. */
  async *stream(): AsyncGenerator<R> {
    const stream = (this.#stream ??= this.#lateStream())
    this.job.attend()
    let isRead = false
    try {
      yield* stream.read(() => this.#run?.pump())
      isRead = true
    } finally {
      if (!isRead && !this.#keeps) this.job.cancel()
    }
  }

  /** Somebody iterates a `map` that has begun: what is there already comes first. */
  #lateStream(): Results<R> {
    const stream = new Results<R>(false)
    for (const [i, value] of this.#values.entries()) stream.add(this.#indexes[i] ?? i, value)
    if (this.job.endedAt !== undefined)
      stream.end(this.job.error === undefined ? undefined : { error: this.job.error })
    return stream
  }

  #stop(): void {
    this.#isStopped = true
    this.#run?.stop()
    if (this.#host.isAlone()) this.#backend?.stop()
  }

  #continue(): void {
    this.#isStopped = false
    this.#backend?.continue()
    this.#run?.continue()
  }

  #cancel(): void {
    this.#isCancelled = true
    this.#stream?.end({ error: this.job.signal.reason as unknown })
    if (this.#run !== undefined) this.#run.abort()
    else this.#host.ended(this.job)
  }
}

/** The error itself, which says from now on which item it was. */
function withItem(thrown: unknown, index: number, item: unknown): unknown {
  const error =
    thrown instanceof Error ? thrown : new Error(`a task threw ${String(thrown)}`, { cause: thrown })
  if (!Object.isExtensible(error)) return error
  return Object.assign(error, { index, item })
}
