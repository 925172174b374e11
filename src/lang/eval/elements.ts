import { IndexedArray, ShellError, type Variable, type VariableValue } from '../expand/index.ts'
import {
  appended,
  type AssignContext,
  assignValue,
  becomeAssociative,
  becomeIndexed,
  elementIndex,
  setElementOf,
  signedIndex,
  transformed,
} from './assign.ts'
import { type Binding, DynamicBinding } from './binding.ts'

/** `${name[subscript]}` of a value; a text is its own element 0. Said where it is before the first. */
export function readElement(
  value: VariableValue,
  name: string,
  subscript: string,
  context: AssignContext,
): string | undefined {
  if (value instanceof Map) return value.get(subscript)
  const index = signedIndex(subscript, value, context)
  if (index < 0) context.complain(`${name}: bad array subscript`)
  return value instanceof IndexedArray ? value.get(index) : index === 0 ? value : undefined
}

/** `name[subscript]=value`, `+=`; false where the variable takes none. */
export function writeElement(
  binding: Binding,
  name: string,
  subscript: string,
  { value, append }: { readonly value: string; readonly append: boolean },
  context: AssignContext,
): boolean {
  const isKey = binding.array === 'associative'
  if (isKey && subscript === '') throw new ShellError(`${name}['']: bad array subscript`)
  const key = isKey ? subscript : elementIndex(name, subscript, binding.value, context)
  const text = append
    ? appended(binding, elementAt(binding.value, key), value, context)
    : transformed(binding, value, context)
  if (binding instanceof DynamicBinding) return (binding.setElement?.(String(key), text), false)
  setElementOf(binding, key, text)
  return true
}

function elementAt(value: VariableValue, key: string | number): string | undefined {
  if (value instanceof Map) return typeof key === 'string' ? value.get(key) : undefined
  if (value instanceof IndexedArray) return typeof key === 'number' ? value.get(key) : undefined
  return key === 0 ? value : undefined
}

/** `unset 'name[subscript]'`; false where the variable itself is to go, which is no array. */
export function deleteElement(
  binding: Binding,
  name: string,
  subscript: string,
  context: AssignContext,
): boolean {
  const { value } = binding
  if (value instanceof Map) return (value.delete(subscript), true)
  const index = elementIndex(name, subscript, value, context)
  if (value instanceof IndexedArray) value.delete(index)
  return value instanceof IndexedArray || index !== 0
}

/** What `declare` gives a variable: attributes, and a value under them. */
export function giveAttributes(
  binding: Binding,
  name: string,
  { value, readonly, array, ...flags }: Partial<Variable>,
  context: AssignContext,
): void {
  if (binding.readonly && (value !== undefined || readonly === false))
    throw new ShellError(`${name}: readonly variable`)
  Object.assign(binding, flags)
  if (array === 'indexed' && binding.array === 'associative')
    throw new ShellError(`${name}: cannot convert associative to indexed array`)
  if (array === 'associative') becomeAssociative(binding, name)
  else if (array === 'indexed' && binding.value !== undefined) becomeIndexed(binding)
  if (array !== undefined && array !== 'none') binding.array = array
  if (value !== undefined) assignValue(binding, value, context)
  if (readonly !== undefined) binding.readonly = readonly
}
