import { constants } from 'node:os'
import { encodeBytes } from '../../../value/index.ts'
import { systemError } from './errors.ts'
import type { Libc } from './libc.ts'

const NUL = Buffer.alloc(1)

/** A NUL-terminated C string of a byte-faithful text; what follows a NUL inside is lost, as in C. */
export function cString(text: string): Buffer {
  return text.isWellFormed() ? Buffer.from(`${text}\0`, 'utf8') : Buffer.concat([encodeBytes(text), NUL])
}

/** A `char *[]` of texts, ended by NULL, in one block of memory of its own. */
export function cStringArray(libc: Libc, texts: readonly string[]): Buffer {
  return new StringArrays(libc).of(texts)
}

/** Texts that begin many arrays, and stand in memory already. */
interface Beginning {
  readonly array: Buffer
  readonly count: number
}

/**
 * One `char *[]` after the other in the same memory: each is valid until the next. What is asked for again stands there
 * already: loops run the same program again and again.
 */
export class StringArrays {
  readonly #libc: Libc
  #texts: readonly string[] | undefined
  /** Its memory must not go while the pointers are used. */
  #beginning: Beginning | undefined
  #block = Buffer.alloc(0)
  #words = new Uint32Array(0)
  #address = 0

  constructor(libc: Libc) {
    this.#libc = libc
  }

  /** Throws EINVAL for a text with a NUL inside: it would shift all that follow. */
  of(texts: readonly string[], beginning?: Beginning): Buffer {
    const isThere = this.#texts !== undefined && same(texts, this.#texts)
    if (isThere && beginning?.array === this.#beginning?.array) return this.#block
    this.#texts = undefined
    this.#beginning = beginning
    this.#write(texts)
    this.#texts = texts.slice()
    return this.#block
  }

  #write(texts: readonly string[]): void {
    const text = texts.length === 0 ? '' : `${texts.join('\0')}\0`
    const bytes = text.isWellFormed() ? undefined : encodeBytes(text)
    const start = (this.#first + texts.length + 1) * this.#libc.pointerSize
    const end = start + (bytes?.length ?? Buffer.byteLength(text))
    if (end > this.#block.length) this.#allocate(end)
    if (bytes === undefined) this.#block.write(text, start, 'utf8')
    else bytes.copy(this.#block, start)
    this.#beginning?.array.copy(this.#block, 0, 0, this.#first * this.#libc.pointerSize)
    if (this.#pointInto(texts.length, start) !== end) throw systemError(this.#libc, constants.errno.EINVAL)
  }

  /** The first pointer that is ours. */
  get #first(): number {
    return this.#beginning?.count ?? 0
  }

  /** At least 128 bytes and of its own: V8 moves smaller arrays, the pool is shared. */
  #allocate(size: number): void {
    this.#block = Buffer.allocUnsafeSlow(Math.max(128, size + 3) & ~3)
    this.#words = new Uint32Array(this.#block.buffer)
    this.#address = Number(this.#libc.address(this.#block))
  }

  /** Where the last text ends. */
  #pointInto(count: number, start: number): number {
    let at = start
    const first = this.#first
    for (let i = 0; i < count; i++) {
      this.#setPointer(first + i, this.#address + at)
      at = this.#block.indexOf(0, at) + 1
    }
    this.#setPointer(first + count, 0)
    return at
  }

  /** By halves: an address is exact as a number, and much cheaper than as a bigint. */
  #setPointer(index: number, value: number): void {
    if (this.#libc.pointerSize === 4) this.#words[index] = value
    else {
      this.#words[index * 2] = value
      this.#words[index * 2 + 1] = value / 0x1_0000_0000
    }
  }
}

function same(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}
