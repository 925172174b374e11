import { inspect, stripVTControlCharacters, styleText } from 'node:util'
import stringWidth from 'string-width'
import type { ShowOptions } from './show.ts'

type Row = Readonly<Record<string, unknown>>

const maxRows = 1000

/** The rows of a value that reads best as a table: two or more plain objects that share their keys, with simple cells. */
export function tableRows(value: unknown): readonly Row[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const rows: readonly unknown[] = value
  if (!rows.slice(0, maxRows).every(isPlainObject)) return undefined
  const columns = columnsOf(rows as readonly Row[])
  return columns.length > 0 && columns.length <= 12 ? (rows as readonly Row[]) : undefined
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function columnsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.slice(0, maxRows).flatMap(row => Object.keys(row)))]
}

/** Rows in aligned columns under their keys; numbers to the right; cells cut so that lines fit the width. */
export function showTable(rows: readonly Row[], { colors = false, width = 80 }: ShowOptions): string {
  const shown = rows.slice(0, maxRows)
  const columns = columnsOf(shown)
  const cells = shown.map(row => columns.map(column => cellText(row[column])))
  const widths = fit(
    columns.map((column, i) =>
      Math.max(1, stringWidth(column), ...cells.map(row => stringWidth(row[i] ?? ''))),
    ),
    width,
  )
  const isRight = columns.map(column => shown.every(row => isNumeric(row[column])))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => align(text, widths[i] ?? 0, isRight[i] ?? false))
      .join('  ')
      .trimEnd()
  const head = line(columns)
  const more = rows.length > shown.length ? [`… ${rows.length - shown.length} more rows`] : []
  const styled = colors ? styleText('bold', head, { validateStream: false }) : head
  return [styled, ...cells.map(line), ...more].join('\n')
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value === undefined || value === null
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return ''
  const text =
    typeof value === 'string'
      ? value
      : value instanceof Date && !Number.isNaN(value.getTime())
        ? value.toISOString()
        : inspect(value, { depth: 0, breakLength: Infinity, compact: true, maxStringLength: 80 })
  // A cell is one line, and cannot move the cursor.
  return stripVTControlCharacters(text).replace(/\s*[\n\r\t]\s*/g, ' ')
}

/** Takes from the widest columns until a line fits. */
function fit(widths: readonly number[], width: number): number[] {
  const fitted = [...widths]
  const total = () => fitted.reduce((sum, w) => sum + w, 2 * (fitted.length - 1))
  while (total() > width) {
    const widest = fitted.indexOf(Math.max(...fitted))
    const present = fitted[widest] ?? 0
    if (present <= 4) break
    fitted[widest] = present - 1
  }
  return fitted
}

function align(text: string, width: number, right: boolean): string {
  const cut = stringWidth(text) > width ? cutTo(text, width) : text
  const padding = ' '.repeat(Math.max(0, width - stringWidth(cut)))
  return right ? padding + cut : cut + padding
}

function cutTo(text: string, width: number): string {
  let cut = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(cut + segment) > width - 1) break
    cut += segment
  }
  return `${cut}…`
}
