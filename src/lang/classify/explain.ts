import { makeSource } from '../../diag/index.ts'
import { judgeText } from './judge.ts'
import { nextStatement } from './next-statement.ts'
import type { Names, StatementKind } from './statement.ts'
import { skipSpace } from './text.ts'

export interface ExplainOptions {
  readonly names: Names
  /** `-0`: NUL-separated records, each judged alone, a line each. */
  readonly zero?: boolean
  /** `--json`: NDJSON in place of tabs. */
  readonly json?: boolean
}

interface Row {
  readonly line: number
  readonly column: number
  readonly kind: StatementKind
  readonly text: string
  /** A command inside the TypeScript statement before it. */
  readonly inside: boolean
}

/** What `nacre --explain` prints: one line a top-level statement, `LINE:COLUMN⇥kind⇥first line of its text`. */
export function explain(text: string, options: ExplainOptions): string {
  const rows = options.zero === true ? recordRows(text, options.names) : statementRows(text, options.names)
  return rows.map(row => (options.json === true ? jsonLine(row) : plainLine(row))).join('')
}

function plainLine(row: Row): string {
  return `${row.inside ? '  ' : ''}${row.line}:${row.column}\t${row.kind}\t${row.text}\n`
}

function jsonLine({ inside, ...row }: Row): string {
  return `${JSON.stringify(inside ? { ...row, inside } : row)}\n`
}

function statementRows(text: string, names: Names): Row[] {
  const source = makeSource('text', text)
  const user = new Set(names.user)
  const rows: Row[] = []
  const rowAt = rowMaker(text)
  for (let at = 0; at < text.length;) {
    const statement = nextStatement(source, at, { user })
    const { start, end } = statement.span
    at = statement.next
    if (start === end && statement.kind === 'comment') continue
    rows.push(rowAt(start, end, statement.kind, false))
    for (const door of statement.doors) {
      if (door.type === 'command') rows.push(rowAt(door.span.start, door.span.end, 'command', true))
    }
    for (const name of statement.declares) user.add(name)
  }
  return rows
}

/** Of a record as a whole: `error` or `unfinished` if it is, else its first statement's kind. */
function recordRows(text: string, names: Names): Row[] {
  const records = text.split('\0')
  if (records.at(-1) === '') records.pop()
  return records.map(record => {
    const first = nextStatement(makeSource('record', record), 0, names)
    const start = Math.min(skipSpace(record, 0), first.span.start)
    const kind = judgeText(record, names, false)
    return rowMaker(record)(start, Math.max(start, first.span.end), kind, false)
  })
}

/** Makes rows for rising places: lines are counted on from the last one. */
function rowMaker(text: string): (start: number, end: number, kind: StatementKind, inside: boolean) => Row {
  let line = 1
  let lineStart = 0
  return (start, end, kind, inside) => {
    for (
      let at = text.indexOf('\n', lineStart);
      at !== -1 && at < start;
      at = text.indexOf('\n', lineStart)
    ) {
      line++
      lineStart = at + 1
    }
    const first = text.slice(start, end).split('\n', 1)[0] ?? ''
    return { line, column: start - lineStart + 1, kind, text: first.trimEnd(), inside }
  }
}
