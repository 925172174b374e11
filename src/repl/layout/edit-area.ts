import { textWidth } from '../editor/width.ts'
import type { LineBuffer } from '../editor/line-buffer.ts'
import { resetStyle, stripStyles } from './ansi.ts'
import { RowBuilder } from './rows.ts'
import { windowOf, type Window } from './window.ts'
import { eachPiece, type StyledText } from './styled-text.ts'

/** What the edit area shows. Prompts carry their styles as SGR sequences. */
export interface EditAreaContent {
  /** Before the first line; may have lines of its own. */
  readonly prompt: string
  /** Before each further line. */
  readonly continuation: string
  readonly buffer: LineBuffer
  /** How the buffer's text looks. */
  readonly styles?: StyledText
  /** Shown behind the text, and no part of it: what it could go on with. */
  readonly suggestion?: { readonly text: string; readonly style: string }
  /** At the right edge of the first line, where there is room. */
  readonly right?: string
}

export interface Frame {
  readonly rows: readonly string[]
  readonly cursor: { readonly x: number; readonly y: number }
}

/** Lays out prompt and text in rows of a width; the cursor is where the terminal's belongs. */
export function layoutEditArea(whole: EditAreaContent, columns: number, height = Infinity): Frame {
  const window = windowOf(whole, columns, height)
  return window === undefined ? layoutAll(whole, columns) : layoutWindow(window, whole, columns)
}

/** Rows that are never seen are empty: the rest is where it would be. */
function layoutWindow(window: Window, whole: EditAreaContent, columns: number): Frame {
  const { above, below, content } = window
  const { rows, cursor } = layoutAll({ ...whole, ...content }, columns)
  return {
    rows: [...Array<string>(above).fill(''), ...rows, ...Array<string>(below).fill('')],
    cursor: { x: cursor.x, y: cursor.y + above },
  }
}

function layoutAll(content: EditAreaContent, columns: number): Frame {
  const { text, cursor } = content.buffer
  const builder = new RowBuilder(columns)
  builder.addStyled(content.prompt)
  const firstRow = builder.rows.length - 1
  addRange(builder, content, 0, cursor)
  const position = cursorPosition(builder, text[cursor] === '\n', columns)
  addRange(builder, content, cursor, text.length)
  const { suggestion } = content
  if (suggestion !== undefined) addLines(builder, suggestion.text, content.continuation, suggestion.style)
  if (position.y === builder.rows.length) builder.endRow()
  const rows = builder.rows.with(firstRow, withRight(builder.rows, firstRow, content, columns))
  return { rows, cursor: position }
}

/** Behind a full row the cursor is on the next one, unless that belongs to the next line already. */
function cursorPosition(builder: RowBuilder, isLineEnd: boolean, columns: number): Frame['cursor'] {
  const { x, y } = builder.position
  return isLineEnd && y === builder.rows.length ? { x: columns - 1, y: y - 1 } : { x, y }
}

/** The same as it stays on the screen once the line is done: whole lines, which the terminal wraps itself. */
export function finishedText(content: EditAreaContent): string {
  const builder = new RowBuilder(Number.MAX_SAFE_INTEGER)
  builder.addStyled(content.prompt)
  addRange(builder, content, 0, content.buffer.text.length)
  return builder.rows.join('\n')
}

/** Where the window of `height` rows begins that shows the cursor, moved as little as possible from `previous`. */
export function scrollTop(frame: Frame, height: number, previous: number): number {
  const { y } = frame.cursor
  const lowest = Math.max(0, frame.rows.length - height)
  return Math.min(Math.max(Math.min(previous, y), y - height + 1), lowest)
}

/** The rows of a frame from `top` on that fit in a height. */
export function cutFrame({ rows, cursor }: Frame, top: number, height: number): Frame {
  return { rows: rows.slice(top, top + height), cursor: { x: cursor.x, y: cursor.y - top } }
}

function addRange(builder: RowBuilder, content: EditAreaContent, start: number, end: number): void {
  const { buffer, continuation, styles = [] } = content
  eachPiece(styles, start, end, (from, to, style) =>
    addLines(builder, buffer.text.slice(from, to), continuation, style),
  )
}

function addLines(builder: RowBuilder, text: string, continuation: string, style: string): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) {
      builder.endRow()
      builder.addStyled(continuation)
    }
    builder.addPiece(line, style)
  }
}

function withRight(
  rows: readonly string[],
  index: number,
  content: EditAreaContent,
  columns: number,
): string {
  const row = rows[index] ?? ''
  if (content.right === undefined || content.right === '') return row
  const right = inOneRow(content.right)
  const room = columns - 1 - textWidth(stripStyles(row)) - textWidth(stripStyles(right))
  // The cursor needs a column behind the text, and the text a blank before what is not text.
  if (room < 2) return row
  return row + resetStyle + ' '.repeat(room) + right + resetStyle
}

/** A styled text as it may stand in a row: without what moves the cursor or sounds a bell. */
function inOneRow(text: string): string {
  const builder = new RowBuilder(Number.MAX_SAFE_INTEGER)
  builder.addStyled(text)
  return builder.rows.join(' ')
}
