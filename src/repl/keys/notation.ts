import { KeyDecoder } from './decoder.ts'

const named: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  d: 127,
  e: 27,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
}

/**
 * The chords of a key sequence as an inputrc writes it (readline manual, Key Bindings): `\C-xt` → `C-x t`, `\e[A` → `Up`.
 * The bytes are read as the terminal's would be.
 */
export function chordsOf(sequence: string): string {
  const decoder = new KeyDecoder()
  const events = [...decoder.push(Uint8Array.from(bytesOf(sequence))), ...decoder.flush()]
  return events.flatMap(event => (event.type === 'key' ? [event.chord] : [])).join(' ')
}

/** The bytes of a key sequence with its escapes. */
export function bytesOf(sequence: string): number[] {
  const bytes: number[] = []
  for (let at = 0; at < sequence.length;) {
    const { bytes: read, next } = readOne(sequence, at)
    bytes.push(...read)
    at = next
  }
  return bytes
}

interface Piece {
  readonly bytes: readonly number[]
  readonly next: number
}

function readOne(text: string, at: number): Piece {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (character !== '\\' || at + 1 >= text.length)
    return { bytes: [...Buffer.from(character)], next: at + character.length }
  if (text.startsWith('C-', at + 1)) return modified(text, at + 3, bytes => bytes.map(controlOf))
  if (text.startsWith('M-', at + 1)) return modified(text, at + 3, bytes => [27, ...bytes])
  const number = /^(?:x([\da-fA-F]{1,2})|([0-7]{1,3}))/.exec(text.slice(at + 1))
  if (number !== null) {
    const [whole, hex, octal = ''] = number
    return {
      bytes: [Number.parseInt(hex ?? octal, hex === undefined ? 8 : 16) & 0xff],
      next: at + 1 + whole.length,
    }
  }
  const letter = text.charAt(at + 1)
  return { bytes: [named[letter] ?? letter.charCodeAt(0)], next: at + 2 }
}

function modified(text: string, at: number, turn: (bytes: readonly number[]) => number[]): Piece {
  if (at >= text.length) return { bytes: [], next: at }
  const { bytes, next } = readOne(text, at)
  return { bytes: turn(bytes), next }
}

/** `\C-?` is DEL. */
function controlOf(byte: number): number {
  return byte === 0x3f ? 127 : byte === 27 ? 27 : byte & 0x1f
}
