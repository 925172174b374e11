import { lineEnd, lineStart } from '../editor/line-buffer.ts'
import type { EditAreaContent } from './edit-area.ts'

/** The part of a long text that may be seen, and how many rows there are before and behind it. */
export interface Window {
  readonly above: number
  readonly below: number
  readonly content: Partial<EditAreaContent>
}

/** A text up to this length is laid out whole: that costs little. */
const short = 4096

/** The lines within a screen's height of the cursor; undefined for a text that is short enough as it is. */
export function windowOf(content: EditAreaContent, columns: number, height: number): Window | undefined {
  const { text, cursor } = content.buffer
  if (text.length <= short || !Number.isFinite(height)) return undefined
  const start = linesBefore(text, cursor, height)
  const end = linesBehind(text, cursor, height)
  if (start === 0 && end === text.length) return undefined
  const styles = (content.styles ?? [])
    .filter(run => run.end > start && run.start < end)
    .map(run => ({
      start: Math.max(run.start, start) - start,
      end: Math.min(run.end, end) - start,
      style: run.style,
    }))
  const buffer = { text: text.slice(start, end), cursor: cursor - start }
  return {
    above:
      start === 0 ? 0 : countRows(text.slice(0, start - 1), columns) + content.prompt.split('\n').length - 1,
    below: end === text.length ? 0 : countRows(text.slice(end + 1), columns),
    content: start === 0 ? { buffer, styles } : { buffer, styles, prompt: content.continuation, right: '' },
  }
}

function linesBefore(text: string, cursor: number, count: number): number {
  let start = lineStart(text, cursor)
  for (let line = 0; line < count && start > 0; line++) start = lineStart(text, start - 1)
  return start
}

function linesBehind(text: string, cursor: number, count: number): number {
  let end = lineEnd(text, cursor)
  for (let line = 0; line < count && end < text.length; line++) end = lineEnd(text, end + 1)
  return end
}

/** About how many rows lines take: exact for what a character takes a column of. */
function countRows(text: string, columns: number): number {
  let rows = 0
  for (let at = 0; at <= text.length;) {
    const end = lineEnd(text, at)
    rows += Math.max(1, Math.ceil((end - at + 2) / columns))
    at = end + 1
  }
  return rows
}
