import type { MaybePromise } from '../../../value/index.ts'
import { ShellError, type ExpandHost } from '../host.ts'
import type { Reference } from './reference.ts'

/** An operation that makes of one reference another: `${x#p}`, `${x:1}`, `${x^^}`. */
export type Transformation = (reference: Reference, host: ExpandHost) => MaybePromise<Reference>

export function badSubstitution(text: string, host?: ExpandHost): ShellError {
  const [, expression = '', name = ''] = /^\$\{(([A-Za-z_]\w*)[.?([].*)\}$/.exec(text) ?? []
  const isValue = name !== '' && host?.binding(name) !== undefined
  return new ShellError(`${text}: bad substitution`, isValue ? { hint: `@(${expression})` } : {})
}

/** Applies to the value, or to each element of a list. */
export function mapReference(reference: Reference, change: (value: string) => string): Reference {
  if (reference.type === 'list') return { ...reference, values: reference.values.map(change) }
  return reference.value === undefined ? reference : { ...reference, value: change(reference.value) }
}
