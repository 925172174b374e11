import { decodeBytes, LineSplitter } from '../../value/index.ts'
import type { JobOutput, ReadOptions } from './job-output.ts'
import type { StreamName } from './records.ts'
import { OutputStore, type StoredRecord } from './store.ts'

const lastLineBytes = 512

/** An output that is kept: written to until it ends, read from its beginning by any number of readers meanwhile and after. */
export class KeptOutput implements JobOutput {
  readonly isKept = true
  readonly #store: OutputStore
  readonly #waiting = new Set<() => void>()
  #isOver = false

  constructor(store = new OutputStore()) {
    this.#store = store
  }

  get size(): number {
    return this.#store.size
  }

  get memory(): number {
    return this.#store.memory
  }

  write(stream: StreamName, bytes: Uint8Array): void {
    this.#store.add(stream, bytes)
    this.#wake()
  }

  /** Nothing more will come. */
  end(): void {
    this.#isOver = true
    this.#wake()
  }

  async text(stream?: StreamName): Promise<string> {
    const parts: Uint8Array[] = []
    for await (const record of this.#records({}))
      if (stream === undefined || record.stream === stream) parts.push(record.bytes)
    return decodeBytes(Buffer.concat(parts))
  }

  async *lines(): AsyncGenerator<string> {
    const splitters = { stdout: new LineSplitter(), stderr: new LineSplitter() }
    for await (const { stream, bytes } of this.#records({ follow: true }))
      yield* splitters[stream].push(bytes)
    yield* splitters.stdout.end()
    yield* splitters.stderr.end()
  }

  async *chunks(options: ReadOptions = {}): AsyncGenerator<Uint8Array> {
    for await (const { bytes } of this.#records(options)) yield bytes
  }

  /** The last bytes so far, at most so many. */
  tail(count: number): Uint8Array {
    const parts: Uint8Array[] = []
    let from = { ...OutputStore.beginning, offset: Math.max(0, this.size - count) }
    for (let record = this.#store.read(from); record !== undefined; record = this.#store.read(from)) {
      parts.push(record.bytes)
      from = record.next
    }
    return Buffer.concat(parts)
  }

  get lastLine(): string {
    const lines = decodeBytes(this.tail(lastLineBytes)).split(/[\n\r]+/)
    return lines.findLast(line => line.trim() !== '') ?? ''
  }

  [Symbol.asyncIterator](): AsyncIterator<string> {
    return this.lines()
  }

  async *#records({ follow = false, signal }: ReadOptions): AsyncGenerator<StoredRecord> {
    let from = OutputStore.beginning
    for (;;) {
      const record = this.#store.read(from)
      if (record !== undefined) {
        from = record.next
        yield record
      } else if (!follow || this.#isOver || signal?.aborted === true) return
      else await this.#more(signal)
    }
  }

  #more(signal: AbortSignal | undefined): Promise<void> {
    return new Promise(resolve => {
      const done = (): void => {
        this.#waiting.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.#waiting.add(done)
      signal?.addEventListener('abort', done)
    })
  }

  #wake(): void {
    for (const done of [...this.#waiting]) done()
  }
}
