import { MemoryRecords, type OutputRecord, type StreamName } from './records.ts'
import { OutputSegment, type SegmentPlace } from './segment.ts'

export interface StoreLimits {
  /** Bytes in memory; more goes to a file. */
  readonly memory: number
  /** Bytes in a file; of a longer output the beginning is dropped, a file at a time. */
  readonly segment: number
}

const usualLimits: StoreLimits = { memory: 1 << 20, segment: 64 << 20 }

/** What a job wrote, within bounds: the newest in memory, what came before it in at most two files. */
export class OutputStore {
  readonly #limits: StoreLimits
  readonly #memory = new MemoryRecords()
  #segments: OutputSegment[] = []
  #inFiles = 0

  constructor(limits: StoreLimits = usualLimits) {
    this.#limits = limits
  }

  /** Bytes written so far, those that were dropped included. */
  get size(): number {
    return this.#inFiles + this.#memory.size
  }

  /** The first byte that is still there. */
  get start(): number {
    return this.#segments[0]?.start ?? this.#inFiles
  }

  /** Bytes of memory it holds. */
  get memory(): number {
    return this.#memory.memory
  }

  add(stream: StreamName, bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#memory.add(stream, bytes)
    if (this.#memory.memory > this.#limits.memory) this.#spill()
  }

  #spill(): void {
    const last = this.#segments.at(-1)
    const segment =
      last === undefined || last.size >= this.#limits.segment ? new OutputSegment(this.#inFiles) : last
    segment.append(this.#memory.from(0))
    if (segment !== last) this.#segments.push(segment)
    this.#inFiles = segment.end
    this.#memory.clear()
    if (this.#segments.length > 2) this.#segments.shift()?.close()
  }

  /** What comes at a place of the output, as far as it lies together; undefined at the end of what is there. */
  read(from: StorePlace): StoredRecord | undefined {
    const at = Math.max(from.offset, this.start)
    const segment = this.#segments.find(each => at < each.end)
    if (segment !== undefined) {
      const { record, place } = segment.read(at, from.hint)
      return { ...record, next: { offset: at + record.bytes.length, hint: place } }
    }
    for (const record of this.#memory.from(at - this.#inFiles))
      return { ...record, next: { offset: at + record.bytes.length, hint: from.hint } }
    return undefined
  }

  /** Its beginning, as a place to read from. */
  static readonly beginning: StorePlace = {
    offset: 0,
    hint: { segment: undefined, filled: 0, position: 0 },
  }
}

/** Where a reader is. */
export interface StorePlace {
  readonly offset: number
  /** Where the last record from a file was found: the search goes on from there. */
  readonly hint: SegmentPlace
}

export interface StoredRecord extends OutputRecord {
  readonly next: StorePlace
}
