import { decodeBytes } from '../../value/index.ts'

const end = Buffer.from('\x1b[201~')

/** Collects a bracketed paste up to its end mark. */
export class PasteCollector {
  #bytes = Buffer.alloc(0)
  #length = 0

  /** Takes a byte; the whole text once the end mark is complete, with line ends as newlines. */
  add(byte: number): string | undefined {
    if (this.#length === this.#bytes.length) this.#grow()
    this.#bytes[this.#length++] = byte
    if (byte !== 0x7e || !this.#isAtEnd()) return undefined
    const text = decodeBytes(this.#bytes.subarray(0, this.#length - end.length))
    this.#bytes = Buffer.alloc(0)
    this.#length = 0
    return text.replace(/\r\n?/g, '\n')
  }

  #isAtEnd(): boolean {
    const start = this.#length - end.length
    return start >= 0 && this.#bytes.subarray(start, this.#length).equals(end)
  }

  #grow(): void {
    const larger = Buffer.alloc(Math.max(256, this.#bytes.length * 2))
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
