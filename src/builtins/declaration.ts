import { compileArithmetic, IndexedArray, type Variable } from '../lang/expand/index.ts'
import { type DeclarationArgument, keyFault, type Shell } from '../lang/eval/index.ts'
import { parseReference } from './names.ts'

/** One operand of a declaring builtin: `name`, `name=value`, `name[1]+=value`, `name=(…)`. */
export interface Declared {
  /** As messages show it. */
  readonly text: string
  readonly name: string
  readonly subscript?: string
  readonly append: boolean
  readonly value?: string | ArrayElements
  /** Why the element cannot be assigned to. */
  readonly fault?: string
}

export type ArrayElements = readonly {
  readonly key?: string
  readonly append: boolean
  readonly value: string
}[]

export type Place = 'here' | 'local' | 'global'

/** Reads an operand; undefined where it is no identifier. */
export function readDeclared(argument: DeclarationArgument): Declared | undefined {
  if (typeof argument !== 'string') {
    const { name, subscript, append, value, fault } = argument
    return {
      text: name,
      name,
      append,
      value: typeof value === 'string' ? value : value.elements,
      ...(subscript === undefined ? {} : { subscript }),
      ...(fault === undefined ? {} : { fault }),
    }
  }
  const equals = argument.search(/\+?=/)
  const target = equals === -1 ? argument : argument.slice(0, equals)
  const reference = parseReference(target)
  if (reference === undefined) return undefined
  const append = argument[equals] === '+'
  const value = equals === -1 ? undefined : argument.slice(equals + (append ? 2 : 1))
  return { text: argument, ...reference, append, ...(value === undefined ? {} : { value }) }
}

/** What an argument looked like, for messages. */
export function argumentText(argument: DeclarationArgument): string {
  if (typeof argument === 'string') return argument
  return argument.subscript === undefined ? argument.name : `${argument.name}[${argument.subscript}]`
}

/**
 * Makes the variable and assigns to it, in bash's order: attributes that change the value first, then the value, then
 * `readonly`. Throws ShellError.
 */
export function declareVariable(
  shell: Shell,
  declared: Declared,
  attributes: Partial<Variable>,
  place: Place,
): void {
  const { readonly, ...first } = attributes
  const { variables } = shell
  const value = declared.value
  if (Array.isArray(value)) first.array ??= currentKind(shell, declared.name, place)
  if (declared.subscript !== undefined) first.array ??= currentKind(shell, declared.name, place)
  const variable = variables.declare(declared.name, first, place)
  if (declared.fault !== undefined) return
  if (typeof value === 'string') assignText(shell, declared, value, variable, place)
  else if (value !== undefined) assignElements(shell, declared, value, variable, place)
  if (readonly !== undefined) variables.declare(declared.name, { readonly }, place)
}

/** `x=(…)` and `x[i]=` make an indexed array of what is none. */
function currentKind(shell: Shell, name: string, place: Place): Variable['array'] {
  const old =
    place === 'global'
      ? shell.variables.findGlobal(name)
      : place === 'local' && !shell.variables.localNames().includes(name)
        ? undefined
        : shell.variables.findRaw(name)
  return old === undefined || old.array === 'none' ? 'indexed' : old.array
}

function assignText(shell: Shell, declared: Declared, value: string, variable: Variable, place: Place): void {
  const { name, subscript, append } = declared
  const { variables } = shell
  if (subscript !== undefined) variables.setElement(name, subscript, value, append)
  else if (append) variables.append(name, value)
  else if (variable.array === 'none') variables.declare(name, { value }, place)
  else variables.setElement(name, '0', value)
}

function assignElements(
  shell: Shell,
  { name, append }: Declared,
  elements: ArrayElements,
  variable: Variable,
  place: Place,
): void {
  if (variable.readonly) shell.variables.declare(name, { value: '' }, place)
  const associative = variable.array === 'associative'
  const pairs = associative
    ? associativePairs(shell, name, elements)
    : indexedPairs(shell, elements, append ? variable : undefined)
  if (!append) shell.variables.declare(name, { value: associative ? new Map() : new IndexedArray() }, place)
  for (const pair of pairs) shell.variables.setElement(name, pair.key, pair.value, pair.append)
}

interface Pair {
  readonly key: string
  readonly value: string
  readonly append: boolean
}

/** `[k]=v`, or, where the first has no key, keys and values in turn: `(k v k2 v2)`. */
function associativePairs(shell: Shell, name: string, elements: ArrayElements): Pair[] {
  const inTurn = elements[0] !== undefined && elements[0].key === undefined
  const pairs: Pair[] = []
  elements.forEach(({ key, value, append }, at) => {
    if (inTurn) {
      if (at % 2 === 0) pairs.push({ key: value, value: elements[at + 1]?.value ?? '', append: false })
    } else if (key === undefined)
      shell.complain(`${name}: ${value}: must use subscript when assigning associative array`)
    else if (key === '') shell.complain(`[]=${value}: bad array subscript`)
    else pairs.push({ key, value, append })
  })
  return pairs
}

function indexedPairs(shell: Shell, elements: ArrayElements, old: Variable | undefined): Pair[] {
  let end = old?.value instanceof IndexedArray ? old.value.end : old?.value === undefined ? 0 : 1
  let next = end
  const pairs: Pair[] = []
  for (const { key, value, append } of elements) {
    const fault = key === undefined ? undefined : keyFault(key)
    const place = key === undefined ? next : fault === undefined ? evaluateNumber(shell, key) : -Infinity
    const index = place < 0 ? end + place : place
    if (index < 0) shell.complain(`[${key ?? ''}]=${value}: ${fault ?? 'bad array subscript'}`)
    else {
      pairs.push({ key: String(index), value, append })
      next = index + 1
      end = Math.max(end, next)
    }
  }
  return pairs
}

/** An arithmetic expression's value as a number. Throws ShellError. */
export function evaluateNumber(shell: Shell, text: string): number {
  return Number(compileArithmetic(text).evaluate(shell.expansions))
}
