import { decodeBytes } from '../../value/index.ts'
import { characterKey, modifier, namedKey, type KeyEvent } from './key.ts'
import { PasteCollector } from './paste.ts'
import { keyOfControlSequence, keyOfSingleShift } from './sequence.ts'
import { consoleKeys, namedCodes } from './tables.ts'
import { isContinuation, sequenceLength } from './utf8.ts'

const ESC = 0x1b
/** No key's sequence is longer; what is, is noise. */
const longestSequence = 64

type State =
  | 'ground'
  | 'utf8'
  | 'escape'
  | 'introducer'
  | 'csi'
  | 'console'
  | 'mouse'
  | 'ss3'
  | 'string'
  | 'paste'

/**
 * Turns a terminal's bytes into keys, one byte at a time, wherever the reads cut them: `ls\r` in one read is three keys.
 * Bytes that are no UTF-8 become lone surrogates, as everywhere in the shell. A lone ESC stays open until `flush`.
 */
export class KeyDecoder {
  #state: State = 'ground'
  /** The bytes of the open sequence, after its introducer. */
  #bytes: number[] = []
  #meta = false
  #expected = 0
  #isQuoting = false
  /** How many answers will look like a key. */
  #expectedPositions = 0
  #paste = new PasteCollector()
  #out: KeyEvent[] = []

  /** True while an ESC or an unfinished sequence waits for more: call `flush` when nothing came for a while. */
  get isWaiting(): boolean {
    return this.#state !== 'ground' && this.#state !== 'utf8' && this.#state !== 'paste'
  }

  /** True inside a bracketed paste, where much can be read at once. */
  get isPasting(): boolean {
    return this.#state === 'paste'
  }

  /** The next byte, or character of several, comes as text, even if it is a control key (`quoted-insert`). */
  quoteNext(): void {
    this.#isQuoting = true
  }

  /** The terminal was asked where the cursor is: its answer from the first row looks like F3 held with other keys. */
  expectPosition(): void {
    this.#expectedPositions++
  }

  /** The events these bytes complete. */
  push(bytes: Uint8Array): KeyEvent[] {
    for (const byte of bytes) this.#step(byte)
    return this.#take()
  }

  /** Nothing more came: what was typed as ESC is Escape, `ESC [` is M-[. */
  flush(): KeyEvent[] {
    if (!this.isWaiting) return []
    if (this.#state === 'escape') {
      if (this.#meta) this.#emit(namedKey('Escape'))
      this.#emit(namedKey('Escape'))
    } else {
      const introducer = this.#bareIntroducer()
      if (introducer !== undefined) this.#plain(introducer, true)
    }
    this.#reset()
    return this.#take()
  }

  /** The byte after ESC, if nothing came after it: a key held with alt. */
  #bareIntroducer(): number | undefined {
    if (this.#state === 'introducer') return this.#bytes[0]
    if (this.#bytes.length > 0) return undefined
    return this.#state === 'csi' ? 0x5b : this.#state === 'ss3' ? 0x4f : undefined
  }

  #take(): KeyEvent[] {
    const out = this.#out
    this.#out = []
    return out
  }

  #emit(event: KeyEvent | undefined): void {
    if (event !== undefined) this.#out.push(event)
  }

