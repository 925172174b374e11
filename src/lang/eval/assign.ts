import { IndexedArray, ShellError } from '../expand/index.ts'
import type { Binding, DynamicBinding } from './binding.ts'
import { kindOf, makeBinding, scalarOf } from './binding.ts'
import type { VariableValue } from '../expand/index.ts'

/** What assigning needs of the shell: arithmetic for `-i` and subscripts. */
export interface AssignContext {
  evaluate(text: string): string
  /** Says what is wrong with an element that is left out. */
  complain(message: string): void
}

/** A value as the attributes `-i -c -l -u` make it. */
export function transformed(binding: Binding, text: string, context: AssignContext): string {
  if (binding.integer) return isPlainNumber(text) ? text : context.evaluate(text)
  if (binding.lowercase) return text.toLowerCase()
  if (binding.uppercase) return text.toUpperCase()
  return binding.capitalized ? capitalized(text) : text
}

/** A number as arithmetic would print it: nothing to evaluate. */
function isPlainNumber(text: string): boolean {
  return text.length < 16 && String(Number(text)) === text && Number.isInteger(Number(text))
}

function capitalized(text: string): string {
  const [first = ''] = text
  return first.toUpperCase() + text.slice(first.length).toLowerCase()
}

/** Gives a binding a new value; a string goes to element 0 of an array. */
export function assignValue(binding: Binding, value: VariableValue, context: AssignContext): void {
  if (typeof value === 'string') assignText(binding, transformed(binding, value, context))
  else {
    binding.value = value === undefined ? undefined : transformedArray(binding, value, context)
    if (value !== undefined) binding.array = kindOf(value)
  }
}

function assignText(binding: Binding, text: string): void {
  if (binding.array === 'none') binding.value = text
  else setElementOf(binding, binding.array === 'associative' ? '0' : 0, text)
}

function transformedArray(
  binding: Binding,
  value: IndexedArray | Map<string, string>,
  context: AssignContext,
): IndexedArray | Map<string, string> {
  const { integer, lowercase, uppercase, capitalized: capitalizes } = binding
  if (!integer && !lowercase && !uppercase && !capitalizes) return value
  if (value instanceof IndexedArray)
    for (const [index, text] of [...value.entries()]) value.set(index, transformed(binding, text, context))
  else for (const [key, text] of value) value.set(key, transformed(binding, text, context))
  return value
}

/** Sets one element, making the value an array where it is none yet. */
export function setElementOf(binding: Binding, key: string | number, text: string): void {
  if (binding.array === 'associative') {
    if (!(binding.value instanceof Map)) binding.value = new Map()
    binding.value.set(String(key), text)
    return
  }
  becomeIndexed(binding)
  const elements = binding.value as IndexedArray
  elements.set(Number(key), text)
}

/** A scalar becomes element 0 of an array, as in bash. */
export function becomeIndexed(binding: Binding): void {
  if (binding.value instanceof IndexedArray) return
  const first = scalarOf(binding.value)
  binding.value = first === undefined ? new IndexedArray() : IndexedArray.from([first])
  binding.array = 'indexed'
}

export function becomeAssociative(binding: Binding, name: string): void {
  if (binding.value instanceof Map || binding.array === 'associative') return
  if (binding.array === 'indexed')
    throw new ShellError(`${name}: cannot convert indexed to associative array`)
  if (typeof binding.value === 'string') binding.value = new Map([['0', binding.value]])
  binding.array = 'associative'
}

/** `x+=text`: a sum with `-i`, else the text joined; to element 0 of an array. */
export function appended(
  binding: Binding,
  old: string | undefined,
  text: string,
  context: AssignContext,
): string {
  if (binding.integer) return context.evaluate(`(${old === undefined || old === '' ? '0' : old})+(${text})`)
  return transformed(binding, (old ?? '') + text, context)
}

/** One element of `(a [5]=b)`, expanded. */
export interface Element {
  readonly key?: string
  readonly append: boolean
  readonly value: string
}

