import { isNarrowAt } from '../editor/narrow.ts'
import { isLinkEnd, isReset, linkAt, resetStyle } from './ansi.ts'
import type { Frame } from './edit-area.ts'

/** What turns one frame on the screen into another of as many rows: only what differs is written. */
export function patchFrame(from: Frame, to: Frame): string {
  let { x, y } = from.cursor
  let patch = ''
  for (const [row, text] of to.rows.entries()) {
    const before = from.rows[row] ?? ''
    if (text === before) continue
    patch += move(row - y) + patchRow(before, text)
    y = row
    x = -1
  }
  if (x !== to.cursor.x || y !== to.cursor.y) patch += move(to.cursor.y - y) + column(to.cursor.x)
  return patch
}

/**
 * Erases from the start of the cursor's row to the end of the screen. Not at once: what tmux erases from the first place of the
 * screen on it keeps in its history.
 */
export const eraseBelow = '\r\x1b[K\x1b[C\x1b[J\r'

/** What takes a frame off the screen, and leaves the cursor where its first row was. */
export function eraseFrame({ cursor }: Frame): string {
  return `${cursor.y > 0 ? `\x1b[${cursor.y}A` : ''}${eraseBelow}`
}

function move(rows: number): string {
  if (rows === 0) return ''
  return rows < 0 ? `\x1b[${-rows}A` : `\x1b[${rows}B`
}

const column = (x: number): string => (x === 0 ? '\r' : `\x1b[${x + 1}G`)

/** The rest of the row is erased before it is written: behind a full row the cursor would stand on its last character. */
function patchRow(before: string, text: string): string {
  const { at, x, style } = sameStart(before, text)
  return `${column(x)}\x1b[K${style}${text.slice(at)}${text.endsWith(resetStyle) ? '' : resetStyle}`
}

/** Where rows begin to differ, or a little before, and the styles and the link in force there. */
interface Start {
  readonly at: number
  readonly x: number
  readonly style: string
}

/**
 * How far two rows are alike, as far as a character is a column: what combines with its neighbours, is wide or is written
 * from right to left may look different because of what follows it.
 */
function sameStart(before: string, text: string): Start {
  let { at, x, style }: Start = { at: 0, x: 0, style: '' }
  let last: Start = { at, x, style }
  let link = ''
  while (at < text.length && text[at] === before[at]) {
    if (text[at] === '\x1b') {
      const found = linkAt(text, at)
      if (found !== undefined) {
        if (!before.startsWith(found, at)) break
        link = isLinkEnd(found) ? '' : found
        at += found.length
        continue
      }
      const end = text.indexOf('m', at) + 1
      const sequence = text.slice(at, end)
      if (end === 0 || !before.startsWith(sequence, at)) break
      style = isReset(sequence) ? '' : style + sequence
      at = end
    } else {
      if (!isColumn(text, at)) break
      last = { at, x, style: link + style }
      at++
      x++
    }
  }
  // A mark that comes next combines with the character before it.
  return isColumn(text, at) && isColumn(before, at) ? { at, x, style: link + style } : last
}

/** Nothing, a style, or a character that takes a column whatever stands beside it. */
function isColumn(text: string, at: number): boolean {
  return text[at] === '\x1b' || isNarrowAt(text, at)
}
