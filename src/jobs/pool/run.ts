import type { PoolBackend, PoolFunction, Task } from './backend.ts'
import { isHalted, type Halt } from './halt.ts'
import { retryDelay, type RetryOptions } from './retry.ts'

/** What is told of a run while it runs. */
export interface RunProgress {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
}

export interface RunOptions {
  readonly retries?: number | RetryOptions | undefined
  readonly timeout?: number | undefined
  readonly halt: Halt
  /** How many items there are, where it is known before. */
  readonly total?: number | undefined
  readonly transfer?: ((item: unknown) => readonly object[]) | undefined
  /** What the function gets of an item; the item itself if not said. */
  readonly argument?: ((item: unknown) => unknown) | undefined
}

/** Who wants to know what happens in a run. */
export interface RunListener {
  /** In the order of the ends. A promise it gives back holds up the source. */
  result(index: number, value: unknown): void
  failure(index: number, item: unknown, error: unknown, attempts: number): void
  started?(index: number, item: unknown, worker: number): void
  progress?(): void
  /** Nothing runs any more, and nothing will. `error`: the source threw. */
  ended(error?: { readonly error: unknown }): void
  /** How many results it can take at the moment: the source waits otherwise. */
  room?(): number
}

type Source = Iterator<unknown> | AsyncIterator<unknown>

/**
 * One function over many items: takes items as workers are free, tries again what failed, and ends early where the halt
 * policy says so. It neither keeps results nor orders them.
 */
export class PoolRun implements RunProgress {
  done = 0
  failed = 0
  readonly #backend: PoolBackend
  readonly #fn: PoolFunction
  readonly #source: Source
  readonly #options: RunOptions
  readonly #listener: RunListener
  readonly #active = new Map<Task, number>()
  readonly #timers = new Set<NodeJS.Timeout>()
  #next = 0
  #total: number | undefined
  #isPulling = false
  #isExhausted = false
  #isStopped = false
  #isOver = false

  constructor(
    backend: PoolBackend,
    fn: PoolFunction,
    source: Source,
    options: RunOptions,
    listener: RunListener,
  ) {
    this.#backend = backend
    this.#fn = fn
    this.#source = source
    this.#options = options
    this.#listener = listener
    this.#total = options.total
  }

  get total(): number | undefined {
    return this.#total
  }

  /** There will be so many items. */
  expect(total: number): void {
    this.#total ??= total
  }

  /** Takes what there is to take. Also called when the listener has room again. */
  pump(): void {
    if (this.#isPulling || this.#isOver) return
    this.#isPulling = true
    const waits = this.#pull()
    if (!waits) this.#isPulling = false
    this.#endIfDone()
  }

  /** Hands out nothing more until `continue`. */
  stop(): void {
    this.#isStopped = true
  }

  continue(): void {
    this.#isStopped = false
    this.pump()
  }

  /** Takes no more items; what runs comes to its end. */
  finishSoon(): void {
    if (this.#isExhausted) return
    this.#isExhausted = true
    // Of what was known to come, some never does.
    this.#total ??= this.#next
    this.#closeSource()
  }

  /** Ends what runs; nothing is told of it. */
  abort(error?: { readonly error: unknown }): void {
    if (this.#isOver) return
    this.finishSoon()
    // Forgotten first: to cancel one may bring in the results of others, which come too late.
    const tasks = [...this.#active.keys()]
    this.#active.clear()
    for (const task of tasks) this.#backend.cancel(task)
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.#end(error)
  }

  /** True if a promise of the source has to be waited for. */
  #pull(): boolean {
    while (this.#hasRoom()) {
      let step: IteratorResult<unknown> | Promise<IteratorResult<unknown>>
      try {
        step = this.#source.next()
      } catch (error) {
        this.#sourceFailed(error)
        return false
      }
      if (step instanceof Promise || typeof (step as { then?: unknown }).then === 'function') {
        this.#wait(step as Promise<IteratorResult<unknown>>)
        return true
      }
      this.#take(step as IteratorResult<unknown>)
    }
    return false
  }

  #hasRoom(): boolean {
    if (this.#isExhausted || this.#isStopped || this.#isOver) return false
    const pending = this.#active.size + this.#timers.size
    return pending < this.#backend.window && pending < (this.#listener.room?.() ?? Number.POSITIVE_INFINITY)
  }

  #wait(step: Promise<IteratorResult<unknown>>): void {
    step.then(
      result => {
        this.#isPulling = false
        if (!this.#isExhausted) this.#take(result)
        this.pump()
      },
      (error: unknown) => {
        this.#isPulling = false
        this.#sourceFailed(error)
      },
    )
  }

  #take(step: IteratorResult<unknown>): void {
    if (step.done === true) {
      this.#isExhausted = true
      this.#total = this.#next
    } else this.#attempt(this.#next++, step.value, 1)
  }

  #sourceFailed(error: unknown): void {
    this.#isExhausted = true
    this.abort({ error })
  }

  #attempt(index: number, item: unknown, attempt: number): void {
    const { argument, timeout, transfer } = this.#options
    const task: Task = {
      fn: this.#fn,
      args: [argument === undefined ? item : argument(item)],
      timeout,
      transfer: transfer?.(item),
      started: worker => this.#listener.started?.(index, item, worker),
      resolve: value => {
        if (!this.#active.delete(task)) return
        this.done++
        this.#listener.result(index, value)
        this.#settled()
      },
      reject: error => {
        if (this.#active.delete(task)) this.#rejected(index, item, attempt, error)
      },
    }
    this.#active.set(task, index)
    this.#backend.run(task)
  }

  #rejected(index: number, item: unknown, attempt: number, error: unknown): void {
    const delay = this.#isExhaustedByHalt ? undefined : retryDelay(this.#options.retries, attempt)
    if (delay === undefined) {
      this.done++
      this.failed++
      this.#listener.failure(index, item, error, attempt)
      return this.#settled()
    }
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#attempt(index, item, attempt + 1)
    }, delay)
    this.#timers.add(timer)
  }

  #isExhaustedByHalt = false

  #settled(): void {
    this.#listener.progress?.()
    const { halt } = this.#options
    if (!this.#isExhaustedByHalt && isHalted(halt, this)) {
      this.#isExhaustedByHalt = true
      if (halt.when === 'now') return this.abort()
      this.finishSoon()
    }
    this.pump()
  }

  #endIfDone(): void {
    if (!this.#isExhausted || this.#isPulling || this.#active.size > 0 || this.#timers.size > 0) return
    this.#end()
  }

  #end(error?: { readonly error: unknown }): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#listener.ended(error)
  }

  #closeSource(): void {
    try {
      const closing = this.#source.return?.()
      if (closing instanceof Promise) closing.catch(() => undefined)
    } catch {
      // The items that were not asked for are nobody's concern.
    }
  }
}