/** The subscript of an indexed array: arithmetic, negative ones from the end. */
export function elementIndex(
  name: string,
  subscript: string,
  value: VariableValue,
  context: AssignContext,
): number {
  const index = signedIndex(subscript, value, context)
  if (index < 0) throw new ShellError(`${name}[${subscript}]: bad array subscript`)
  return index
}

/** The same, negative where it is before the first element. */
export function signedIndex(subscript: string, value: VariableValue, context: AssignContext): number {
  const plain = /^(0|[1-9]\d{0,14})$/.test(subscript)
  const index = Number(plain ? subscript : context.evaluate(subscript))
  if (index >= 0) return index
  return index + (value instanceof IndexedArray ? value.end : value === undefined ? 0 : 1)
}

/** `x=(…)`, `x+=(…)` (bash manual, Arrays). */
export function assignElements(
  name: string,
  binding: Binding,
  elements: readonly Element[],
  append: boolean,
  context: AssignContext,
): void {
  if (binding.array === 'associative') return assignPairs(name, binding, elements, append, context)
  if (append) becomeIndexed(binding)
  else {
    binding.value = new IndexedArray()
    binding.array = 'indexed'
  }
  const array = binding.value as IndexedArray
  let next = array.end
  for (const { key, append: joins, value } of elements) {
    const index = key === undefined ? next : listIndex(key, value, array, context)
    if (index === undefined) continue
    const text = joins
      ? appended(binding, array.get(index), value, context)
      : transformed(binding, value, context)
    array.set(index, text)
    next = index + 1
  }
}

/** What is wrong with a key of an indexed array in a list. */
export function keyFault(key: string): string | undefined {
  if (key === '') return 'bad array subscript'
  return key === '@' || key === '*' ? 'cannot assign to non-numeric index' : undefined
}

/** The place of `[key]=value`; bash says that a subscript is before the beginning, and leaves the element out. */
function listIndex(
  key: string,
  value: string,
  array: IndexedArray,
  context: AssignContext,
): number | undefined {
  const fault = keyFault(key)
  if (fault !== undefined) {
    context.complain(`[${key}]=${value}: ${fault}`)
    return undefined
  }
  const index = Number(/^\d{1,15}$/.test(key) && !key.startsWith('0') ? key : context.evaluate(key))
  if (index + (index < 0 ? array.end : 0) >= 0) return index < 0 ? array.end + index : index
  context.complain(`[${key}]=${value}: bad array subscript`)
  return undefined
}

/** `BASH_ALIASES=([name]=value)`: computed variables take the elements one by one; what was there stays, as in bash. */
export function assignDynamic(
  name: string,
  binding: DynamicBinding,
  elements: readonly Element[],
  context: AssignContext,
): void {
  if (binding.setElement === undefined || binding.array !== 'associative') return
  const given = makeBinding(0, binding, new Map())
  assignPairs(name, given, elements, false, context)
  if (given.value instanceof Map) for (const [key, value] of given.value) binding.setElement(key, value)
}

function assignPairs(
  name: string,
  binding: Binding,
  elements: readonly Element[],
  append: boolean,
  context: AssignContext,
): void {
  const map = append && binding.value instanceof Map ? binding.value : new Map<string, string>()
  binding.value = map
  // bash 5.1 and later: without any `[key]=`, words are keys and values in turn.
  if (elements[0] !== undefined && elements[0].key === undefined) {
    for (let at = 0; at < elements.length; at += 2)
      map.set(elements[at]?.value ?? '', transformed(binding, elements[at + 1]?.value ?? '', context))
    return
  }
  for (const { key, append: joins, value } of elements) {
    if (key === undefined) {
      context.complain(`${name}: ${value}: must use subscript when assigning associative array`)
      continue
    }
    if (key === '') {
      context.complain(`[]=${value}: bad array subscript`)
      continue
    }
    map.set(
      key,
      joins ? appended(binding, map.get(key), value, context) : transformed(binding, value, context),
    )
  }
}
