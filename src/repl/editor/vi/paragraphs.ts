import { lineStart } from '../line-buffer.ts'
import type { TextRange } from './objects.ts'

/**
 * The `count`th empty line below or above (`}`, `{`), over those that come first; where there is none, the end or the
 * start. Undefined if even that is too near.
 */
export function paragraphEdge(
  direction: 1 | -1,
): (text: string, cursor: number, count: number) => number | undefined {
  return (text, cursor, count) => {
    const { lines, own } = linesAround(text, cursor)
    let at = own
    for (let left = count; left > 0; left--) {
      let wasText = false
      for (let isFirst = true; ; isFirst = false) {
        if (lines[at] !== '') wasText = true
        if (!isFirst && wasText && lines[at] === '') break
        if (lines[at + direction] === undefined) {
          if (left > 1) return undefined
          return direction === 1 ? text.length : 0
        }
        at += direction
      }
    }
    return startOf(lines, at)
  }
}

/** `ip` and `ap` (vim manual, text-objects): lines with something in them, or blank ones; with `a` both kinds. */
export function paragraphObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  count: number,
): TextRange | undefined {
  const { lines, own } = linesAround(text, cursor)
  let first = own
  while (first > 0 && isBlank(lines[first - 1]) === isBlank(lines[own])) first--
  let next = first
  for (let done = 0; done < count; done++) {
    if (next === lines.length) return undefined
    next = runEnd(lines, next)
    if (kind === 'i') continue
    // Blank lines belong to the text around them: those behind it, else those before.
    if (next < lines.length) next = runEnd(lines, next)
    else if (isBlank(lines[first])) return undefined
    else while (first > 0 && isBlank(lines[first - 1])) first--
  }
  const end = startOf(lines, next) - 1
  return { start: startOf(lines, first), end, isLinewise: true }
}

/** A selection with paragraphs added below, or above where it goes back. */
export function widerParagraphs(
  text: string,
  start: number,
  end: number,
  kind: 'i' | 'a',
  count: number,
  isBackward: boolean,
): TextRange | undefined {
  const { lines, own: first } = linesAround(text, start)
  let [from, next] = [first, linesAround(text, Math.max(start, end - 1)).own + 1]
  for (let runs = count * (kind === 'a' ? 2 : 1); runs > 0; runs--) {
    if (isBackward ? from === 0 : next === lines.length) {
      if (kind === 'a' && runs % 2 === 1) break
      return undefined
    }
    if (isBackward) from = runStart(lines, from - 1)
    else next = runEnd(lines, next)
  }
  return { start: startOf(lines, from), end: startOf(lines, next) - 1, isLinewise: true }
}

function runStart(lines: readonly string[], last: number): number {
  let first = last
  while (first > 0 && isBlank(lines[first - 1]) === isBlank(lines[last])) first--
  return first
}

/** Where lines of one kind end: the first that is another. */
function runEnd(lines: readonly string[], from: number): number {
  let next = from
  while (next < lines.length && isBlank(lines[next]) === isBlank(lines[from])) next++
  return next
}

function isBlank(line: string | undefined): boolean {
  return line?.trim() === ''
}

function linesAround(text: string, cursor: number): { lines: readonly string[]; own: number } {
  return { lines: text.split('\n'), own: text.slice(0, lineStart(text, cursor)).split('\n').length - 1 }
}

function startOf(lines: readonly string[], index: number): number {
  return lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0)
}
