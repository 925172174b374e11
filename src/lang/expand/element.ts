import { orderedKeys } from './assoc-order.ts'
import type { ExpandHost, Variable } from './host.ts'
import { IndexedArray } from './indexed-array.ts'

/**
 * One element of a variable by its evaluated subscript: a key, or an index as text; a scalar is its own element 0.
 * A negative index counts from the end; one beyond the start is unset, and said to be wrong.
 */
export function readElement(
  variable: Variable | undefined,
  name: string,
  key: string,
  host: ExpandHost,
): string | undefined {
  const value = variable?.value
  if (value instanceof Map) return value.get(key)
  if (variable?.array === 'associative') return undefined
  const end = value instanceof IndexedArray ? value.end : 0
  const index = Number(key) < 0 ? end + Number(key) : Number(key)
  if (index < 0) {
    host.warn?.(`${name}: bad array subscript`)
    return undefined
  }
  if (value instanceof IndexedArray) return value.get(index)
  return index === 0 ? value : undefined
}

/** All elements in order; a scalar is an array of one, an unset variable of none. */
export function elementsOf(variable: Variable | undefined): string[] {
  const value = variable?.value
  if (value === undefined) return []
  if (typeof value === 'string') return [value]
  return value instanceof Map ? orderedKeys(value).map(key => value.get(key) ?? '') : value.values()
}

/** The subscripts or keys of all elements. */
export function keysOf(variable: Variable | undefined): string[] {
  const value = variable?.value
  if (value === undefined) return []
  if (typeof value === 'string') return ['0']
  return value instanceof Map ? orderedKeys(value) : Array.from(value.keys(), String)
}

/** The scalar value: element 0 of an array, key 0 of an associative one. */
export function scalarOf(variable: Variable | undefined): string | undefined {
  const value = variable?.value
  if (value === undefined || typeof value === 'string') return value
  return value instanceof Map ? value.get('0') : value.get(0)
}
