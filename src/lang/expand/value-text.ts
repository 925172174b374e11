import { chain, decodeBytes, isPromise, type MaybePromise } from '../../value/index.ts'
import { ShellError } from './host.ts'
import type { ParameterExpansion, TypeScriptDoor } from '../syntax/index.ts'

/** What an error message calls the value: `@(dir)`, `$dir`. */
export interface ValueOrigin {
  readonly label: string
  readonly node?: ParameterExpansion | TypeScriptDoor | undefined
}

/**
 * What a TypeScript value is in a word: one text, or a list with one field an element. What no one can have meant as
 * an argument (null, a plain object, a function) throws, before anything runs.
 */
export function wordValue(value: unknown, origin: ValueOrigin): MaybePromise<string | string[]> {
  if (isPromise(value)) return value.then(settled => wordValue(settled, origin))
  const text = textOf(value)
  if (text !== undefined) return text
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    return listValue([...(value as Iterable<unknown>)], origin)
  }
  throw refusal(value, origin)
}

/** The same where a promise cannot be waited for: in arithmetic. A list is its elements with blanks between. */
export function bindingText(value: unknown, name: string): string {
  const result = wordValue(value, { label: `$${name}` })
  if (isPromise(result)) throw new ShellError(`$${name}: a promise`, { hint: `const value = await ${name}` })
  return typeof result === 'string' ? result : result.join(' ')
}

function listValue(values: readonly unknown[], origin: ValueOrigin): MaybePromise<string[]> {
  if (!values.some(isPromise)) return values.map(value => elementText(value, origin))
  const settled = values.map(async value => elementText(await value, origin))
  return Promise.all(settled)
}

function elementText(value: unknown, origin: ValueOrigin): string {
  const text = textOf(value)
  if (text === undefined) throw refusal(value, { ...origin, label: `an element of ${origin.label}` })
  return text
}

/** The text of a single value; undefined if it has none. Values may come from another realm: no `instanceof`. */
function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value)
    case 'object':
      return value === null ? undefined : objectText(value)
    default:
      return undefined
  }
}

function objectText(value: object): string | undefined {
  if (ArrayBuffer.isView(value)) {
    return decodeBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))
  }
  switch (Object.prototype.toString.call(value)) {
    case '[object Date]':
      return (value as Date).toISOString()
    case '[object URL]':
      return (value as URL).href
    case '[object String]':
    case '[object Number]':
    case '[object Boolean]':
      return String((value as { valueOf(): string | number | boolean }).valueOf())
  }
  // A ProcessOutput, ours or zx's: what `$( )` would have given.
  if ('stdout' in value && typeof value.stdout === 'string') return value.stdout.replace(/\n+$/, '')
  const isPlain = [null, 'Object'].includes(Object.getPrototypeOf(value)?.constructor?.name ?? null)
  if (!isPlain && 'path' in value && typeof value.path === 'string') return value.path
  return undefined
}

function refusal(value: unknown, origin: ValueOrigin): ShellError {
  const what =
    value === null || value === undefined
      ? String(value)
      : typeof value === 'object'
        ? 'an object'
        : `a ${typeof value}`
  const hint =
    typeof value === 'object' && value !== null
      ? 'JSON.stringify(value) makes it a text'
      : `a word needs a text, a number or a list; JSON.stringify shows other values`
  return new ShellError(`${origin.label}: ${what} cannot be part of a word`, { node: origin.node, hint })
}

/** `wordValue` as one text, as in double quotes. */
export function joinedValue(value: unknown, origin: ValueOrigin): MaybePromise<string> {
  return chain(wordValue(value, origin), result => (typeof result === 'string' ? result : result.join(' ')))
}
