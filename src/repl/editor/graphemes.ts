import { isNarrowAt, isNarrowText } from './narrow.ts'
import { lineEnd, lineStart } from './line-buffer.ts'

/** Made when it is needed: that loads tables, which takes a while. */
let made: Intl.Segmenter | undefined

function segmentsOf(text: string): Intl.Segments {
  made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' })
  return made.segment(text)
}

/** Where the grapheme at a place ends (Unicode Annex 29): the next place a cursor can be. */
export function nextGrapheme(text: string, at: number): number {
  if (at >= text.length) return text.length
  if (isPlain(text, at) && isPlain(text, at + 1)) return at + 1
  const start = lineStart(text, at)
  const line = text.slice(start, lineEnd(text, at) + 1)
  const segment = segmentsOf(line).containing(at - start)
  return segment === undefined ? at + 1 : start + segment.index + segment.segment.length
}

/** Where the grapheme before a place begins. */
export function previousGrapheme(text: string, at: number): number {
  if (at <= 0) return 0
  if (isPlain(text, at) && isPlain(text, at - 1)) return at - 1
  const start = lineStart(text, at - 1)
  const line = text.slice(start, at)
  const segment = segmentsOf(line).containing(at - 1 - start)
  return segment === undefined ? at - 1 : start + segment.index
}

/** False inside a grapheme. */
export function isGraphemeStart(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length || (isPlain(text, at) && isPlain(text, at - 1))) return true
  return previousGrapheme(text, nextGrapheme(text, at)) === at
}

/** The graphemes of a text, with where each begins. */
export function* graphemes(text: string): Generator<{ readonly segment: string; readonly index: number }> {
  if (isNarrowText(text) || /^[\n\x20-\x7e]*$/.test(text)) {
    for (let index = 0; index < text.length; index++) yield { segment: text.charAt(index), index }
    return
  }
  yield* segmentsOf(text)
}

/** Never part of a longer grapheme; a newline is, behind a return. */
function isPlain(text: string, at: number): boolean {
  const code = at < text.length ? text.charCodeAt(at) : 0x20
  return (code < 0x80 && code !== 0x0d && code !== 0x0a) || isNarrowAt(text, at)
}
