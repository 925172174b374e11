import type { MaybePromise } from '../../value/index.ts'
import { IndexedArray, ShellError, type Variable, type VariableValue } from '../expand/index.ts'
import {
  appended,
  assignElements,
  elementIndex,
  type AssignContext,
  type Element,
  assignValue,
  becomeAssociative,
  becomeIndexed,
  setElementOf,
  transformed,
} from './assign.ts'
import { type Binding, copyBinding, DynamicBinding, scalarOf } from './binding.ts'
import { EnvironmentList } from './environment-list.ts'
import { FrameStack } from './scope-frames.ts'
import { finally_ } from './sequence.ts'
import type { Options, VariableScopes } from './shell.ts'

/** What the variables need of their shell. */
export interface VariableContext extends AssignContext {
  readonly options: { readonly allexport: boolean; get(name: string): boolean }
  /** A warning that does not fail the command: circular namerefs. */
  warn(message: string): void
  /** The subscript of a nameref's target (`declare -n r='a[$i]'`), expanded when it is used. */
  expandSubscript(text: string): string
  /** PATH changed: hashed commands are forgotten. */
  pathChanged(): void
  restoreOptions(options: Options): void
  currentOptions(): Options
  /** Exported functions as `BASH_FUNC_name%%=() …`. */
  exportedFunctions(): readonly string[]
  /** The variables that are computed, made for one shell. */
  dynamic(owner: object): Iterable<[string, DynamicBinding]>
}

type Reference = {
  readonly name: string
  readonly subscript?: string
  readonly binding?: Binding
  readonly circular?: boolean
}

/**
 * Variables with dynamic scope: one map of what is visible, and a stack of what it hides. Forks share bindings until
 * either side writes (`owner`).
 */
export class Scopes implements VariableScopes {
  readonly #context: VariableContext
  readonly #stack: FrameStack
  readonly #list: EnvironmentList
  #owner: object = {}
  /** The owner before the first of the living forks: what is written in place again once all have ended. */
  #ownerBefore: object | undefined
  #forks = 0
  #ended: (() => void) | undefined

