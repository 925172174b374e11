import { nextGrapheme } from '../../editor/graphemes.ts'
import { lineEnd, lineStart } from '../../editor/line-buffer.ts'
import type { TextRange } from '../../editor/vi/objects.ts'
import type { SelectionSize } from './recording.ts'

/** How much a selection takes (vim manual, visual-repeat). */
export function sizeOf(text: string, { start, end, isLinewise }: TextRange): SelectionSize {
  const lines = text.slice(start, end).split('\n')
  return { lines: lines.length, characters: lines.at(-1)?.length ?? 0, isLinewise }
}

/** As much from a place on, or what there is of it. */
export function rangeOfSize(text: string, cursor: number, size: SelectionSize): TextRange {
  const { lines, characters, isLinewise } = size
  let last = cursor
  for (let line = 1; line < lines && lineEnd(text, last) < text.length; line++) last = lineEnd(text, last) + 1
  if (isLinewise) return { start: lineStart(text, cursor), end: lineEnd(text, last), isLinewise }
  const from = lines === 1 ? cursor : lineStart(text, last)
  const end = Math.min(from + characters, lineEnd(text, from))
  return { start: cursor, end: Math.max(end, Math.min(text.length, nextGrapheme(text, cursor))), isLinewise }
}
