import { orderedKeys } from './assoc-order.ts'
import { ShellError, type Variable } from './host.ts'
import { IndexedArray } from './indexed-array.ts'

/**
 * One element of a variable by its evaluated subscript: a key, or an index as text; a scalar is its own element 0.
 * A negative index counts from the end.
 */
export function readElement(variable: Variable | undefined, name: string, key: string): string | undefined {
  const value = variable?.value
  if (value instanceof Map) return value.get(key)
  const index = Number(key)
  if (value instanceof IndexedArray) {
    if (index >= 0) return value.get(index)
    if (value.end + index < 0) throw new ShellError(`${name}: bad array subscript`)
    return value.get(value.end + index)
  }
  if (index < 0 && value !== undefined) throw new ShellError(`${name}: bad array subscript`)
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
