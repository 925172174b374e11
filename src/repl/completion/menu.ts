import { replaceRange, type LineBuffer } from '../editor/line-buffer.ts'
import type { Choice, Completions } from './candidate.ts'

/** Candidates on the screen below the line, one of them perhaps in it already. */
export interface CompletionMenu {
  readonly completions: Completions
  readonly selected: number | undefined
  /** The line as it was typed. */
  readonly origin: LineBuffer
}

export function selectedChoice({ completions, selected }: CompletionMenu): Choice | undefined {
  return selected === undefined ? undefined : completions.choices[selected]
}

/** The line with a choice in place of what is typed of it. */
export function withChoice({ completions, origin }: CompletionMenu, choice: Choice | undefined): LineBuffer {
  if (choice === undefined) return origin
  return replaceRange(origin, completions.start, completions.end, choice.text)
}

/** The same taken for good: with what follows it, unless that stands there already. */
export function withSuffix(buffer: LineBuffer, { suffix }: Choice): LineBuffer {
  const { text, cursor } = buffer
  let at = cursor
  let missing = suffix
  while (missing !== '' && text[at] === missing[0]) {
    at++
    missing = missing.slice(1)
  }
  return replaceRange({ text, cursor: at }, at, at, missing)
}

/** What a list needs to be laid out; columns are filled one after the other. */
export interface MenuShape {
  readonly columns: number
  readonly rows: number
}

/** Where a key leads in a list: by one, or by a column of `rows`; past an end it comes in again at the other. */
export function moved(
  selected: number | undefined,
  key: 'next' | 'previous' | 'left' | 'right' | 'pageDown' | 'pageUp',
  count: number,
  { rows }: MenuShape,
  page: number,
): number {
  if (selected === undefined) return key === 'previous' || key === 'pageUp' ? count - 1 : 0
  const steps = { next: 1, previous: -1, right: rows, left: -rows, pageDown: page, pageUp: -page }
  const to = selected + steps[key]
  if (key === 'next' || key === 'previous') return (to + count) % count
  if (to >= 0 && to < count) return to
  if (key === 'pageDown') return Math.min(count - 1, Math.max(selected, to))
  if (key === 'pageUp') return 0
  const row = selected % rows
  // The last column that reaches down to this row.
  if (key === 'left') return row + Math.floor((count - 1 - row) / rows) * rows
  return row
}
