import { lineEnd, lineStart } from './line-buffer.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Where the grapheme at a place ends (Unicode Annex 29): the next place a cursor can be. */
export function nextGrapheme(text: string, at: number): number {
  if (at >= text.length) return text.length
  if (isPlain(text, at) && isPlain(text, at + 1)) return at + 1
  const start = lineStart(text, at)
  const line = text.slice(start, lineEnd(text, at) + 1)
  const segment = segmenter.segment(line).containing(at - start)
  return segment === undefined ? at + 1 : start + segment.index + segment.segment.length
}

/** Where the grapheme before a place begins. */
export function previousGrapheme(text: string, at: number): number {
  if (at <= 0) return 0
  if (isPlain(text, at) && isPlain(text, at - 1)) return at - 1
  const start = lineStart(text, at - 1)
  const line = text.slice(start, at)
  const segment = segmenter.segment(line).containing(at - 1 - start)
  return segment === undefined ? at - 1 : start + segment.index
}

/** The graphemes of a text, with where each begins. */
export function* graphemes(text: string): Generator<{ readonly segment: string; readonly index: number }> {
  if (/^[\n\x20-\x7e]*$/.test(text)) {
    for (let index = 0; index < text.length; index++) yield { segment: text.charAt(index), index }
    return
  }
  yield* segmenter.segment(text)
}

/** ASCII (or the end): never part of a longer grapheme, but for the newline after a return. */
function isPlain(text: string, at: number): boolean {
  const code = at < text.length ? text.charCodeAt(at) : 0x20
  return code < 0x80 && code !== 0x0d && code !== 0x0a
}
