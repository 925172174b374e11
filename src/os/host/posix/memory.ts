import { constants } from 'node:os'
import { encodeBytes } from '../../../value/index.ts'
import { systemError } from './errors.ts'
import type { Libc } from './libc.ts'

const NUL = Buffer.alloc(1)

/** A NUL-terminated C string of a byte-faithful text; what follows a NUL inside is lost, as in C. */
export function cString(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(`${text}\0`, 'utf8') : Buffer.concat([encodeBytes(text), NUL])
}

/** A `char *[]` of texts, ended by NULL, in one block of memory that does not move. */
export function cStringArray(libc: Libc, texts: readonly string[]): Buffer {
  const pointer = libc.pointerSize
  const joined = encodeBytes(texts.length === 0 ? '' : `${texts.join('\0')}\0`)
  const table = (texts.length + 1) * pointer
  // At least 128 bytes and of its own: V8 moves smaller arrays, the pool is shared.
  const block = Buffer.allocUnsafeSlow(Math.max(128, table + joined.length))
  joined.copy(block, table)
  const base = libc.address(block)
  let at = table
  for (let i = 0; i < texts.length; i++) {
    writePointer(block, i * pointer, base + BigInt(at), pointer)
    at = block.indexOf(0, at) + 1
  }
  // A text with a NUL inside would shift all that follow.
  if (at !== table + joined.length) throw systemError(libc, constants.errno.EINVAL)
  writePointer(block, texts.length * pointer, 0n, pointer)
  return block
}

/** Makes something of texts, and gives it again as long as the same texts come: loops run the same program again and again. */
export class OfLastTexts {
  readonly #make: (texts: readonly string[]) => Buffer
  #texts: readonly string[] | undefined
  #made: Buffer | undefined

  constructor(make: (texts: readonly string[]) => Buffer) {
    this.#make = make
  }

  of(texts: readonly string[]): Buffer {
    const made = this.#made
    if (made !== undefined && this.#texts !== undefined && same(texts, this.#texts)) return made
    this.#made = this.#make(texts)
    this.#texts = texts.slice()
    return this.#made
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function writePointer(block: Buffer, at: number, value: bigint, size: number): void {
  if (size === 8) block.writeBigUInt64LE(value, at)
  else block.writeUInt32LE(Number(value), at)
}
