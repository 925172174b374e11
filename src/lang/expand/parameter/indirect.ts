import { chain, type MaybePromise } from '../../../value/index.ts'
import type { ParameterExpansion } from '../../syntax/index.ts'
import { keysOf } from '../element.ts'
import { ShellError, type ExpandHost } from '../host.ts'
import type { Compiler, Evaluate } from '../part.ts'
import {
  allOf,
  compileReference,
  elementAt,
  finalName,
  findScalar,
  isName,
  variableOf,
  type Reference,
} from './reference.ts'

/** `${!x}`, `${!a[@]}`, `${!prefix*}` (bash manual, “Shell Parameter Expansion”). */
export function compileIndirect(node: ParameterExpansion, compiler: Compiler): Evaluate<Reference> {
  const { name, operation } = node
  if (operation?.type === 'PrefixNames') {
    const star = operation.operator === '*'
    return host => list(name, host.names(name), star)
  }
  if (node.subscript?.type === 'All' && operation === undefined) {
    const star = node.subscript.operator === '*'
    return host => chain(variableOf(name, host), found => list(name, keysOf(found.variable), star))
  }
  const pointer = compileReference(node, compiler)
  return host => {
    const raw = node.subscript === undefined ? host.rawVariable(name) : undefined
    // A nameref: the name it refers to, not the value behind it.
    if (raw?.nameref === true && typeof raw.value === 'string')
      return scalarText(name, finalName(raw.value, host))
    return chain(pointer(host), reference => follow(reference, host))
  }
}

function list(name: string, values: readonly string[], star: boolean): Reference {
  return { type: 'list', label: name, name, isValue: false, values, star }
}

function scalarText(name: string, value: string): Reference {
  return { type: 'scalar', label: name, name, isValue: false, value }
}

function follow(reference: Reference, host: ExpandHost): MaybePromise<Reference> {
  const target = reference.type === 'list' ? reference.values.join(' ') : reference.value
  if (target === undefined) {
    // bash: through a positional parameter that is not set nothing is reached.
    if (/^\d+$/.test(reference.name)) return { ...reference, type: 'scalar', value: undefined }
    // An array without an element 0 refers to nothing, an unset variable is an error.
    if (isName(reference.name) && host.variable(reference.name) !== undefined) {
      return { type: 'scalar', label: reference.label, name: '', isValue: false, value: undefined }
    }
    throw new ShellError(`${reference.label}: invalid indirect expansion`)
  }
  return targetOf(target, host)
}

/** What the text of a variable refers to: `x`, `a[1]`, `a[@]`, `1`, `@`. */
function targetOf(text: string, host: ExpandHost): MaybePromise<Reference> {
  const parts = /^([A-Za-z_]\w*)(?:\[(.+)\])?$/s.exec(text)
  if (parts === null) {
    if (text === '@' || text === '*') return list(text, host.positional, text === '*')
    if (/^([0-9]+|[#?$!-])$/.test(text)) return findScalar(text, host)
    throw new ShellError(`${text}: invalid variable name`)
  }
  const [, name = '', subscript] = parts
  if (subscript === undefined) return findScalar(name, host)
  return chain(variableOf(name, host), found =>
    subscript === '@' || subscript === '*'
      ? allOf(name, subscript === '*', found)
      : elementAt(name, host.expandSubscript?.(subscript) ?? subscript, found, host),
  )
}
