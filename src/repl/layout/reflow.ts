import { textWidth } from '../editor/width.ts'
import { stripStyles } from './ansi.ts'
import type { Frame } from './edit-area.ts'

/**
 * How many rows more are above the cursor once the terminal has wrapped what is too wide for its new width. Terminals
 * wrap the rows above the cursor, but not all wrap the cursor's own: its column tells (counted from 0).
 */
export function rowsAdded(frame: Frame, columns: number, cursorColumn?: number): number {
  const above = frame.rows
    .slice(0, frame.cursor.y)
    .map(row => Math.ceil(textWidth(stripStyles(row)) / columns) - 1)
  return above.reduce(
    (sum, rows) => sum + Math.max(0, rows),
    rowsAtCursor(frame.cursor.x, columns, cursorColumn),
  )
}

function rowsAtCursor(x: number, columns: number, column: number | undefined): number {
  const isWhereItWas = column === undefined || column === Math.min(x, columns - 1)
  if (isWhereItWas) return 0
  // Elsewhere though there is room: a narrower width in between wrapped it, by one row at least.
  return Math.max(1, Math.floor(x / columns))
}
