import type { MaybePromise } from './maybe-promise.ts'

type Each<T, U> = (item: T, index: number) => U

/** Each item changed; a promise is waited for before the next item is read. */
export async function* mapped<T, U>(
  items: AsyncIterable<T>,
  change: Each<T, MaybePromise<U>>,
): AsyncGenerator<U> {
  let index = 0
  for await (const item of items) yield (await change(item, index++)) as U
}

/** Those items for which the answer is truthy. */
export async function* filtered<T>(items: AsyncIterable<T>, test: Each<T, unknown>): AsyncGenerator<T> {
  let index = 0
  for await (const item of items) if (await test(item, index++)) yield item
}

/** The items of what each item becomes. */
export async function* flatMapped<T, U>(
  items: AsyncIterable<T>,
  change: Each<T, MaybePromise<Iterable<U> | AsyncIterable<U>>>,
): AsyncGenerator<U> {
  let index = 0
  for await (const item of items) yield* await change(item, index++)
}

/** The first `count`; no more is read than that. */
export async function* taken<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count
  if (left <= 0) return
  for await (const item of items) {
    yield item
    if (--left <= 0) return
  }
}

/** All but the first `count`. */
export async function* dropped<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let left = count
  for await (const item of items) if (--left < 0) yield item
}

/** The first item for which the answer is truthy. */
export async function found<T>(items: AsyncIterable<T>, test: Each<T, unknown>): Promise<T | undefined> {
  for await (const item of filtered(items, test)) return item
  return undefined
}