  constructor(context: VariableContext, stack = new FrameStack(), list = new EnvironmentList()) {
    this.#context = context
    this.#stack = stack
    this.#list = list
    for (const [name, binding] of context.dynamic(this.#owner)) {
      const old = stack.bindings.get(name)
      if (list.isNew || old instanceof DynamicBinding) {
        if (old !== undefined) binding.exported = old.exported
        stack.bindings.set(name, binding)
      }
    }
  }

  // ------------------------------------------------------------ reading

  find(name: string): Variable | undefined {
    const binding = this.#stack.bindings.get(name)
    if (binding === undefined || binding.hidden) return undefined
    return binding.nameref ? this.#followed(name, binding) : binding
  }

  findRaw(name: string): Variable | undefined {
    const binding = this.#stack.bindings.get(name)
    return binding?.hidden ? undefined : binding
  }

  findGlobal(name: string): Variable | undefined {
    return this.#stack.global(name, this.#owner).binding
  }

  get(name: string): string | undefined {
    const binding = this.#stack.bindings.get(name)
    if (binding === undefined) return undefined
    if (binding.nameref) return scalarOf(this.#followed(name, binding)?.value)
    const value = binding.value
    return typeof value === 'string' ? value : scalarOf(value)
  }

  getElement(name: string, subscript: string): string | undefined {
    const value = this.find(name)?.value
    if (value instanceof Map) return value.get(subscript)
    const index = this.#index(name, subscript, value)
    return value instanceof IndexedArray ? value.get(index) : index === 0 ? value : undefined
  }

  *all(): Iterable<[string, Variable]> {
    const names = [...this.#stack.bindings.keys()].toSorted()
    for (const name of names) {
      const binding = this.#stack.bindings.get(name)
      if (binding !== undefined && !binding.hidden) yield [name, binding]
    }
  }

  localNames(): readonly string[] {
    const level = this.#stack.functionLevel
    const names = [...this.#stack.bindings].filter(([, binding]) => binding.level === level && level > 0)
    return names.map(([name]) => name).toSorted()
  }

  get inFunction(): boolean {
    return this.#stack.functionLevel > 0
  }

  environment(extra?: ReadonlyMap<string, string>): readonly string[] {
    return this.#list.of(this.#stack.bindings, extra, this.#context.exportedFunctions())
  }

  /** Variables of the process's environment whose names are no shell names: children get them all the same. */
  passThrough(entries: readonly string[]): void {
    this.#list.passed = entries
  }

  // ------------------------------------------------------------ writing

  set(name: string, value: VariableValue): void {
    const binding = this.#stack.bindings.get(name)
    if (
      binding !== undefined &&
      typeof value === 'string' &&
      binding.owner === this.#owner &&
      typeof binding.value === 'string' &&
      !isSpecial(binding) &&
      name !== 'PATH' &&
      !this.#context.options.allexport
    )
      binding.value = value
    else this.#assign(name, value)
  }

  append(name: string, value: string): void {
    const target = this.#resolve(name)
    if (target.subscript !== undefined) return this.setElement(target.name, target.subscript, value, true)
    const binding = this.#writable(target)
    this.#store(target.name, binding, appended(binding, scalarOf(binding.value), value, this.#context))
  }

  setElement(name: string, subscript: string, value: string, append = false): void {
    const target = this.#resolve(name)
    const binding = this.#writable(target)
    if (binding.array === 'associative') {
      if (subscript === '') throw new ShellError(`${name}['']: bad array subscript`)
      const old = binding.value instanceof Map ? binding.value.get(subscript) : undefined
      setElementOf(binding, subscript, this.#element(binding, old, value, append))
    } else {
      const index = this.#index(name, subscript, binding.value)
      const old =
        binding.value instanceof IndexedArray
          ? binding.value.get(index)
          : index === 0
            ? binding.value
            : undefined
      const text = this.#element(binding, typeof old === 'string' ? old : undefined, value, append)
      if (binding instanceof DynamicBinding) return
      setElementOf(binding, index, text)
    }
    this.#touched(target.name, binding)
  }

  /** `name=(…)`, `name+=(…)`: all elements at once. */
  assignElements(name: string, elements: readonly Element[], append: boolean): void {
    const target = this.#resolve(name)
    if (target.subscript !== undefined) throw new ShellError(`${name}: cannot assign list to array member`)
    const binding = this.#writable(target)
    if (binding instanceof DynamicBinding) return
    assignElements(target.name, binding, elements, append, this.#context)
    this.#touched(target.name, binding)
  }

  unset(name: string): boolean {
    const target = this.#resolve(name)
    if (target.subscript !== undefined) return this.unsetElement(target.name, target.subscript)
    return this.unsetRaw(target.name)
  }

  unsetRaw(name: string): boolean {
    const binding = this.#stack.bindings.get(name)
    if (binding === undefined || binding.hidden) return false
    if (binding.readonly) throw new ShellError(`${name}: cannot unset: readonly variable`)
    const keepsLocal =
      binding.level > 0 &&
      (binding.level === this.#stack.functionLevel || this.#context.options.get('localvar_unset'))
    if (keepsLocal) {
      const local = this.#stack.frame(binding.level, this.#owner)
      if (local?.kind === 'function') this.#stack.bindings.set(name, this.#tombstone(binding.level))
      else this.#stack.remove(name, binding, this.#owner)
    } else this.#stack.remove(name, binding, this.#owner)
    if (name === 'PATH') this.#context.pathChanged()
    return true
  }

  unsetElement(name: string, subscript: string): boolean {
    const target = this.#resolve(name)
    const found = this.#stack.bindings.get(target.name)
    if (found === undefined || found.hidden) return false
    if (found.readonly) throw new ShellError(`${name}: cannot unset: readonly variable`)
    const binding = this.#own(target.name, found)
    const value = binding.value
    if (value instanceof Map) return (value.delete(subscript), true)
    const index = this.#index(name, subscript, value)
    if (value instanceof IndexedArray) value.delete(index)
    else if (index === 0) return this.unsetRaw(target.name)
    return true
  }

  declare(name: string, attributes: Partial<Variable>, where: 'here' | 'local' | 'global'): Variable {
    const binding = this.#place(name, where)
    const { value, readonly, array, ...flags } = attributes
    if (binding.readonly && (value !== undefined || readonly === false))
      throw new ShellError(`${name}: readonly variable`)
    Object.assign(binding, flags)
    if (array === 'indexed' && binding.array === 'associative')
      throw new ShellError(`${name}: cannot convert associative to indexed array`)
    if (array === 'associative') becomeAssociative(binding, name)
    else if (array === 'indexed' && binding.value !== undefined) becomeIndexed(binding)
    if (array !== undefined && array !== 'none') binding.array = array
    if (value !== undefined) assignValue(binding, value, this.#context)
    if (readonly !== undefined) binding.readonly = readonly
    this.#touched(name, binding)
    return binding
  }

  keepOptions(): void {
    const frame = this.#stack.frame(this.#stack.functionLevel, this.#owner)
    if (frame !== undefined) frame.options ??= this.#context.currentOptions()
  }

  // ------------------------------------------------------------ scopes and forks

  push(): void {
    this.#stack.push('function', this.#owner)
  }

  pop(): void {
    const frame = this.#stack.pop()
    if (frame?.options !== undefined) this.#context.restoreOptions(frame.options)
    if (frame?.saved.has('PATH')) this.#context.pathChanged()
  }

  /** Ends all scopes: only the globals are left. */
  popAll(): void {
    while (this.#stack.depth > 0) this.pop()
  }

  /** A scope for `X=1 command`; its variables are exported. Ended by `pop`. */
  pushTemporary(): void {
    this.#stack.push('temporary', this.#owner)
  }

  /** A variable of the innermost temporary scope. */
  setTemporary(name: string, value: string, append: boolean): void {
    const level = this.#stack.depth
    const old = this.#stack.bindings.get(name)
    if (old?.readonly) throw new ShellError(`${name}: readonly variable`)
    const binding = old?.level === level ? this.#own(name, old) : this.#stack.add(name, level, this.#owner)
    if (old?.integer) binding.integer = true
    const text = append ? appended(binding, scalarOf(old?.value), value, this.#context) : value
    binding.value = append ? text : transformed(binding, text, this.#context)
    binding.exported = true
    if (name === 'PATH') this.#context.pathChanged()
  }

  /** Runs without the variables of the innermost temporary scope: what is assigned meanwhile is assigned below it. */
  withoutTemporary<T>(run: () => MaybePromise<T>): MaybePromise<T> {
    this.#exchange()
    return finally_(run, () => this.#exchange())
  }

  clone(context: VariableContext = this.#context): Scopes {
    if (this.#forks++ === 0) this.#ownerBefore = this.#owner
    this.#owner = {}
    const child = new Scopes(context, this.#stack.copy(), this.#list.share())
    child.#ended = () => this.#forkEnded()
    return child
  }

  /** The fork these variables belong to is over: whom it was copied from may write in place again. */
  release(): void {
    const ended = this.#ended
    if (this.#forks > 0 || ended === undefined) {
      this.#released = true
      return
    }
    this.#ended = undefined
    ended()
  }

  #released = false

  #forkEnded(): void {
    this.#forks--
    if (this.#forks > 0) return
    if (this.#ownerBefore !== undefined) this.#owner = this.#ownerBefore
    if (this.#released) this.release()
  }

  // ------------------------------------------------------------ inside

  #exchange(): void {
    if (this.#stack.exchange(this.#owner)?.saved.has('PATH')) this.#context.pathChanged()
  }

  #assign(name: string, value: VariableValue): void {
    const target = this.#resolve(name)
    if (target.subscript !== undefined) {
      if (typeof value === 'string') this.setElement(target.name, target.subscript, value)
      return
    }
    const binding = this.#writable(target)
    if (binding instanceof DynamicBinding) binding.value = value
    else assignValue(binding, value, this.#context)
    this.#touched(target.name, binding, typeof value === 'string')
  }

  #store(name: string, binding: Binding, text: string): void {
    if (binding.array === 'none' || binding instanceof DynamicBinding) binding.value = text
    else setElementOf(binding, binding.array === 'associative' ? '0' : 0, text)
    this.#touched(name, binding, true)
  }

  #element(binding: Binding, old: string | undefined, value: string, append: boolean): string {
    return append ? appended(binding, old, value, this.#context) : transformed(binding, value, this.#context)
  }

  #touched(name: string, binding: Binding, isText = binding.array === 'none'): void {
    // bash marks an array only where a text is assigned to it: `a=x`.
    if (this.#context.options.allexport && isText) binding.exported = true
    if (name === 'PATH') this.#context.pathChanged()
  }

  /** The binding an assignment changes, made global where there is none. */
  #writable(target: Reference): Binding {
    if (target.circular) throw new ShellError(`${target.name}: circular name reference`)
    const found = target.binding ?? this.#stack.bindings.get(target.name)
    if (found === undefined) return this.#stack.add(target.name, 0, this.#owner)
    if (found.readonly) throw new ShellError(`${target.name}: readonly variable`)
    const own = target.binding === undefined ? this.#own(target.name, found) : found
    if (own.hidden) own.hidden = false
    return own
  }

  #own(name: string, binding: Binding): Binding {
    if (binding.owner === this.#owner || binding instanceof DynamicBinding) return binding
    const copy = copyBinding(binding, this.#owner)
    this.#stack.bindings.set(name, copy)
    return copy
  }

  #place(name: string, where: 'here' | 'local' | 'global'): Binding {
    if (where === 'global') return this.#placeGlobal(name)
    const level = this.#stack.functionLevel
    const found = this.#stack.bindings.get(name)
    if (where === 'here' || level === 0) {
      if (found === undefined) return this.#stack.add(name, 0, this.#owner)
      const own = this.#own(name, found)
      own.hidden = false
      return own
    }
    if (found !== undefined && found.level >= level) {
      const own = this.#own(name, found)
      own.hidden = false
      if (own.level > level) own.level = level
      return own
    }
    if (found?.readonly && found.level === 0) throw new ShellError(`${name}: readonly variable`)
    const local = this.#stack.add(name, level, this.#owner)
    if (found !== undefined && !found.hidden && this.#inherits(found)) inherit(local, found)
    return local
  }

  /** bash: a local takes over what `X=1 function` gave the name, or anything with localvar_inherit. */
  #inherits(found: Binding): boolean {
    const frame = found.level === 0 ? undefined : this.#stack.frame(found.level, this.#owner)
    return frame?.kind === 'temporary' || this.#context.options.get('localvar_inherit')
  }

  #placeGlobal(name: string): Binding {
    const { binding, replace } = this.#stack.global(name, this.#owner)
    if (binding?.owner === this.#owner || binding instanceof DynamicBinding) return binding
    const own = binding === undefined ? undefined : copyBinding(binding, this.#owner)
    if (own !== undefined) return (replace(own), own)
    const made = copyBinding(this.#newGlobal(), this.#owner)
    replace(made)
    return made
  }

  #newGlobal(): Binding {
    return this.#tombstone(0, false)
  }

  #tombstone(level: number, hidden = true): Binding {
    const stack = new FrameStack()
    const binding = stack.add('', 0, this.#owner)
    binding.level = level
    binding.hidden = hidden
    return binding
  }

  #followed(name: string, start: Binding): Variable | undefined {
    const target = this.#resolve(name, start)
    if (target.subscript !== undefined)
      return elementVariable(start, this.getElement(target.name, target.subscript))
    if (target.circular) return undefined
    const found = target.binding ?? this.#stack.bindings.get(target.name)
    return found === undefined || found.hidden ? undefined : found
  }

  /** Follows namerefs to the name that is meant. A loop is warned of and ends at the first name. */
  #resolve(name: string, start = this.#stack.bindings.get(name)): Reference {
    if (start === undefined || !start.nameref || typeof start.value !== 'string' || start.value === '')
      return { name }
    let at = name
    let binding: Binding | undefined = start
    for (let steps = 0; steps < 8; steps++) {
      const text: string = typeof binding?.value === 'string' ? binding.value : ''
      if (binding === undefined || !binding.nameref || text === '') return { name: at }
      const bracket = text.endsWith(']') ? text.indexOf('[') : -1
      if (bracket > 0) {
        const subscript = this.#context.expandSubscript(text.slice(bracket + 1, -1))
        return { name: text.slice(0, bracket), subscript }
      }
      if (text === at) return this.#circular(at, binding)
      at = text
      binding = this.#stack.bindings.get(at)
    }
    return this.#circular(name, undefined)
  }

  #circular(name: string, binding: Binding | undefined): Reference {
    this.#context.warn(`warning: ${name}: circular name reference`)
    // bash manual, Shell Parameters: a local nameref with its own name means the variable of the scope below.
    const below = binding === undefined ? undefined : this.#stack.below(name, binding)
    return below === undefined ? { name, circular: true } : { name, binding: below }
  }

  #index(name: string, subscript: string, value: VariableValue): number {
    return elementIndex(name, subscript, value, this.#context)
  }
}

/** Needs more than a new value when it is assigned. */
function isSpecial(binding: Binding): boolean {
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

function inherit(local: Binding, from: Binding): void {
  const { level, owner } = local
  Object.assign(local, copyBinding(from, owner), { level, nameref: false })
}

function elementVariable(reference: Binding, value: string | undefined): Variable | undefined {
  return value === undefined ? undefined : { ...reference, nameref: false, value, array: 'none' }
}
