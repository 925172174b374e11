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

/** The hint for a bracket that is still open: which, and where it stands. */
export function unclosedBracket(source: Source, at: number): string {
  const { line, column } = positionAt(source, at)
  return `unclosed \`${source.text[at]}\` opened at ${line}:${column}`
}

/** Blanks that are as wide as a text on a terminal, so that a caret below it stands under what follows. Tabs stay. */
export function blankAs(text: string): string {
  return text.replace(/[^\t]/gu, character => ' '.repeat(cellsOf(character)))
}

function cellsOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let cells = 0
  for (const character of text) cells += isWithoutCell(character) ? 0 : isWide(character) ? 2 : 1
  return cells
}

// The patterns are made where they are used: Unicode's sets take part of a millisecond, which every start would pay.

/** Marks that combine, and joiners. */
function isWithoutCell(character: string): boolean {
  return /[\p{Mn}\p{Me}\p{Cf}]/u.test(character)
}

/** East Asian Width W and F, near enough for a caret, and emoji. */
function isWide(character: string): boolean {
  return /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
    character,
  )
}

/** The line of a diagnostic, a caret under the place, and the hint; behind the last line for what lies at the end. */
export function showPlace(source: Source, { span, hint }: Diagnostic): string {
  const end = source.text.trimEnd().length
  const start = span.start >= end ? end : span.start
  const { line, column } = positionAt(source, start)
  const text = source.text.split('\n')[line - source.firstLine] ?? ''
  const width = Math.max(1, Math.min(span.end - span.start, text.length - column + 1))
  const caret =
    blankAs(text.slice(0, column - 1)) +
    '^'.repeat(Math.max(1, cellsOf(text.slice(column - 1, column - 1 + width))))
  return `  ${text}\n  ${caret}\n${hint === undefined ? '' : `  hint: ${hint}\n`}`
}
