import { lineEnd } from '../line-buffer.ts'
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

/** Where the next word begins: `w`, `W`. An empty line is a word. */
export function nextWord(text: string, cursor: number, size: WordSize): number {
  const own = classAt(text, cursor, size)
  let at = own === 'blank' ? cursor : skip(text, cursor, size, own)
  while (at < text.length && classAt(text, at, size) === 'blank') {
    if (at > cursor && isEmptyLine(text, at)) return at
    at = nextGrapheme(text, at)
  }
  return at
}

/** The last character of this word, or of the next: `e`, `E`. */
export function wordLast(text: string, cursor: number, size: WordSize): number {
  let at = nextGrapheme(text, cursor)
  while (at < text.length && classAt(text, at, size) === 'blank') at = nextGrapheme(text, at)
  return Math.max(cursor, previousGrapheme(text, skip(text, at, size, classAt(text, at, size))))
}

/** Where this word, or the one before, begins: `b`, `B`. */
export function previousWord(text: string, cursor: number, size: WordSize): number {
  const at = behindBlanks(text, cursor, size)
  if (at === 0 || (at < cursor && isEmptyLine(text, at))) return at
  return startOfRun(text, previousGrapheme(text, at), size)
}

/** Back over blanks, to an empty line at the most. */
function behindBlanks(text: string, cursor: number, size: WordSize): number {
  let at = cursor
  while (at > 0 && classAt(text, previousGrapheme(text, at), size) === 'blank') {
    at = previousGrapheme(text, at)
    if (isEmptyLine(text, at)) break
  }
  return at
}

/** The last character of the word before: `ge`, `gE`. */
export function previousWordLast(text: string, cursor: number, size: WordSize): number {
  const start = classAt(text, cursor, size) === 'blank' ? cursor : startOfRun(text, cursor, size)
  const at = behindBlanks(text, start, size)
  return at === 0 || (at < start && isEmptyLine(text, at)) ? at : previousGrapheme(text, at)
}

/** True at the newline of a line that has nothing else, and at the end behind the last newline. */
function isEmptyLine(text: string, at: number): boolean {
  return (at === 0 || text[at - 1] === '\n') && (at === text.length || text[at] === '\n')
}

/** Where the characters of one class that a place is in begin, in its line. */
export function startOfRun(text: string, at: number, size: WordSize): number {
  const own = classAt(text, at, size)
  let start = at
  while (start > 0 && text[start - 1] !== '\n' && classAt(text, previousGrapheme(text, start), size) === own)
    start = previousGrapheme(text, start)
  return start
}

/** Where they end, in that line. */
export function endOfRun(text: string, at: number, size: WordSize): number {
  return Math.min(lineEnd(text, at), skip(text, at, size, classAt(text, at, size)))
}

function skip(text: string, from: number, size: WordSize, skipped: Class): number {
  let at = from
  while (at < text.length && classAt(text, at, size) === skipped) at = nextGrapheme(text, at)
  return at
}
