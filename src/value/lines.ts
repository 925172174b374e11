import { decodeBytes } from './bytes.ts'

const newline = 10

/** Splits chunks of bytes into lines without their newlines. A character is never cut, whatever the chunks. */
export class LineSplitter {
  #rest: Uint8Array[] = []

  /** The lines that a chunk completes. */
  push(chunk: Uint8Array): string[] {
    const end = chunk.lastIndexOf(newline)
    if (end === -1) {
      this.#rest.push(chunk)
      return []
    }
    const whole = decodeBytes(joinBytes([...this.#rest, chunk.subarray(0, end)]))
    this.#rest = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    return whole.split('\n')
  }

  /** The last line, if it had no newline. */
  end(): string[] {
    const rest = joinBytes(this.#rest)
    this.#rest = []
    return rest.length === 0 ? [] : [decodeBytes(rest)]
  }
}

/** One array of bytes from several; the only one as it is. */
export function joinBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const [only] = chunks
  return chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
}
