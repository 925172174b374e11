/** A text with a name: a file's path, `stdin`, `-c`, or `nacre:12` for the twelfth prompt line. */
export interface Source {
  readonly name: string
  readonly text: string
  /** Line number of the text's first line (1 unless the text was cut from a longer one). */
  readonly firstLine: number
}

/** A half-open range `[start, end)` of UTF-16 offsets into a source's text. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A place as people count it: both from 1; columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Names a text, so that diagnostics about it can say where they are. */
export function makeSource(name: string, text: string, firstLine = 1): Source {
  return { name, text, firstLine }
}

/** The line and column of an offset in the source. Offsets past the end give the end. */
export function positionAt(source: Source, offset: number): Position {
  let line = source.firstLine
  let lineStart = 0
  for (let at = source.text.indexOf('\n'); at !== -1 && at < offset; at = source.text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: Math.min(offset, source.text.length) - lineStart + 1 }
}
