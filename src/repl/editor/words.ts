/**
 * Words as readline sees them. A *word* is letters and digits (readline manual, Commands For Moving); a *unix word* is
 * what stands between blanks (`unix-word-rubout`).
 */
type IsInside = (character: string) => boolean

export const isWordCharacter: IsInside = character => /[\p{L}\p{M}\p{N}]/u.test(character)
export const isUnixWordCharacter: IsInside = character => !/\s/.test(character)

/** The end of the word at or after a place. */
export function wordEnd(text: string, at: number, isInside: IsInside = isWordCharacter): number {
  const begin = skipForward(text, at, c => !isInside(c))
  const end = skipForward(text, begin, isInside)
  if (isInside !== isWordCharacter || !isUnspaced(text.slice(begin, end))) return end
  const start = skipBackward(text, begin, isInside)
  const word = wordsIn(text.slice(start, end)).containing(begin - start)
  return word === undefined ? end : start + word.index + word.segment.length
}

/** The start of the word before a place. */
export function wordStart(text: string, at: number, isInside: IsInside = isWordCharacter): number {
  const end = skipBackward(text, at, c => !isInside(c))
  const start = skipBackward(text, end, isInside)
  if (isInside !== isWordCharacter || !isUnspaced(text.slice(start, end))) return start
  const word = wordsIn(text.slice(start, end)).containing(end - 1 - start)
  return word === undefined ? start : start + word.index
}

/** Where a script writes no blanks between words, Unicode's segmentation finds them (Annex 29, and dictionaries). */
let made: Intl.Segmenter | undefined

function wordsIn(text: string): Intl.Segments {
  made ??= new Intl.Segmenter(undefined, { granularity: 'word' })
  return made.segment(text)
}

function isUnspaced(text: string): boolean {
  return /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u.test(
    text,
  )
}

function skipForward(text: string, at: number, skips: IsInside): number {
  let end = at
  while (end < text.length) {
    const character = String.fromCodePoint(text.codePointAt(end) ?? 0)
    if (!skips(character)) break
    end += character.length
  }
  return end
}

function skipBackward(text: string, at: number, skips: IsInside): number {
  let start = at
  while (start > 0) {
    const character = characterBefore(text, start)
    if (!skips(character)) break
    start -= character.length
  }
  return start
}

function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at)
  return pair.length === 2 && (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.charAt(at - 1)
}
