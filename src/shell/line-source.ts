import type { Descriptor } from '../os/index.ts'
import { decodeBytes } from '../value/index.ts'

const newline = 0x0a

/**
 * Lines of a descriptor that children share: not one byte beyond the newline is kept. A file is read in blocks and the
 * offset moved back, a pipe byte by byte, as POSIX asks of a shell that reads its script from standard input (sh, STDIN).
 */
export class LineSource {
  readonly #descriptor: Descriptor
  readonly #seekable: boolean

  constructor(descriptor: Descriptor) {
    this.#descriptor = descriptor
    this.#seekable = descriptor.unread(0)
  }

  /** The next line with its newline, if it has one; undefined at the end. */
  async next(): Promise<string | undefined> {
    const size = this.#seekable || this.#descriptor.isTerminal ? 4096 : 1
    const pieces: Uint8Array[] = []
    for (;;) {
      const bytes = await this.#descriptor.read(size)
      if (bytes === undefined) break
      const end = bytes.indexOf(newline)
      pieces.push(end === -1 ? bytes : bytes.subarray(0, end + 1))
      if (end === -1) continue
      if (end + 1 < bytes.length) this.#descriptor.unread(bytes.length - end - 1)
      break
    }
    return pieces.length === 0 ? undefined : decodeBytes(Buffer.concat(pieces))
  }
}
