const carriageReturn = 13
const lineFeed = 10

/** What a terminal shows as what a file would have: `\r\n` becomes `\n`, piece by piece. */
export class LineEnds {
  #held = false

  /** The bytes, but for a `\r` at the end: the next piece tells what that is. */
  push(bytes: Uint8Array): Uint8Array {
    const out = Buffer.allocUnsafe(bytes.length + 1)
    let length = 0
    for (const byte of bytes) {
      if (this.#held && byte !== lineFeed) out[length++] = carriageReturn
      this.#held = byte === carriageReturn
      if (!this.#held) out[length++] = byte
    }
    return out.subarray(0, length)
  }

  /** A `\r` that nothing came after. */
  end(): Uint8Array {
    const left = this.#held ? [carriageReturn] : []
    this.#held = false
    return Uint8Array.from(left)
  }
}
