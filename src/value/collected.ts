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
}

/** All items in an array. */
export async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
