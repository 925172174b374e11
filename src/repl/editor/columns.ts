import { graphemes } from './graphemes.ts'
import { lineEnd, lineStart } from './line-buffer.ts'
import { displayWidth } from './width.ts'

/** How many terminal columns are before a place, counted from the start of its line. */
export function columnAt(text: string, at: number): number {
  let column = 0
  for (const { segment } of graphemes(text.slice(lineStart(text, at), at)))
    column += displayWidth(segment, column)
  return column
}

/** The place in the line beginning at `start` that is nearest before or at a column. */
export function placeAtColumn(text: string, start: number, column: number): number {
  const line = text.slice(start, lineEnd(text, start))
  let reached = 0
  for (const { segment, index } of graphemes(line)) {
    const width = displayWidth(segment, reached)
    if (reached + width > column) return start + index
    reached += width
  }
  return start + line.length
}
