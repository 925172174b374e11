import { chain } from '../../../value/index.ts'
import type { ParameterOperation } from '../../syntax/index.ts'
import { elementsOf } from '../element.ts'
import { ShellError, type ExpandHost } from '../host.ts'
import { IndexedArray } from '../indexed-array.ts'
import type { Compiler } from '../part.ts'
import { characterCount, sliceCharacters } from './characters.ts'
import type { Transformation } from './transformation.ts'
import { variableOf, type List, type Scalar } from './reference.ts'

type Substring = Extract<ParameterOperation, { type: 'Substring' }>

/** `${x:offset:length}` (bash manual, “Substring Expansion”). */
export function compileSlice(operation: Substring, compiler: Compiler): Transformation {
  const offset = compiler.arithmetic(operation.offset)
  const length = operation.length === undefined ? undefined : compiler.arithmetic(operation.length)
  return (reference, host) => {
    // bash evaluates nothing where there is nothing to take from.
    if (reference.type === 'scalar' && reference.value === undefined) return { ...reference, value: '' }
    return chain(offset(host), from =>
      chain(length?.(host), count => {
        const range = { offset: Number(from), length: count === undefined ? undefined : Number(count) }
        if (reference.type === 'scalar') return { ...reference, value: sliceText(reference, range) }
        return chain(sliceList(reference, range, host), values => ({ ...reference, values }))
      }),
    )
  }
}

interface Range {
  readonly offset: number
  readonly length: number | undefined
}

/** A negative offset counts from the end; a negative length is an end counted from the end. */
function sliceText(reference: Scalar, { offset, length }: Range): string {
  const text = reference.value ?? ''
  const size = characterCount(text)
  const from = offset < 0 ? size + offset : offset
  if (from < 0 || from > size) return ''
  const to = length === undefined ? size : length < 0 ? size + length : from + length
  if (to < from) throw new ShellError(`${length}: substring expression < 0`)
  return sliceCharacters(text, from, to)
}

function sliceList(
  list: List,
  range: Range,
  host: ExpandHost,
): readonly string[] | Promise<readonly string[]> {
  if (list.name === '@' || list.name === '*') return slicePositional(range, host)
  return chain(variableOf(list.name, host), ({ variable }) => {
    const value = variable?.value
    if (value instanceof IndexedArray) return sliceArray(value, range)
    // Bash counts the elements of an associative array from 1, and takes offset 0 as 1.
    return sliceValues(elementsOf(variable), range, value instanceof Map ? 1 : 0)
  })
}

/** Offset 0 is `$0`. */
function slicePositional({ offset, length }: Range, host: ExpandHost): string[] {
  const all = [host.special('0') ?? '', ...host.positional]
  const from = offset < 0 ? all.length + offset : offset
  if (isBeyond(from, all.length, length)) return []
  return all.slice(from, length === undefined ? undefined : from + length)
}

/** Of a sparse array the offset is a subscript, the length a number of elements. */
function sliceArray(array: IndexedArray, { offset, length }: Range): string[] {
  const from = offset < 0 ? array.end + offset : offset
  if (isBeyond(from, array.end - 1, length)) return []
  const out: string[] = []
  for (const [index, value] of array.entries()) {
    if (index < from) continue
    if (out.length >= (length ?? Infinity)) break
    out.push(value)
  }
  return out
}

function sliceValues(values: readonly string[], { offset, length }: Range, first: number): string[] {
  const from = Math.max(offset < 0 ? values.length + offset + first : offset, first) - first
  if (isBeyond(offset < 0 ? values.length + offset : offset, values.length, length)) return []
  return values.slice(from, length === undefined ? undefined : from + length)
}

/** True beyond either end: there is nothing then, whatever the length is; else a negative length is an error. */
function isBeyond(from: number, end: number, length: number | undefined): boolean {
  if (from < 0 || from > end) return true
  if (length !== undefined && length < 0) throw new ShellError(`${length}: substring expression < 0`)
  return false
}
