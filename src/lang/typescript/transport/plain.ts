import { types } from 'node:util'

/** True if the structured clone algorithm makes a faithful copy of a value and all that is in it. */
export function isCloneable(value: unknown, seen = new Set<object>()): boolean {
  if (typeof value === 'symbol' || typeof value === 'function') return false
  if (typeof value !== 'object' || value === null) return true
  if (seen.has(value)) return true
  seen.add(value)
  if (types.isProxy(value)) return false
  if (Array.isArray(value)) return allCloneable(value, seen)
  const prototype = Object.getPrototypeOf(value) as object | null
  if (prototype === Object.prototype || prototype === null)
    return allCloneable(Object.values(value), seen) && prototype !== null
  if (!leafPrototypes().has(prototype)) return false
  if (value instanceof Map) return allCloneable(value.keys(), seen) && allCloneable(value.values(), seen)
  if (value instanceof Set) return allCloneable(value, seen)
  if (value instanceof Error) return isCloneable(value.cause, seen) && Object.keys(value).length === 0
  return !(value instanceof RegExp) || value.lastIndex === 0
}

/** What cloning leaves behind of an error or a regular expression that it copies otherwise; undefined for all else. */
export function leftBehind(value: object): Readonly<Record<string, unknown>> | undefined {
  if (!leafPrototypes().has(Object.getPrototypeOf(value) as object)) return undefined
  if (value instanceof RegExp) return { lastIndex: value.lastIndex }
  return value instanceof Error && isCloneable(value.cause)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}

function allCloneable(values: Iterable<unknown>, seen: Set<object>): boolean {
  for (const value of values) {
    // Most of what is sent is numbers and texts.
    if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') continue
    if (!isCloneable(value, seen)) return false
  }
  return true
}

const cache = new WeakMap<object, ReadonlySet<object>>()

/** Prototypes of what clones as what it is. */
function leafPrototypes(): ReadonlySet<object> {
  let known = cache.get(globalThis)
  if (known !== undefined) return known
  const typed = Object.getPrototypeOf(Uint8Array.prototype) as object
  const makers: Function[] = [
    Map,
    Set,
    Date,
    RegExp,
    ArrayBuffer,
    DataView,
    Boolean,
    Number,
    String,
    BigInt,
    Blob,
  ]
  const arrays = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array]
  const more = [Float32Array, Float64Array, BigInt64Array, BigUint64Array, SharedArrayBuffer]
  const errors = [Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError]
  known = new Set([...makers, ...arrays, ...more, ...errors].map(maker => maker.prototype as object))
  cache.set(globalThis, new Set([...known].filter(prototype => prototype !== typed)))
  return known
}
