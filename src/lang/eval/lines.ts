import type { Source } from '../../diag/index.ts'
import type { Node, SimpleCommand } from '../syntax/index.ts'

/** Where bash's reader is when it makes a command, whose line that is: behind a simple command's second word (it looks ahead). */
export function placeOf(node: Node & { readonly type?: string }): number {
  return node.type === 'SimpleCommand' ? placeOfSimple(node as SimpleCommand) : node.start
}

function placeOfSimple({ start, assignments, words, redirects }: SimpleCommand): number {
  const [word, next] = words
  const [assignment] = assignments
  const [redirect] = redirects
  const before = Math.min(assignment?.start ?? Infinity, redirect?.start ?? Infinity)
  if (word !== undefined && word.start < before) {
    if (next === undefined || (redirect?.start ?? Infinity) < next.start)
      return redirect?.start ?? word.end - 1
    return next.end - 1
  }
  if (assignment !== undefined && assignment.start === before) return assignment.end - 1
  return redirect === undefined || redirect.operator.startsWith('<<') ? start : redirect.target.end - 1
}

const starts = new WeakMap<Source, number[]>()

/** The line of an offset, found in a table made once a source: LINENO and messages ask often. */
export function lineOf(source: Source, offset: number): number {
  const table = lineStarts(source)
  let low = 0
  let high = table.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((table[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return source.firstLine + low
}

function lineStarts(source: Source): number[] {
  const known = starts.get(source)
  if (known !== undefined) return known
  const table = [0]
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1))
    table.push(at + 1)
  starts.set(source, table)
  return table
}
