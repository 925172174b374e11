import { Writable } from 'node:stream'
import type { Descriptor } from '../../os/index.ts'
import { chain, encodeBytes, isPromise } from '../../value/index.ts'

export interface ScreenSize {
  readonly columns: number
  readonly rows: number
}

/** The terminal as the stream that Ink draws on: our descriptor's bytes, and a size that `resized` reads anew. */
export class OutputStream extends Writable {
  readonly isTTY = true
  columns: number
  rows: number
  readonly #descriptor: Descriptor
  readonly #size: () => ScreenSize

  constructor(descriptor: Descriptor, size: () => ScreenSize) {
    super({ decodeStrings: false })
    this.#descriptor = descriptor
    this.#size = size
    const { columns, rows } = readSize(size)
    this.columns = columns
    this.rows = rows
  }

  /** The terminal has another size now: Ink hears of it. */
  resized(): void {
    Object.assign(this, readSize(this.#size))
    this.emit('resize')
  }

  override _write(chunk: string | Buffer, _encoding: string, callback: (error?: Error | null) => void): void {
    const bytes = typeof chunk === 'string' ? encodeBytes(chunk) : chunk
    try {
      const written = chain(this.#descriptor.write(bytes), () => callback())
      if (isPromise(written)) written.catch(callback)
    } catch (error) {
      callback(error as Error)
    }
  }
}

/** A terminal that does not know its size says 0. */
function readSize(size: () => ScreenSize): ScreenSize {
  const { columns, rows } = size()
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 }
}
