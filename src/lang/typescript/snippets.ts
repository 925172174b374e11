import { SourceMap } from 'node:module'

/** From a line and column of generated code (both from 0) to an offset in the text it was made from. */
export type Locate = (line: number, column: number) => number | undefined

/** The offset of a line and column, both from 0. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let i = 0; i < line; i++) {
    const end = text.indexOf('\n', start)
    if (end === -1) break
    start = end + 1
  }
  return start + column
}

/** Reads a source map lazily, since most code never fails. */
export function mapLocator(map: unknown, original: string): Locate {
  let reader: SourceMap | undefined
  return (line, column) => {
    reader ??= new SourceMap(map as ConstructorParameters<typeof SourceMap>[0])
    const entry = reader.findEntry(line, column)
    if (!('originalLine' in entry) || entry.originalLine === undefined) return undefined
    return offsetOf(original, entry.originalLine, entry.originalColumn)
  }
}
