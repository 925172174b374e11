import { textWidth } from '../editor/width.ts'
import { stripStyles } from './ansi.ts'
import type { Frame } from './edit-area.ts'
import { RowBuilder } from './rows.ts'

/** How a terminal shows a frame now. */
export interface Shown {
  readonly columns: number
  /** Where it says that its cursor is (counted from 0), if it says so. */
  readonly cursorColumn?: number | undefined
  /** How wide it was when the frame was drawn: what did not fit then was cut off. */
  readonly drawnColumns?: number | undefined
}

/**
 * How many rows more are above the cursor once the terminal has wrapped what is too wide for its new width. Terminals
 * wrap the rows above the cursor, but not all wrap the cursor's own: its column tells.
 */
export function rowsAdded({ rows, cursor }: Frame, shown: Shown): number {
  const { columns, drawnColumns = Infinity } = shown
  const cut = (row: string): string => rowsOf(stripStyles(row), drawnColumns)[0] ?? ''
  return rows
    .slice(0, cursor.y)
    .reduce(
      (sum, row) => sum + rowsOf(cut(row), columns).length - 1,
      rowsAtCursor(Math.min(cursor.x, drawnColumns - 1), widthDrawn(rows[cursor.y] ?? ''), shown),
    )
}

/** Blanks at the end of a row are not drawn. */
function widthDrawn(row: string): number {
  return textWidth(stripStyles(row).trimEnd())
}

/** A wide character that does not fit at the end of a row goes to the next. */
function rowsOf(text: string, columns: number): readonly string[] {
  const builder = new RowBuilder(columns)
  builder.addText(text)
  return builder.rows
}

function rowsAtCursor(x: number, content: number, { columns, cursorColumn }: Shown): number {
  // Where nothing was drawn up to the cursor, tmux puts it back to the end of what was.
  const unwrapped = [x, Math.min(x, content)].map(column => Math.min(column, columns - 1))
  if (cursorColumn === undefined || unwrapped.includes(cursorColumn)) return 0
  // Elsewhere though there is room: a narrower width in between wrapped it, by one row at least.
  return Math.max(1, Math.floor(x / columns))
}
