import { IndexedArray, type Variable, type VariableValue } from '../expand/index.ts'

/** A variable in its scope. `owner` is the environment that may change it in place; others copy it first. */
export interface Binding extends Variable {
  /** 0 for globals, n for the n-th scope of the stack. */
  level: number
  owner: object
  /** Unset in its own function: nothing is visible, yet the name stays local until the function returns. */
  hidden: boolean
}

/** A variable that is computed when it is read: RANDOM, LINENO, FUNCNAME … */
export class DynamicBinding implements Binding {
  level = 0
  hidden = false
  exported = false
  readonly = false
  integer = false
  lowercase = false
  uppercase = false
  capitalized = false
  nameref = false
  trace = false
  array: Variable['array'] = 'none'
  owner: object
  readonly #read: () => VariableValue
  readonly #write: ((value: VariableValue) => void) | undefined
  /** What an assignment to an element does. */
  setElement: ((key: string, value: string) => void) | undefined

  constructor(owner: object, read: () => VariableValue, write?: (value: VariableValue) => void) {
    this.owner = owner
    this.#read = read
    this.#write = write
  }

  get value(): VariableValue {
    return this.#read()
  }

  /** Assignments to those without a meaning are ignored, as in bash. */
  set value(value: VariableValue) {
    this.#write?.(value)
  }
}

export function makeBinding(level: number, owner: object, value?: VariableValue): Binding {
  return {
    value,
    exported: false,
    readonly: false,
    integer: false,
    lowercase: false,
    uppercase: false,
    capitalized: false,
    nameref: false,
    trace: false,
    array: kindOf(value),
    level,
    owner,
    hidden: false,
  }
}

/** A copy another environment may change. */
export function copyBinding(binding: Binding, owner: object): Binding {
  return { ...binding, value: copyValue(binding.value), owner }
}

function copyValue(value: VariableValue): VariableValue {
  if (typeof value === 'string' || value === undefined) return value
  return value instanceof IndexedArray ? value.clone() : new Map(value)
}

export function kindOf(value: VariableValue): Variable['array'] {
  if (typeof value === 'string' || value === undefined) return 'none'
  return value instanceof IndexedArray ? 'indexed' : 'associative'
}

/** What `$x` sees: an array's element 0. */
export function scalarOf(value: VariableValue): string | undefined {
  if (typeof value === 'string' || value === undefined) return value
  return value instanceof IndexedArray ? value.get(0) : value.get('0')
}

/** Needs more than a new value when it is assigned. */
export function isSpecial(binding: Binding): boolean {
  return (
    binding.readonly ||
    binding.nameref ||
    binding.integer ||
    binding.lowercase ||
    binding.uppercase ||
    binding.capitalized ||
    binding.hidden ||
    binding.exported ||
    binding.array !== 'none' ||
    binding instanceof DynamicBinding
  )
}

/** An element that a nameref names, as a variable. */
export function elementVariable(reference: Binding, value: string | undefined): Variable | undefined {
  return value === undefined ? undefined : { ...reference, nameref: false, value, array: 'none' }
}
