export type StreamName = 'stdout' | 'stderr'

/** Bytes of one stream that came in a row. */
export interface OutputRecord {
  readonly stream: StreamName
  readonly bytes: Uint8Array
}

/** Small writes share a record up to this size. */
const sharedBytes = 64 * 1024
const smallestBytes = 256
/** What a record costs besides its bytes, about. */
const recordCost = 200

/** The newest output, in memory: few records, however small the writes are. */
export class MemoryRecords {
  #records: { readonly stream: StreamName; buffer: Buffer; length: number }[] = []
  #memory = 0
  #size = 0

  /** Bytes of memory it holds. */
  get memory(): number {
    return this.#memory
  }

  /** Bytes of output in it. */
  get size(): number {
    return this.#size
  }

  add(stream: StreamName, bytes: Uint8Array): void {
    this.#size += bytes.length
    const last = this.#records.at(-1)
    if (last?.stream === stream && last.length + bytes.length <= sharedBytes) return this.#append(last, bytes)
    const buffer = Buffer.allocUnsafeSlow(Math.max(bytes.length, smallestBytes))
    buffer.set(bytes)
    this.#records.push({ stream, buffer, length: bytes.length })
    this.#memory += buffer.length + recordCost
  }

  #append(record: { buffer: Buffer; length: number }, bytes: Uint8Array): void {
    const length = record.length + bytes.length
    if (length > record.buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(sharedBytes, Math.max(length, 2 * record.buffer.length)))
      larger.set(record.buffer.subarray(0, record.length))
      this.#memory += larger.length - record.buffer.length
      record.buffer = larger
    }
    record.buffer.set(bytes, record.length)
    record.length = length
  }

  /** What comes after the first `from` bytes, in order. */
  *from(from: number): Generator<OutputRecord> {
    let at = 0
    for (const { stream, buffer, length } of this.#records) {
      const skip = Math.max(0, from - at)
      if (skip < length) yield { stream, bytes: buffer.subarray(skip, length) }
      at += length
    }
  }

  clear(): void {
    this.#records = []
    this.#memory = 0
    this.#size = 0
  }
}
