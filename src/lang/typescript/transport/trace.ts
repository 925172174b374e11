import { positionAt } from '../../../diag/index.ts'
import { offsetOf } from '../snippets.ts'
import type { Stacks } from '../stack.ts'
import type { Inspector } from './function-scopes.ts'
import type { Origin, Packed } from './packed.ts'
import { unitCode } from './unit-code.ts'

/** A worker's stack with the user's own lines in place of the packed text's, and without the worker's machinery. */
export function traceStack(
  stack: string,
  packed: Packed,
  inspector: Inspector,
  stacks: Stacks | undefined,
): string {
  const names = packed.parcel.units.map(unit => unit.name)
  const lines = stack.split('\n').map(line => {
    const name = names.find(one => line.includes(`${one}:`))
    return name === undefined ? line : traceLine(line, name, packed, inspector, stacks)
  })
  const last = lines.findLastIndex((line, i) => line !== stack.split('\n')[i])
  return lines.filter((line, i) => last === -1 || i <= last || !/^\s+at /.test(line)).join('\n')
}

function traceLine(
  line: string,
  name: string,
  packed: Packed,
  inspector: Inspector,
  stacks: Stacks | undefined,
): string {
  const match = new RegExp(`${name}:(\\d+):(\\d+)`).exec(line)
  const place = match && placeOf(packed, name, Number(match[1]) - 1, Number(match[2]) - 1, inspector, stacks)
  return match === null || place === undefined || place === null ? line : line.replace(match[0], () => place)
}

/** `file:line:column` of a place in a unit's script, all from 0 there and from 1 here. */
function placeOf(
  packed: Packed,
  name: string,
  line: number,
  column: number,
  inspector: Inspector,
  stacks: Stacks | undefined,
): string | undefined {
  const unit = packed.parcel.units.find(one => one.name === name)
  if (unit === undefined) return undefined
  const { lines } = unitCode(unit)
  const index = lines.findLastIndex(start => start <= line)
  const origin = packed.origins.find(one => one.unit === name && one.index === index)
  const start = lines[index]
  if (origin === undefined || start === undefined) return undefined
  const at = scriptPlace(origin, line - start, column)
  const address = inspector.address(origin.script)
  if (address === undefined || address === '') return undefined
  const place = stacks?.place(address, at.line + 1, at.column + 1)
  if (place === undefined) return `${pathOf(address)}:${at.line + 1}:${at.column + 1}`
  const position = positionAt(place.source, place.offset)
  return `${place.source.name}:${position.line}:${position.column}`
}

/** Where in the script it came from a place of a packed text is. */
function scriptPlace(origin: Origin, line: number, column: number): { line: number; column: number } {
  const from = parametersAt(origin.original)
  const offset = Math.max(0, origin.toOriginal(offsetOf(origin.code, line, column)))
  const between = origin.original.slice(Math.min(from, offset), offset)
  const lines = between.split('\n').length - 1
  const inLine = between.length - (between.lastIndexOf('\n') + 1)
  if (offset < from) return { line: origin.line, column: Math.max(0, origin.column - (from - offset)) }
  return { line: origin.line + lines, column: lines === 0 ? origin.column + inLine : inLine }
}

/** V8 places a function where its parameters begin, a class where it begins. */
function parametersAt(text: string): number {
  if (/^class\b/.test(text)) return 0
  if (/^(?:async\s*)?(?:\(|[\w$]+\s*=>)/.test(text) && !/^(?:async\s*)?function\b/.test(text))
    return /^async\s*(?=[\w$(])/.exec(text)?.[0].length ?? 0
  return Math.max(0, text.indexOf('('))
}

function pathOf(address: string): string {
  return address.startsWith('file:') ? decodeURIComponent(new URL(address).pathname) : address
}
