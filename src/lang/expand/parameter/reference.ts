import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterExpansion, Subscript } from '../../syntax/index.ts'
import { elementsOf, readElement } from '../element.ts'
import { ShellError, type ExpandHost, type Variable } from '../host.ts'
import { IndexedArray } from '../indexed-array.ts'
import type { Compiler, Evaluate } from '../part.ts'
import { wordValue } from '../value-text.ts'
import { subscriptText } from './subscript.ts'

/** What a parameter expansion is about, found at run time: one value or a list. */
export type Reference = Scalar | List

interface Common {
  /** `x`, `a[1]`, `@`: what error messages call it. */
  readonly label: string
  readonly name: string
  /** A TypeScript value: never split, never a pattern. */
  readonly isValue: boolean
}

export interface Scalar extends Common {
  readonly type: 'scalar'
  readonly value: string | undefined
  /** The evaluated subscript. */
  readonly key?: string | undefined
}

export interface List extends Common {
  readonly type: 'list'
  readonly values: readonly string[]
  /** `*`: in double quotes one text, joined by the first character of IFS. */
  readonly star: boolean
}

/** Finds what `name` or `name[subscript]` is about. */
export function compileReference(
  node: Pick<ParameterExpansion, 'name' | 'subscript'> & { readonly length?: boolean },
  compiler: Compiler,
): Evaluate<Reference> {
  const { name, subscript } = node
  if (subscript !== undefined) return compileSubscripted(name, subscript, compiler, node.length)
  if (name === '@' || name === '*') {
    return host => ({
      type: 'list',
      label: name,
      name,
      isValue: false,
      values: host.positional,
      star: name === '*',
    })
  }
  return host => findScalar(name, host)
}

/** The reference to a plain parameter: a variable, a positional or special parameter, a TypeScript binding. */
export function findScalar(name: string, host: ExpandHost): MaybePromise<Reference> {
  const bound = host.binding(name)
  if (bound === undefined) return scalar(name, parameterValue(name, host))
  return chain(wordValue(bound.value, { label: `$${name}` }), value => ({
    ...scalar(name, typeof value === 'string' ? value : value.join(' ')),
    isValue: true,
  }))
}

function scalar(name: string, value: string | undefined): Scalar {
  return { type: 'scalar', label: name, name, isValue: false, value }
}

/** The value of a parameter that is no list. */
export function parameterValue(name: string, host: ExpandHost): string | undefined {
  const code = name.charCodeAt(0)
  if (code >= 48 && code <= 57) {
    const index = Number(name)
    return index === 0 ? host.special('0') : host.positional[index - 1]
  }
  if (name === '#') return String(host.positional.length)
  return isName(name) ? host.get(name) : host.special(name)
}

/** Where a chain of namerefs ends. */
export function finalName(first: string, host: ExpandHost): string {
  let name = first
  for (let steps = 0; steps < 8; steps++) {
    const next = host.rawVariable(name)
    if (next?.nameref !== true || typeof next.value !== 'string' || next.value === '') return name
    name = next.value
  }
  return first
}

export function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text)
}

function compileSubscripted(
  name: string,
  subscript: Subscript,
  compiler: Compiler,
  isLength = false,
): Evaluate<Reference> {
  if (subscript.type === 'All') {
    const star = subscript.operator === '*'
    return host => chain(variableOf(name, host), found => allOf(name, star, found))
  }
  const text = compiler.text(subscript.word, false)
  return host =>
    chain(variableOf(name, host), found =>
      chain(text(host), key => (isLength ? measuredAt : elementAt)(name, key, found, host)),
    )
}

interface Found {
  readonly variable: Variable | undefined
  readonly isValue: boolean
}

/** A variable, or a TypeScript binding as if it were one. */
export function variableOf(name: string, host: ExpandHost): MaybePromise<Found> {
  const bound = host.binding(name)
  if (bound === undefined) return { variable: host.variable(name), isValue: false }
  return chain(wordValue(bound.value, { label: `$${name}` }), value => ({
    variable: {
      value: typeof value === 'string' ? value : IndexedArray.from(value),
      exported: false,
      readonly: true,
      integer: false,
      lowercase: false,
      uppercase: false,
      capitalized: false,
      nameref: false,
      trace: false,
      array: 'none' as const,
    },
    isValue: true,
  }))
}

export function allOf(name: string, star: boolean, found: Found): List {
  const label = `${name}[${star ? '*' : '@'}]`
  return { type: 'list', label, name, isValue: found.isValue, values: elementsOf(found.variable), star }
}

export function elementAt(name: string, subscript: string, found: Found, host: ExpandHost): Scalar {
  const { variable, isValue } = found
  const label = `${name}[${subscript}]`
  const key = subscriptText(name, subscript, variable, host)
  return { type: 'scalar', label, name, isValue, key, value: readElement(variable, name, key, host) }
}

/** The element of `${#a[i]}`: one before the first is an error, though not of a variable that is unset. */
function measuredAt(name: string, subscript: string, found: Found, host: ExpandHost): Scalar {
  const { value } = found.variable ?? {}
  if (value === undefined || value instanceof Map)
    return elementAt(name, value === undefined ? '0' : subscript, found, host)
  const index = Number(subscriptText(name, subscript, found.variable, host))
  const end = value instanceof IndexedArray ? value.end : 0
  if (index + end < 0) throw new ShellError(`${name}[${subscript}]: bad array subscript`)
  return elementAt(name, String(index), found, host)
}

/** Assigns to what a reference names, as `${x:=word}` does. */
export function assign(reference: Scalar, value: string, host: ExpandHost): void {
  if (reference.isValue || !isName(reference.name)) {
    throw new ShellError(`$${reference.label}: cannot assign in this way`)
  }
  if (reference.key === undefined) host.set(reference.name, value)
  else host.setElement(reference.name, reference.key, value)
}
