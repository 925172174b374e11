import { nextGrapheme, previousGrapheme } from '../graphemes.ts'

/** vi's words: letters, digits and `_`, or other characters in a row; a WORD is what stands between blanks. */
export type WordSize = 'word' | 'WORD'

type Class = 'blank' | 'word' | 'other'

/** What a character belongs to; past the end, blank. */
export function classAt(text: string, at: number, size: WordSize): Class {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0x20)
  if (/\s/.test(character)) return 'blank'
  if (size === 'WORD') return 'word'
  return /[\p{L}\p{M}\p{N}_]/u.test(character) ? 'word' : 'other'
}

/** Where the next word begins: `w`, `W`. */
export function nextWord(text: string, cursor: number, size: WordSize): number {
  let at = skip(text, cursor, size, classAt(text, cursor, size))
  while (at < text.length && classAt(text, at, size) === 'blank') at = nextGrapheme(text, at)
  return at
}

/** The last character of this word, or of the next: `e`, `E`. */
export function wordLast(text: string, cursor: number, size: WordSize): number {
  let at = nextGrapheme(text, cursor)
  while (at < text.length && classAt(text, at, size) === 'blank') at = nextGrapheme(text, at)
  return previousGrapheme(text, skip(text, at, size, classAt(text, at, size)))
}

/** Where this word, or the one before, begins: `b`, `B`. */
export function previousWord(text: string, cursor: number, size: WordSize): number {
  let at = cursor
  while (at > 0 && classAt(text, previousGrapheme(text, at), size) === 'blank')
    at = previousGrapheme(text, at)
  return at === 0 ? 0 : startOfRun(text, previousGrapheme(text, at), size)
}

/** The last character of the word before: `ge`, `gE`. */
export function previousWordLast(text: string, cursor: number, size: WordSize): number {
  let at = startOfRun(text, cursor, size)
  if (classAt(text, cursor, size) === 'blank') at = cursor
  while (at > 0 && classAt(text, previousGrapheme(text, at), size) === 'blank')
    at = previousGrapheme(text, at)
  return at === 0 ? 0 : previousGrapheme(text, at)
}

/** Where the characters of one class that a place is in begin. */
export function startOfRun(text: string, at: number, size: WordSize): number {
  const own = classAt(text, at, size)
  let start = at
  while (start > 0 && classAt(text, previousGrapheme(text, start), size) === own)
    start = previousGrapheme(text, start)
  return start
}

/** Where they end. */
export function endOfRun(text: string, at: number, size: WordSize): number {
  return skip(text, at, size, classAt(text, at, size))
}

function skip(text: string, from: number, size: WordSize, skipped: Class): number {
  let at = from
  while (at < text.length && classAt(text, at, size) === skipped) at = nextGrapheme(text, at)
  return at
}
