import {
  type Job,
  type JobTable,
  type PoolBackend,
  type PoolFunction,
  type PoolKind,
  PoolJob,
} from '../../jobs/index.ts'
import type { Backends } from './backends.ts'
import { openItems, type Items } from './items.ts'
import { Mapping, type MappingHost } from './mapping.ts'
import {
  checkMapOptions,
  checkOptionNames,
  kindOf,
  type MapOptions,
  type PoolOptions,
  sizeOf,
} from './options.ts'

/** What a pool needs of the shell. */
export interface PoolHost {
  readonly jobs: JobTable
  readonly backends: Backends
  directory(): string
  /** A function ready to cross. */
  wrap(fn: (...args: never[]) => unknown): PoolFunction
  /** A run began: who watches jobs in the foreground may show it. */
  began?(job: PoolJob): void
}

type AnyFunction = (...args: never[]) => unknown

/** Workers that stay: threads, processes or coroutines for one function after the other. */
export class Pool implements AsyncDisposable {
  readonly #host: PoolHost
  readonly #options: PoolOptions
  readonly #backends = new Map<PoolKind, Promise<PoolBackend>>()
  readonly #functions = new WeakMap<AnyFunction, PoolFunction>()
  readonly #running = new Set<PoolJob>()
  #isClosed = false

  constructor(host: PoolHost, options: PoolOptions) {
    checkOptionNames(options)
    this.#host = host
    this.#options = options
    // What is wrong with them is said now, not at the first task.
    if (options.kind !== undefined && options.kind !== 'auto')
      sizeOf(
        options,
        kindOf(options, () => undefined),
      )
  }

  get name(): string | undefined {
    return this.#options.name
  }

  /** The runs that are not over. */
  get running(): readonly PoolJob[] {
    return [...this.#running]
  }

  /** Calls a function with arguments on the next free worker; its value is the job's. */
  submit<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Job<Awaited<R>> {
    const wrapped = this.#wrap(fn, this.#options, false)
    const job = new PoolJob<Awaited<R>>({
      kind: 'pool',
      command: this.#text('submit', fn),
      name: this.#options.name,
      directory: this.#host.directory(),
      driver: { cancel: () => cancel() },
    })
    let cancel = (): void => this.#ended(job)
    this.#begin(job)
    void this.#backend(kindOf(this.#options, fn)).then(
      backend => {
        if (job.endedAt !== undefined) return
        const end = (settle: () => void) => (): void => {
          settle()
          this.#ended(job)
        }
        const task = {
          fn: wrapped,
          args,
          timeout: undefined,
          transfer: undefined,
          started: () => undefined,
          resolve: (value: unknown) => end(() => job.finish(value as Awaited<R>))(),
          reject: (error: unknown) => end(() => job.fail(error))(),
        }
        cancel = end(() => backend.cancel(task))
        backend.run(task)
      },
      (error: unknown) => {
        job.fail(error)
        this.#ended(job)
      },
    )
    return job
  }

  /** Calls a function with each item; the job's value is an array of the results. */
  map<T, R>(
    items: Items<T> | string,
    fn: (item: T) => R,
    options: Omit<MapOptions<T>, 'kind' | 'size' | 'name'> = {},
  ): PoolJob<Awaited<R>[]> {
    return this.#mapping<Awaited<R>>('map', items, fn, { ...options, ...this.#options } as MapOptions, true)
      .job
  }

  /** The results one by one, as tasks end (or in order, with `ordered`); items are taken as results are. */
  imap<T, R>(
    items: Items<T> | string,
    fn: (item: T) => R,
    options: Omit<MapOptions<T>, 'kind' | 'size' | 'name'> = {},
  ): AsyncGenerator<Awaited<R>> {
    return this.#mapping<Awaited<R>>(
      'imap',
      items,
      fn,
      { ...options, ...this.#options } as MapOptions,
      false,
    ).stream()
  }

  /** Waits for all that was submitted, then ends the workers. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#running].map(job => job.ended))
    await this.#endBackends(backend => this.#host.backends.release(backend))
  }

  /** Cancels what runs and ends the workers at once. */
  async terminate(): Promise<void> {
    this.#isClosed = true
    for (const job of this.#running) job.cancel()
    await this.#endBackends(backend => backend.terminate())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #endBackends(end: (backend: PoolBackend) => Promise<void>): Promise<void> {
    const backends = [...this.#backends.values()]
    this.#backends.clear()
    await Promise.all(backends.map(async backend => end(await backend)))
  }

  #mapping<R>(
    verb: string,
    items: unknown,
    fn: AnyFunction,
    options: MapOptions,
    keeps: boolean,
  ): Mapping<R> {
    const wrapped = this.#wrap(fn, options, true)
    checkMapOptions(options)
    const host: MappingHost = {
      directory: this.#host.directory(),
      isAlone: () => this.#running.size <= 1,
      open: () => this.#backend(kindOf(options, fn)),
      ended: job => this.#ended(job),
    }
    const source = openItems(items, host.directory)
    const about = { command: this.#text(verb, fn), name: options.name }
    const mapping = new Mapping<R>(host, wrapped, source, options, about, keeps)
    this.#begin(mapping.job)
    void mapping.start()
    return mapping
  }

  #text(verb: string, fn: AnyFunction): string {
    return `pool.${verb}(${fn.name === '' ? '…' : fn.name})`
  }

  /** What cannot travel is said before anything starts. */
  #wrap(fn: AnyFunction, options: PoolOptions, isRun: boolean): PoolFunction {
    if (this.#isClosed) throw new Error('pool: it is closed')
    if (typeof fn !== 'function') throw new TypeError('pool: what to call must be a function')
    const kind = kindOf(options, fn)
    sizeOf(options, kind)
    // A run takes the values of now; what is submitted again and again is packed once.
    let wrapped = isRun ? undefined : this.#functions.get(fn)
    if (wrapped === undefined) this.#functions.set(fn, (wrapped = this.#host.wrap(fn)))
    if (kind !== 'coroutine') wrapped.pack()
    return wrapped
  }

  #backend(kind: PoolKind): Promise<PoolBackend> {
    let backend = this.#backends.get(kind)
    if (backend === undefined) {
      backend = this.#host.backends.open(kind, sizeOf(this.#options, kind))
      this.#backends.set(kind, backend)
    }
    return backend
  }

  #begin(job: PoolJob<never> | PoolJob): void {
    this.#running.add(job as PoolJob)
    this.#host.jobs.add(job)
    this.#host.began?.(job as PoolJob)
  }

  #ended(job: PoolJob<never> | PoolJob): void {
    this.#running.delete(job as PoolJob)
    // Who waited for it knows; the table would only tell it again.
    if (job.isAwaited) this.#host.jobs.remove(job)
  }
}
