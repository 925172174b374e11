import type { CommandName } from '../../editor/keymap.ts'
import { nextGrapheme } from '../../editor/graphemes.ts'
import { lineEnd, lineStart } from '../../editor/line-buffer.ts'
import type { Motion } from '../../editor/vi/motions.ts'
import { upToLine, type TextRange } from '../../editor/vi/objects.ts'
import type { OperatorName } from '../../editor/vi/operators.ts'

const wordMotions: ReadonlySet<CommandName> = new Set<CommandName>(['vi-fword', 'vi-fWord'])

/** What an operator takes between the cursor and where a motion leads (vim manual, operator and motion.txt). */
export function rangeOf(
  text: string,
  cursor: number,
  to: number,
  motion: Motion,
  operator: OperatorName,
  name: CommandName,
): TextRange {
  const [start, last] = cursor < to ? [cursor, to] : [to, cursor]
  const isLarge = motion.isLarge ?? false
  if (motion.isLinewise)
    return { start: lineStart(text, start), end: lineEnd(text, last), isLinewise: true, isLarge }
  if (motion.isInclusive) {
    const range = { start, end: Math.min(text.length, nextGrapheme(text, last)), isLinewise: false, isLarge }
    return operator === 'vi-delete-to' ? allOfLines(text, range) : range
  }
  const end = wordMotions.has(name) ? wordsEnd(text, start, last, operator) : last
  return { ...upToLine(text, start, end), isLarge }
}

/** What is deleted is whole lines if it is more than one and nothing but blanks stay of them. */
export function allOfLines(text: string, range: TextRange): TextRange {
  const { start, end } = range
  const [first, last] = [lineStart(text, start), lineEnd(text, end)]
  const isAll = text.slice(first, start).trim() === '' && text.slice(end, last).trim() === ''
  if (!isAll || !text.slice(start, end).includes('\n')) return range
  return { ...range, start: first, end: last, isLinewise: true }
}

/** `cw` leaves the blanks behind the word; `dw` on a line's last word leaves the newline. */
function wordsEnd(text: string, start: number, end: number, operator: OperatorName): number {
  const taken = text.slice(start, end)
  if (operator === 'vi-change-to' && !/^\s/.test(taken)) return start + taken.trimEnd().length
  const line = taken.lastIndexOf('\n')
  return line > 0 && taken.slice(line).trim() === '' ? start + taken.slice(0, line).trimEnd().length : end
}
