import type { MaybePromise } from '../../value/index.ts'
import { ShellError, type Variable, type VariableValue } from '../expand/index.ts'
import {
  appended,
  assignDynamic,
  assignElements,
  assignValue,
  type Element,
  setElementOf,
  transformed,
} from './assign.ts'
import { type Binding, DynamicBinding, elementVariable, isSpecial, scalarOf } from './binding.ts'
import { deleteElement, giveAttributes, readElement, writeElement } from './elements.ts'
import { EnvironmentList } from './environment-list.ts'
import { ForkCount } from './fork-count.ts'
import { type Reference, resolveReference } from './nameref.ts'
import { ownBinding, placeOf, tombstone } from './placement.ts'
import { FrameStack } from './scope-frames.ts'
import { finally_ } from './sequence.ts'
import type { VariableScopes } from './shell.ts'
import type { VariableContext } from './variable-context.ts'

/**
 * Variables with dynamic scope: one map of what is visible, and a stack of what it hides. Forks share bindings until
 * either side writes (`owner`).
 */
export class Scopes implements VariableScopes {
  readonly #context: VariableContext
  readonly #stack: FrameStack
  readonly #list: EnvironmentList
  #owner: object = {}
  readonly #forks: ForkCount

  constructor(
    context: VariableContext,
    stack = new FrameStack(),
    list = new EnvironmentList(),
    onEnd?: () => void,
  ) {
    this.#context = context
    this.#forks = new ForkCount(owner => (this.#owner = owner), onEnd)
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
    return readElement(this.find(name)?.value, name, subscript, this.#context)
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
    if (writeElement(binding, name, subscript, { value, append }, this.#context))
      this.#touched(target.name, binding)
  }

  /** `name=(…)`, `name+=(…)`: all elements at once. */
  assignElements(name: string, elements: readonly Element[], append: boolean): void {
    const target = this.#resolve(name)
    if (target.subscript !== undefined) throw new ShellError(`${name}: cannot assign list to array member`)
    const binding = this.#writable(target)
    if (binding instanceof DynamicBinding) return assignDynamic(target.name, binding, elements, this.#context)
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
      if (local?.kind === 'function') this.#stack.bindings.set(name, tombstone(this.#owner, binding.level))
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
    return deleteElement(binding, name, subscript, this.#context) || this.unsetRaw(target.name)
  }

  declare(name: string, attributes: Partial<Variable>, where: 'here' | 'local' | 'global'): Variable {
    const given = this.#given(name, attributes, where)
    const binding = placeOf(this.#stack, this.#context, this.#owner, name, where)
    giveAttributes(binding, name, { ...given, ...attributes }, this.#context)
    // bash: a local one is marked by allexport once it gets a value.
    const isGiven = attributes.exported !== false && (where !== 'local' || attributes.value !== undefined)
    this.#touched(name, binding, isGiven && binding.array === 'none')
    return binding
  }

  /** bash: `X=1 export X` and its like keep what was meant for the command alone. */
  #given(name: string, { exported, readonly }: Partial<Variable>, where: string): Partial<Variable> {
    if (where !== 'local' && exported !== true && readonly !== true) return {}
    const value = scalarOf(this.#stack.lift(name, this.#owner)?.value)
    return value === undefined ? {} : { exported: true, value }
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
    const onEnd = this.#forks.begin(this.#owner)
    this.#owner = {}
    return new Scopes(context, this.#stack.copy(), this.#list.share(), onEnd)
  }

  /** The fork these variables belong to is over: whom it was copied from may write in place again. */
  release(): void {
    this.#forks.release()
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
    return ownBinding(this.#stack, this.#owner, name, binding)
  }

  #followed(name: string, start: Binding): Variable | undefined {
    const target = this.#resolve(name, start)
    if (target.subscript !== undefined)
      return elementVariable(start, this.getElement(target.name, target.subscript))
    if (target.circular) return undefined
    const found = target.binding ?? this.#stack.bindings.get(target.name)
    return found === undefined || found.hidden ? undefined : found
  }

  #resolve(name: string, start?: Binding): Reference {
    const binding = start ?? this.#stack.bindings.get(name)
    return binding?.nameref ? resolveReference(this.#stack, this.#context, name, binding) : { name }
  }
}