  #reset(): void {
    this.#state = 'ground'
    this.#bytes = []
    this.#meta = false
  }

  #step(byte: number): void {
    switch (this.#state) {
      case 'ground':
        return this.#ground(byte)
      case 'utf8':
        return this.#utf8(byte)
      case 'escape':
        return this.#escape(byte)
      case 'introducer':
        return this.#introducer(byte)
      case 'csi':
        return this.#csi(byte)
      case 'console':
        return this.#console(byte)
      case 'mouse':
        return this.#mouse(byte)
      case 'ss3':
        return this.#ss3(byte)
      case 'string':
        return this.#string(byte)
      case 'paste':
        return this.#pasted(byte)
    }
  }

  #ground(byte: number): void {
    if (this.#isQuoting && byte < 0x80) this.#quoted(byte)
    else if (byte === ESC) this.#state = 'escape'
    else if (byte < 0x80) this.#plain(byte, false)
    else this.#startCharacter(byte, false)
  }

  #quoted(byte: number): void {
    this.#isQuoting = false
    const text = String.fromCharCode(byte)
    this.#emit({ type: 'key', chord: text, text })
  }

  /** A single byte of ASCII: a character or a control key. */
  #plain(byte: number, meta: boolean): void {
    const modifiers = meta ? modifier.alt : 0
    const name = namedCodes[byte]
    if (name !== undefined) this.#emit(namedKey(name, modifiers))
    else if (byte === 0) this.#emit(namedKey('Space', modifiers | modifier.control))
    else if (byte < 32)
      this.#emit(namedKey(String.fromCharCode(byte + 64).toLowerCase(), modifiers | modifier.control))
    else this.#emit(characterKey(String.fromCharCode(byte), modifiers))
  }

  #startCharacter(byte: number, meta: boolean): void {
    this.#isQuoting = false
    this.#meta = meta
    this.#bytes = [byte]
    this.#expected = sequenceLength(byte)
    if (this.#expected > 1) this.#state = 'utf8'
    else this.#endCharacter()
  }

  #utf8(byte: number): void {
    if (!isContinuation(byte)) {
      this.#endCharacter()
      return this.#step(byte)
    }
    this.#bytes.push(byte)
    if (this.#bytes.length === this.#expected) this.#endCharacter()
  }

  /** What was collected is a character, or bytes that are none: each of those is a lone surrogate. */
  #endCharacter(): void {
    const modifiers = this.#meta ? modifier.alt : 0
    for (const character of decodeBytes(Uint8Array.from(this.#bytes)))
      this.#emit(characterKey(character, modifiers))
    this.#reset()
  }

  #escape(byte: number): void {
    if (byte === ESC) {
      // ESC ESC [ A is M-Up; a third ESC shows that the first was a key.
      if (this.#meta) this.#emit(namedKey('Escape'))
      this.#meta = true
    } else if (byte === 0x5b) this.#state = 'csi'
    else if (byte === 0x4f) this.#state = 'ss3'
    else if (byte === 0x5d || byte === 0x50 || byte === 0x5f) {
      this.#state = 'introducer'
      this.#bytes = [byte]
    } else this.#metaKey(byte)
  }

  #metaKey(byte: number): void {
    if (this.#meta) this.#emit(namedKey('Escape'))
    this.#reset()
    if (byte >= 0x80) this.#startCharacter(byte, true)
    else this.#plain(byte, true)
  }

  /** After `ESC ]`, `ESC P` or `ESC _`: a string the terminal answers with, or a key held with alt. */
  #introducer(byte: number): void {
    const introducer = this.#bytes[0] ?? 0
    const starts = { 0x5d: /[\dLlI]/, 0x50: /[\d$+>!:|]/, 0x5f: /G/ }[introducer]
    if (starts?.test(String.fromCharCode(byte))) {
      this.#state = 'string'
      this.#bytes.push(byte)
      return
    }
    this.#reset()
    this.#plain(introducer, true)
    this.#step(byte)
  }

  #csi(byte: number): void {
    const isFirst = this.#bytes.length === 0
    if (isFirst && byte === 0x5b) this.#state = 'console'
    else if (isFirst && byte === 0x4d) this.#state = 'mouse'
    else if (byte >= 0x40 && byte <= 0x7e) this.#endControlSequence(byte)
    else if (byte >= 0x20 && byte <= 0x3f && this.#bytes.length < longestSequence) this.#bytes.push(byte)
    else this.#abandon(byte)
  }

  #endControlSequence(final: number): void {
    const parameters = String.fromCharCode(...this.#bytes)
    const meta = this.#meta
    this.#reset()
    if (final === 0x7e && parameters === '200') this.#state = 'paste'
    else if (final === 0x52 && this.#expectedPositions > 0 && /^\d+;\d+$/.test(parameters)) {
      this.#expectedPositions--
      this.#emit({ type: 'report', sequence: `\x1b[${parameters}R` })
    } else if (final === 0x63 && parameters.startsWith('?')) {
      // What the terminal can (DA1): no key ends in `c`.
      this.#emit({ type: 'report', sequence: `\x1b[${parameters}c` })
    } else this.#emit(keyOfControlSequence(parameters, String.fromCharCode(final), meta))
  }

  #console(byte: number): void {
    const name = consoleKeys[String.fromCharCode(byte)]
    this.#reset()
    if (name !== undefined) this.#emit(namedKey(name))
  }

  /** X10 mouse reports, left on by a program that died: `CSI M` and three bytes. */
  #mouse(byte: number): void {
    this.#bytes.push(byte)
    if (this.#bytes.length < 3) return
    this.#emit({ type: 'report', sequence: `\x1b[M${String.fromCharCode(...this.#bytes)}` })
    this.#reset()
  }

  #ss3(byte: number): void {
    if (byte >= 0x30 && byte <= 0x39 && this.#bytes.length < 3) this.#bytes.push(byte)
    else if (byte >= 0x20 && byte <= 0x7e) {
      const digits = String.fromCharCode(...this.#bytes)
      const meta = this.#meta
      this.#reset()
      this.#emit(keyOfSingleShift(digits, String.fromCharCode(byte), meta))
    } else this.#abandon(byte)
  }

  /** OSC, DCS or APC, up to BEL or ST; late answers to what an earlier program asked. */
  #string(byte: number): void {
    this.#bytes.push(byte)
    const isTerminated = byte === 0x5c && this.#bytes.at(-2) === ESC
    if (byte !== 0x07 && !isTerminated) return
    this.#emit({ type: 'report', sequence: `\x1b${decodeBytes(Uint8Array.from(this.#bytes))}` })
    this.#reset()
  }

  #pasted(byte: number): void {
    const text = this.#paste.add(byte)
    if (text === undefined) return
    this.#emit({ type: 'paste', text })
    this.#reset()
  }

  /** Not a sequence after all: forget it, and take this byte for itself. */
  #abandon(byte: number): void {
    this.#reset()
    this.#step(byte)
  }
}
