import { positionAt, type Source, type Span } from './source.ts'

/** What is wrong with the user's text, where, and what would mend it. Returned between rooms, never thrown. */
export interface Diagnostic {
  readonly message: string
  readonly span: Span
  /** What to do about it, one line: `unclosed if opened at 3:1`. */
  readonly hint?: string
  /** More text could mend it: the fault lies at the end of the input. */
  readonly unfinished?: boolean
}

/**
 * A diagnostic as a person reads it: `name:line:column: message`, the line, a caret under the place, the hint.
 * Ends with a newline.
 */
export function showDiagnostic(source: Source, diagnostic: Diagnostic): string {
  const { line, column } = positionAt(source, diagnostic.span.start)
  return `${source.name}:${line}:${column}: ${diagnostic.message}\n${showPlace(source, diagnostic)}`
}

/** The line of a diagnostic, a caret under the place, and the hint; behind the last line for what lies at the end. */
export function showPlace(source: Source, { span, hint }: Diagnostic): string {
  const end = source.text.trimEnd().length
  const start = span.start >= end ? end : span.start
  const { line, column } = positionAt(source, start)
  const text = source.text.split('\n')[line - source.firstLine] ?? ''
  const width = Math.max(1, Math.min(span.end - span.start, text.length - column + 1))
  const caret = text.slice(0, column - 1).replace(/[^\t]/g, ' ') + '^'.repeat(width)
  return `  ${text}\n  ${caret}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`
}
