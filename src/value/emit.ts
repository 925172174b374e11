import { encodeBytes } from './bytes.ts'
import { itemText } from './input.ts'
import { isPromise, type MaybePromise } from './maybe-promise.ts'

/** Where a stage's results go, one item after the other; a promise asks to wait. */
export interface Output {
  item(value: unknown): MaybePromise<void>
  flush(): MaybePromise<void>
}

/**
 * Gives a stage's result on: strings as lines, bytes as bytes, objects one a line; arrays, iterables and streams item by
 * item; `undefined` is nothing. A reader that goes away ends the iteration, so that a generator's `finally` runs.
 */
export async function emit(value: unknown, output: Output): Promise<void> {
  const result = isPromise(value) ? await value : value
  if (result === undefined) return
  if (result instanceof Error) throw result
  const items = itemsOf(result)
  if (items === undefined) await give(result, output)
  else for await (const item of items) await give(item, output)
  await output.flush()
}

function give(item: unknown, output: Output): MaybePromise<void> {
  return item === undefined ? undefined : output.item(item)
}

/** The items of what has some; a string and bytes are one. */
function itemsOf(value: unknown): Iterable<unknown> | AsyncIterable<unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (value instanceof Uint8Array || value instanceof URL) return undefined
  if (value instanceof ArrayBuffer) return [new Uint8Array(value)]
  if (value instanceof Blob) return value.stream()
  if (value instanceof Response) return value.body ?? []
  if (Symbol.asyncIterator in value) return value as AsyncIterable<unknown>
  if (Symbol.iterator in value) return value as Iterable<unknown>
  return typeof (value as { next?: unknown }).next === 'function'
    ? { [Symbol.iterator]: () => value as Iterator<unknown> }
    : undefined
}

const bufferSize = 1 << 16

/** An output of bytes: small lines are written together, but none waits longer than a turn of the event loop. */
export class ByteOutput implements Output {
  readonly #write: (bytes: Uint8Array) => MaybePromise<void>
  #buffered: string[] = []
  #size = 0
  #scheduled: NodeJS.Immediate | undefined
  /** The last write that is under way. */
  #tail: Promise<void> | undefined
  #failed: { readonly error: unknown } | undefined

  constructor(write: (bytes: Uint8Array) => MaybePromise<void>) {
    this.#write = write
  }

  item(value: unknown): MaybePromise<void> {
    if (this.#failed !== undefined) throw this.#failed.error
    if (value instanceof Uint8Array) {
      void this.#sendBuffered()
      return this.#send(value)
    }
    const text = itemText(value)
    this.#buffered.push(text, '\n')
    this.#size += text.length + 1
    if (this.#size >= bufferSize) return this.#sendBuffered()
    this.#scheduled ??= setImmediate(() => this.#sendLater())
    return undefined
  }

  async flush(): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed.error
    await this.#sendBuffered()
    await this.#tail
  }

  #sendBuffered(): MaybePromise<void> {
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled)
    this.#scheduled = undefined
    if (this.#size === 0) return undefined
    const text = this.#buffered.join('')
    this.#buffered = []
    this.#size = 0
    return this.#send(encodeBytes(text))
  }

  /** Writes are in order, each after the one before. */
  #send(bytes: Uint8Array): MaybePromise<void> {
    const written = this.#tail?.then(() => this.#write(bytes)) ?? this.#write(bytes)
    if (!isPromise(written)) return undefined
    this.#tail = written
    written.then(
      () => {
        if (this.#tail === written) this.#tail = undefined
      },
      (error: unknown) => {
        this.#failed = { error }
      },
    )
    return written
  }

  /** What fails here is told by the next call. */
  #sendLater(): void {
    this.#scheduled = undefined
    try {
      void this.#sendBuffered()
    } catch (error) {
      this.#failed = { error }
    }
  }
}
