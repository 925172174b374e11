import type { PoolFunction } from './backend.ts'

/** What a pool and its workers say to each other: structured clones. */

/** An argument: as it is, or packed. */
export type WireArgument = { readonly value: unknown } | { readonly packed: unknown }

export interface WireCall {
  readonly fn: number
  readonly args: readonly WireArgument[]
}

/** Calls to be made one after the other; each is answered when it is done. */
export interface WireBatch {
  readonly id: number
  readonly calls: readonly WireCall[] | WireValues
  /** Functions by number, for a worker that may not have them. */
  readonly functions: readonly (readonly [number, unknown])[]
  /** Where results may be put instead of being sent (SharedResults). */
  readonly shared?: SharedArrayBuffer | undefined
}

/** Calls of one function with a plain value each. */
export interface WireValues {
  readonly fn: number
  readonly values: readonly unknown[]
}

/** `need`: nothing was called, the worker lacks functions. */
export type WireReply =
  | { readonly id: number; readonly index: number; readonly value: unknown }
  | { readonly id: number; readonly index: number; readonly buffer: Uint8Array }
  | { readonly id: number; readonly index: number; readonly error: WireError }
  | { readonly output: string; readonly stream: 'stdout' | 'stderr' }
  | { readonly id: number; readonly done: true }
  | { readonly id: number; readonly need: true }

/** Something thrown, as it crosses. */
export type WireError =
  | { readonly type: 'value'; readonly value: unknown }
  | {
      readonly type: 'error'
      readonly name: string
      readonly message: string
      readonly stack: string
      readonly properties: Readonly<Record<string, unknown>>
      readonly cause?: WireError
      readonly errors?: readonly WireError[]
    }

const makers: Readonly<Record<string, new (message: string) => Error>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
}

/** What a worker threw, with its stack put right by `trace`. */
export function fromWire(wire: WireError, trace: (stack: string) => string): unknown {
  if (wire.type === 'value') return wire.value
  const Maker = makers[wire.name] ?? Error
  const error =
    wire.errors === undefined ? new Maker(wire.message) : aggregate(wire.errors, wire.message, trace)
  if (error.name !== wire.name) hide(error, 'name', wire.name)
  hide(error, 'stack', trace(wire.stack))
  if (wire.cause !== undefined) hide(error, 'cause', fromWire(wire.cause, trace))
  return Object.assign(error, wire.properties)
}

function aggregate(errors: readonly WireError[], message: string, trace: (stack: string) => string): Error {
  return new AggregateError(
    errors.map(error => fromWire(error, trace)),
    message,
  )
}

function hide(error: Error, name: string, value: unknown): void {
  Object.defineProperty(error, name, { value, writable: true, configurable: true, enumerable: false })
}

/** Something thrown, ready to cross. */
export function toWire(thrown: unknown): WireError {
  if (!(thrown instanceof Error)) return { type: 'value', value: cloneable(thrown) ? thrown : String(thrown) }
  return {
    type: 'error',
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack ?? `${thrown.name}: ${thrown.message}`,
    properties: Object.fromEntries(Object.entries(thrown).filter(([, value]) => cloneable(value))),
    ...(thrown.cause === undefined ? {} : { cause: toWire(thrown.cause) }),
    ...(thrown instanceof AggregateError ? { errors: thrown.errors.map(toWire) } : {}),
  }
}

function cloneable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}

/** An argument as it crosses. Throws what says that it cannot. */
export function wireArgument(fn: PoolFunction, value: unknown): WireArgument {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') return { value }
  return fn.packArgument(value) ?? { value }
}

export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
