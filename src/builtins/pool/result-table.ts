import { appendFileSync, existsSync, writeFileSync } from 'node:fs'
import { encodeBytes } from '../../value/index.ts'
import { type LogEntry, timesOf } from './joblog.ts'

/** A result as a row of --results x.csv, x.tsv, x.json. */
export interface ResultRow extends LogEntry {
  readonly values: readonly string[]
  readonly stdout: string
  readonly stderr: string
}

export type TableFormat = 'csv' | 'tsv' | 'json'

/** The format that a name of --results ends in; undefined for a folder. */
export function tableFormat(name: string): TableFormat | undefined {
  return /\.(csv|tsv|json)$/i.exec(name)?.[1]?.toLowerCase() as TableFormat | undefined
}

/** GNU parallel, --results: a file with a row a task, each written when the task is over. */
export class ResultTable {
  readonly #format: TableFormat
  readonly #names: readonly string[]
  readonly #write: (text: string) => void
  #hasHeader: boolean

  /** `path`: undefined for standard output (`-.csv`), which `print` writes to. */
  constructor(
    format: TableFormat,
    path: string | undefined,
    names: readonly string[],
    isResumed: boolean,
    print: (text: string) => void,
  ) {
    this.#format = format
    this.#names = names
    this.#hasHeader = format === 'json' || (path !== undefined && isResumed && existsSync(path))
    if (path === undefined) this.#write = print
    else {
      if (!isResumed) writeFileSync(path, '')
      this.#write = text => appendFileSync(path, encodeBytes(text))
    }
  }

  add(row: ResultRow): void {
    if (this.#format === 'json') return this.#write(`${asJson(row)}\n`)
    const header = this.#hasHeader ? '' : this.#line(this.#header(row.values.length))
    this.#hasHeader = true
    const { seq, sent, received, status, signal, command, values, stdout, stderr } = row
    const { start, runtime } = timesOf(row)
    const code = signal > 0 ? 0 : status
    const fields = [
      seq,
      ':',
      start,
      runtime,
      sent,
      received,
      code,
      signal,
      command,
      ...values,
      stdout,
      stderr,
    ]
    this.#write(header + this.#line(fields.map(String)))
  }

  #header(count: number): readonly string[] {
    const columns = Array.from({ length: count }, (_, i) => this.#names[i] ?? `V${i + 1}`)
    const fixed = 'Seq Host Starttime JobRuntime Send Receive Exitval Signal Command'.split(' ')
    return [...fixed, ...columns, 'Stdout', 'Stderr']
  }

  #line(fields: readonly string[]): string {
    const separator = this.#format === 'csv' ? ',' : '\t'
    return `${fields.map(field => quoted(field, separator)).join(separator)}\n`
  }
}

function quoted(field: string, separator: string): string {
  if (!/[\s"\0]/.test(field) && !field.includes(separator)) return field
  return `"${field.replaceAll('"', '""')}"`
}

function asJson(row: ResultRow): string {
  const { start, runtime } = timesOf(row)
  const text = JSON.stringify
  const members = [
    ['Seq', row.seq],
    ['Host', text(':')],
    ['Starttime', start],
    ['JobRuntime', runtime],
    ['Send', row.sent],
    ['Receive', row.received],
    ['Exitval', row.signal > 0 ? 0 : row.status],
    ['Signal', row.signal],
    ['Command', text(row.command)],
    ['V', `[ ${row.values.map(value => text(value)).join(',')} ]`],
    ['Stdout', text(row.stdout)],
    ['Stderr', text(row.stderr)],
  ]
  return `{ ${members.map(([name, value]) => `"${name}": ${value}`).join(', ')} }`
}
