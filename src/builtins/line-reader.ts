import { setImmediate } from 'node:timers/promises'
import { isPromise, type MaybePromise } from '../value/index.ts'
import type { InPort } from '../lang/eval/index.ts'

/** When to stop reading: at the delimiter, after so many characters, at the end. */
export interface ReadLimits {
  /** The byte that ends the text; undefined: only the count and the end do (`read -N`). */
  readonly delimiter: number | undefined
  /** At most so many characters. */
  readonly count?: number
  /** A character is a byte (the locale C). */
  readonly bytewise?: boolean
  /** A backslash quotes the next character: it does not end the text, and a quoted newline counts for nothing. */
  readonly escapes: boolean
  readonly signal?: AbortSignal
  /** What follows a NUL byte is lost, as in a C string (`mapfile`); else the NUL alone is. */
  readonly cutsAtNul?: boolean
}

export interface ReadBytes {
  /** Without the delimiter and without NUL bytes. */
  readonly bytes: Uint8Array
  readonly end: 'delimiter' | 'count' | 'end'
  /** A NUL byte cut it short (`cutsAtNul`). */
  readonly cut: boolean
}

// A line is short more often than not: the first block is small, those after it are larger.
const firstBlock = 256
const nextBlock = 4096
const wholeBlock = 65536

/**
 * Reads texts and not a byte more (POSIX read: children share the descriptor): in blocks where what was read too many
 * can be given back, byte by byte on pipes and terminals. One that reads to the end anyway takes large blocks and keeps
 * what it has not given yet.
 */
export class LineReader {
  readonly #port: InPort
  readonly #toEnd: boolean
  readonly #canUnread: boolean
  #rest: Uint8Array | undefined
  #gathering: Gathering | undefined

  constructor(port: InPort, options: { readonly toEnd?: boolean } = {}) {
    this.#port = port
    this.#toEnd = options.toEnd ?? false
    this.#canUnread = !this.#toEnd && port.unread(0)
  }

  read(limits: ReadLimits): MaybePromise<ReadBytes> {
    this.#gathering = new Gathering(limits)
    return this.#more(this.#gathering, this.#canUnread ? firstBlock : 1, limits.signal)
  }

  /** What has been read of the text under way, for one that is given up. */
  get taken(): Uint8Array {
    return this.#gathering?.result('end').bytes ?? new Uint8Array(0)
  }

  #more(gathering: Gathering, size: number, signal: AbortSignal | undefined): MaybePromise<ReadBytes> {
    let next = size
    const turn = new Turn()
    for (;;) {
      if (turn.isOver) return setImmediate().then(() => this.#more(gathering, next, signal))
      const ended = gathering.ended
      if (ended !== undefined) return gathering.result(ended)
      const block = this.#next(next, signal)
      if (next > 1) next = nextBlock
      if (isPromise(block)) {
        const later = next
        return block.then(bytes => {
          this.#take(gathering, bytes)
          return this.#more(gathering, later, signal)
        })
      }
      this.#take(gathering, block)
    }
  }

  #next(size: number, signal: AbortSignal | undefined): MaybePromise<Uint8Array | undefined> {
    const rest = this.#rest
    if (rest === undefined) return this.#port.read(this.#toEnd ? wholeBlock : size, signal)
    this.#rest = undefined
    return rest
  }

  #take(gathering: Gathering, block: Uint8Array | undefined): void {
    if (block === undefined) return gathering.finish()
    const used = gathering.add(block)
    if (used === block.length) return
    if (this.#toEnd) this.#rest = block.subarray(used)
    else this.#port.unread(block.length - used)
  }
}

/** The event loop gets a turn now and then: for timers and Ctrl-C, however fast a stream without a newline comes. */
class Turn {
  readonly #began = performance.now()
  #asked = 0

  get isOver(): boolean {
    return ++this.#asked % 256 === 0 && performance.now() - this.#began > 10
  }
}

/** The bytes of one text as they come. */
class Gathering {
  readonly #limits: ReadLimits
  #bytes = new Uint8Array(64)
  #length = 0
  #characters = 0
  #quoted = false
  #cut = false
  /** Bytes of the character under way still to come. */
  #missing = 0
  ended: ReadBytes['end'] | undefined

  constructor(limits: ReadLimits) {
    this.#limits = limits
    if (limits.count === 0) this.ended = 'count'
  }

  finish(): void {
    this.ended = 'end'
  }

  result(end: ReadBytes['end']): ReadBytes {
    return { bytes: this.#bytes.subarray(0, this.#length), end, cut: this.#cut }
  }

  /** Takes bytes up to the end of the text; gives how many it used. */
  add(block: Uint8Array): number {
    for (let i = 0; i < block.length; i++) {
      const byte = block[i] ?? 0
      if (byte === this.#limits.delimiter && !this.#quoted) {
        this.ended = 'delimiter'
        return i + 1
      }
      this.#keep(byte)
      if (this.ended !== undefined) return i + 1
    }
    return block.length
  }

  #keep(byte: number): void {
    const { count, escapes } = this.#limits
    if (byte === 0 && this.#limits.cutsAtNul === true) this.#cut = true
    if (this.#cut) return
    if (byte !== 0) this.#push(byte)
    else if (!this.#quoted) return
    const opens = escapes && !this.#quoted && byte === 0x5c
    const joins = this.#quoted && byte === 0x0a
    this.#quoted = opens
    if (count === undefined || opens || joins) return
    if (this.#limits.bytewise === true) this.#missing = 0
    else if (this.#missing > 0 && byte >= 0x80 && byte < 0xc0) this.#missing--
    else this.#missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : byte >= 0xc2 ? 1 : 0
    if (this.#missing === 0 && ++this.#characters >= count) this.ended = 'count'
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2)
      larger.set(this.#bytes)
      this.#bytes = larger
    }
    this.#bytes[this.#length++] = byte
  }
}
