import { glob } from 'node:fs/promises'

/** What a pool can be given: anything with items, a promise of it, or a pattern of paths. */
export type Items<T> = Iterable<T> | AsyncIterable<T> | PromiseLike<Iterable<T> | AsyncIterable<T>>

/** The items one by one, and how many there are where that is known. */
export interface ItemSource {
  readonly items: Iterator<unknown> | AsyncIterator<unknown>
  readonly total: number | undefined
}

/** Opens what was given. A text is a pattern of paths below `directory`. */
export function openItems(given: unknown, directory: string): ItemSource {
  if (Array.isArray(given)) return { items: given[Symbol.iterator](), total: given.length }
  if (typeof given === 'string') return { items: glob(given, { cwd: directory }), total: undefined }
  if (typeof given === 'object' && given !== null) {
    if (Symbol.asyncIterator in given)
      return { items: (given as AsyncIterable<unknown>)[Symbol.asyncIterator](), total: undefined }
    if (Symbol.iterator in given)
      return { items: (given as Iterable<unknown>)[Symbol.iterator](), total: sizeOf(given) }
    if (typeof (given as { then?: unknown }).then === 'function')
      return { items: later(given as PromiseLike<unknown>, directory), total: undefined }
  }
  throw new TypeError('pool: the items must be an array, an iterable, a job or a pattern of paths')
}

function sizeOf(given: object): number | undefined {
  const { size, length } = given as { readonly size?: unknown; readonly length?: unknown }
  return typeof size === 'number' ? size : typeof length === 'number' ? length : undefined
}

async function* later(given: PromiseLike<unknown>, directory: string): AsyncGenerator<unknown> {
  const { items } = openItems(await given, directory)
  for (;;) {
    const step = await items.next()
    if (step.done === true) return
    yield step.value
  }
}
