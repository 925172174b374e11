import type { Source } from '../../diag/index.ts'

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
