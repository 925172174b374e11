import { TemporaryFile } from '../../os/index.ts'
import type { OutputRecord } from './records.ts'

const headerBytes = 5

/** A stretch of a job's output on disk: records, each after its stream and its length. */
export class OutputSegment {
  /** Which byte of the output is its first. */
  readonly start: number
  readonly #file = new TemporaryFile()
  #size = 0

  constructor(start: number) {
    this.start = start
  }

  /** Which byte of the output comes after it. */
  get end(): number {
    return this.start + this.#size
  }

  get size(): number {
    return this.#size
  }

  append(records: Iterable<OutputRecord>): void {
    const parts: Uint8Array[] = []
    for (const { stream, bytes } of records) {
      const header = Buffer.alloc(headerBytes)
      header.writeUInt8(stream === 'stdout' ? 1 : 2)
      header.writeUInt32LE(bytes.length, 1)
      parts.push(header, bytes)
      this.#size += bytes.length
    }
    this.#file.append(Buffer.concat(parts))
  }

  /** The record that holds byte `offset` of the output, from that byte on; `hint` is where an earlier one was found. */
  read(offset: number, hint: SegmentPlace): { readonly record: OutputRecord; readonly place: SegmentPlace } {
    let { filled, position } = hint.segment === this ? hint : this.first
    for (;;) {
      const header = this.#file.read(position, headerBytes)
      const length = header.readUInt32LE(1)
      const next = position + headerBytes + length
      if (filled + length > offset) {
        const skip = offset - filled
        const bytes = this.#file.read(position + headerBytes + skip, length - skip)
        const record: OutputRecord = { stream: header[0] === 1 ? 'stdout' : 'stderr', bytes }
        return { record, place: { segment: this, filled, position } }
      }
      filled += length
      position = next
    }
  }

  get first(): SegmentPlace {
    return { segment: this, filled: this.start, position: 0 }
  }

  close(): void {
    this.#file.close()
  }
}

/** The beginning of a record: which byte of the output it is, and where it lies in the file. */
export interface SegmentPlace {
  readonly segment: OutputSegment | undefined
  readonly filled: number
  readonly position: number
}
