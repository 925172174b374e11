import { dropped, filtered, flatMapped, found, mapped, taken } from './items.ts'
import type { MaybePromise } from './maybe-promise.ts'

/** A sequence still on its way: `for await` takes it item by item, `await` all at once. Both read the one source. */
export class Collected<T, All = T[]> implements AsyncIterable<T>, PromiseLike<All> {
  readonly #items: () => AsyncIterator<T>
  readonly #gather: (items: AsyncIterable<T>) => Promise<All>

  constructor(items: () => AsyncIterator<T>, gather: (items: AsyncIterable<T>) => Promise<All>) {
    this.#items = items
    this.#gather = gather
  }

  [Symbol.asyncIterator](): AsyncIterator<T> {
    return this.#items()
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what it is for
  then<A = All, B = never>(
    fulfilled?: ((all: All) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#gather(this).then(fulfilled, rejected)
  }

  // The methods of ECMAScript's iterators, for what is still on its way; functions may be async.

  map<U>(change: (item: T, index: number) => MaybePromise<U>): Collected<U> {
    return sequence<U>(() => mapped(this, change))
  }

  filter(test: (item: T, index: number) => unknown): Collected<T> {
    return sequence(() => filtered(this, test))
  }

  flatMap<U>(change: (item: T, index: number) => MaybePromise<Iterable<U> | AsyncIterable<U>>): Collected<U> {
    return sequence(() => flatMapped(this, change))
  }

  take(count: number): Collected<T> {
    return sequence(() => taken(this, count))
  }

  drop(count: number): Collected<T> {
    return sequence(() => dropped(this, count))
  }

  find(test: (item: T, index: number) => unknown): Promise<T | undefined> {
    return found(this, test)
  }

  async some(test: (item: T, index: number) => unknown): Promise<boolean> {
    return await found(mapped(this, test), Boolean).then(Boolean)
  }

  async every(test: (item: T, index: number) => unknown): Promise<boolean> {
    return !(await this.some(async (item, index) => !(await test(item, index))))
  }

  async reduce<U>(combine: (sum: U, item: T, index: number) => MaybePromise<U>, initial: U): Promise<U> {
    let sum = initial
    let index = 0
    for await (const item of this) sum = await combine(sum, item, index++)
    return sum
  }

  toArray(): Promise<T[]> {
    return toArray(this)
  }
}

/** Items that `await` puts in an array. */
export function sequence<T>(items: () => AsyncIterator<T>): Collected<T> {
  return new Collected(items, toArray)
}

/** All items in an array. */
export async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
