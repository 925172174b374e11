import { decodeBytes, encodeBytes } from './bytes.ts'
import { Collected, sequence, toArray } from './collected.ts'
import { csvObjects, parseCsv } from './csv.ts'
import { joinBytes, LineSplitter } from './lines.ts'
import type { MaybePromise } from './maybe-promise.ts'
import { parseToml, parseYaml } from './documents.ts'

/** What bytes come from; undefined at the end. */
export interface ByteReader {
  read(size: number): MaybePromise<Uint8Array | undefined>
}

/** What flows into a stage: bytes of a program, or what a neighbouring TypeScript stage gave, item by item. */
export type InputSource = ByteReader | AsyncIterable<unknown>

/** Of any type: lines of a program, or whatever the neighbour gave. */
// oxlint-disable-next-line typescript/no-explicit-any -- nobody but who writes the pipeline knows
type Given = any

const chunkSize = 1 << 20

/** A source that always has more would keep the event loop from turning: signals, timers, other stages. */
const turnMs = 10

/** What a stage function gets: its standard input, line by line or in the form that is asked for. It is read once. */
export class Input implements AsyncIterable<string> {
  readonly #source: InputSource

  constructor(source: InputSource) {
    this.#source = source
  }

  /** Lines without their newlines. */
  [Symbol.asyncIterator](): AsyncIterator<string> {
    return this.#lines()
  }

  /** Lines: `for await` one by one, `await` an array. */
  lines(): Collected<string> {
    return sequence(() => this.#lines())
  }

  /** Bytes: `for await` chunk by chunk, `await` all of them. */
  bytes(): Collected<Uint8Array, Uint8Array> {
    return new Collected(
      () => this.#chunks(),
      async chunks => joinBytes(await toArray(chunks)),
    )
  }

  /** All of it as text. */
  async text(): Promise<string> {
    return decodeBytes(await this.bytes())
  }

  /** All of it as one JSON value. */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text()) as unknown
  }

  /** A JSON value a line; blank lines are passed over. */
  ndjson(): Collected<unknown> {
    return sequence(() => this.#objects())
  }

  /** What a TypeScript neighbour gave, as it gave it; of a program, a JSON value a line. */
  objects(): Collected<unknown> {
    return this.ndjson()
  }

  /** Comma-separated values: objects under the names in the first line, or arrays with `header: false`. */
  async csv(options: { readonly separator?: string; readonly header?: boolean } = {}): Promise<unknown[]> {
    const records = parseCsv((await this.text()).replace(/^\ufeff/, ''), options.separator)
    return options.header === false ? records : csvObjects(records)
  }

  /** All of it as YAML 1.2: the document's value, or an array of them where there are several. */
  async yaml(): Promise<unknown> {
    return parseYaml(await this.text())
  }

  /** All of it as a TOML document. */
  async toml(): Promise<Record<string, unknown>> {
    return await parseToml(await this.text())
  }

  /** What a TypeScript neighbour gave, as it gave it; of a program, its lines: what the methods below go through. */
  items<T = Given>(): Collected<T> {
    return sequence(() => this.#values() as AsyncGenerator<T>)
  }

  map<U, T = Given>(change: (item: T, index: number) => MaybePromise<U>): Collected<U> {
    return this.items<T>().map(change)
  }

  filter<T = Given>(test: (item: T, index: number) => unknown): Collected<T> {
    return this.items<T>().filter(test)
  }

  flatMap<U, T = Given>(
    change: (item: T, index: number) => MaybePromise<Iterable<U> | AsyncIterable<U>>,
  ): Collected<U> {
    return this.items<T>().flatMap(change)
  }

  take<T = Given>(count: number): Collected<T> {
    return this.items<T>().take(count)
  }

  drop<T = Given>(count: number): Collected<T> {
    return this.items<T>().drop(count)
  }

  find<T = Given>(test: (item: T, index: number) => unknown): Promise<T | undefined> {
    return this.items<T>().find(test)
  }

  some<T = Given>(test: (item: T, index: number) => unknown): Promise<boolean> {
    return this.items<T>().some(test)
  }

  every<T = Given>(test: (item: T, index: number) => unknown): Promise<boolean> {
    return this.items<T>().every(test)
  }

  reduce<U, T = Given>(combine: (sum: U, item: T, index: number) => MaybePromise<U>, initial: U): Promise<U> {
    return this.items<T>().reduce(combine, initial)
  }

  toArray<T = Given>(): Promise<T[]> {
    return this.items<T>().toArray()
  }

  async *#values(): AsyncGenerator<unknown> {
    if (!(Symbol.asyncIterator in this.#source)) return yield* this.#lines()
    const splitter = new LineSplitter()
    for await (const item of this.#source) {
      if (item instanceof Uint8Array) yield* splitter.push(item)
      else yield item
    }
    yield* splitter.end()
  }

  async *#items(): AsyncGenerator<unknown> {
    if (Symbol.asyncIterator in this.#source) return yield* this.#source
    let turnAt = Date.now()
    for (;;) {
      const chunk = await this.#source.read(chunkSize)
      if (chunk === undefined) return
      yield chunk
      if (Date.now() - turnAt < turnMs) continue
      await new Promise<void>(resolve => void setImmediate(resolve))
      turnAt = Date.now()
    }
  }

  async *#chunks(): AsyncGenerator<Uint8Array> {
    for await (const item of this.#items())
      yield item instanceof Uint8Array ? item : encodeBytes(`${itemText(item)}\n`)
  }

  async *#lines(): AsyncGenerator<string> {
    const splitter = new LineSplitter()
    for await (const chunk of this.#chunks()) yield* splitter.push(chunk)
    yield* splitter.end()
  }

  async *#objects(): AsyncGenerator<unknown> {
    const splitter = new LineSplitter()
    for await (const item of this.#items()) {
      if (typeof item === 'string') yield* parseLines([item])
      else if (item instanceof Uint8Array) yield* parseLines(splitter.push(item))
      else yield item
    }
    yield* parseLines(splitter.end())
  }
}

function* parseLines(lines: readonly string[]): Generator<unknown> {
  for (const line of lines) if (line.trim() !== '') yield JSON.parse(line) as unknown
}

/** An item as the line a program would get. */
export function itemText(item: unknown): string {
  switch (typeof item) {
    case 'string':
      return item.endsWith('\n') ? item.slice(0, -1) : item
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(item)
    case 'function':
    case 'symbol':
      throw new TypeError(`a ${typeof item} cannot go through a pipe`)
    default:
      if (item instanceof URL) return item.href
      if (item instanceof Date) return item.toISOString()
      return JSON.stringify(item) ?? ''
  }
}
