import { inspect } from 'node:util'
import { isMap, isNativeError, isSet } from 'node:util/types'
import { showTable, tableRows } from './table.ts'
import { withShortTimers } from './timers.ts'

export interface ShowOptions {
  readonly colors?: boolean
  /** Columns of the terminal, for tables and line breaks. */
  readonly width?: number
}

/** A result as the prompt shows it: nothing for `undefined`, a table for rows of plain objects, else a bounded inspection. */
export function show(value: unknown, options: ShowOptions = {}): string {
  if (value === undefined) return ''
  const rows = tableRows(ownRows(value) ?? value)
  if (rows !== undefined) return showTable(rows, options)
  return inspectBounded(value, options)
}

/** The rows that a value of ours says it is shown as. */
const rowsKey = Symbol.for('nacre.rows')

function ownRows(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(rowsKey in value)) return undefined
  return (value as { [rowsKey](): unknown })[rowsKey]()
}

/** How deep a value is shown while it takes no more than so many lines: a stream or a socket would fill screens. */
const depths = [
  { depth: 4, lines: 50 },
  { depth: 2, lines: 100 },
] as const

/** `util.inspect` that ends: depth, items, text and lines are limited, and a hostile object cannot throw out of it. */
export function inspectBounded(value: unknown, options: ShowOptions = {}): string {
  try {
    return cutLines(inspectWithin(value, options), 400)
  } catch (error) {
    return `[cannot be shown: ${error instanceof Error ? error.message : 'inspection threw'}]`
  }
}

function inspectWithin(value: unknown, options: ShowOptions): string {
  let text = ''
  for (const { depth, lines } of depths) {
    text = inspectTo(depth, value, options)
    if (text.split('\n').length <= lines) return text
  }
  // Data is what somebody wants to see; `process` and its like are shown by their names.
  return isData(value) ? text : inspectTo(0, value, options)
}

function isData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value) || isMap(value) || isSet(value) || isNativeError(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function inspectTo(depth: number, value: unknown, { colors = false, width = 80 }: ShowOptions): string {
  return withShortTimers(() =>
    inspect(value, {
      colors,
      depth,
      maxArrayLength: 100,
      maxStringLength: 10_000,
      breakLength: width,
      compact: 3,
      getters: false,
    }),
  )
}

function cutLines(text: string, limit: number): string {
  let end = -1
  for (let i = 0; i < limit; i++) {
    end = text.indexOf('\n', end + 1)
    if (end === -1) return text
  }
  const rest = text.slice(end + 1).split('\n').length
  return `${text.slice(0, end)}\n… ${rest} more lines`
}

/** True for a React element, which the prompt draws instead of showing. */
export function isElement(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  const kind = (value as { $$typeof?: unknown }).$$typeof
  return kind === Symbol.for('react.transitional.element') || kind === Symbol.for('react.element')
}
