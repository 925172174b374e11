import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeSource, type Diagnostic, type Source } from '../../diag/index.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Statement } from '../classify/index.ts'
import { DoorExpressions } from './door-expressions.ts'
import type { DoorHost } from './door-host.ts'
import { InspectSession, primitive, type Answer } from './inspect-session.ts'
import { Loader } from './loader.ts'
import { compileModule } from './module-text.ts'
import { membersOf, type Member } from './members.ts'
import type { KnownName } from './names.ts'
import { Interrupted, Runtime, evaluations, type Evaluation } from './runtime.ts'
import { Stacks, type Place } from './stack.ts'
import { transform } from './transform.ts'
import { SessionPacker } from './transport/session-packer.ts'

/** What watches for Ctrl-C while JavaScript keeps this thread busy (src/os gives one). */
export interface InterruptGate {
  enter(): void
  leave(): void
  /** An evaluation was terminated. */
  terminated(): void
}

export interface ScopeOptions {
  /** The directory that imports and `require` start from. */
  readonly resolveFrom: () => string
  /** The script that is run: its imports start from it. */
  readonly script?: string | undefined
  readonly doors: DoorHost
  readonly interrupts?: InterruptGate | undefined
  readonly stacks?: Stacks
  readonly loader?: Loader
  /** React, for elements at the prompt. */
  readonly jsx?: () => { readonly createElement: (...args: unknown[]) => unknown; readonly Fragment: unknown }
}

/** How a statement ended. `place`: where V8 refused the code, when no stack says it. */
export type Evaluated =
  | { readonly value: unknown }
  | { readonly error: unknown; readonly place?: Place }
  | { readonly diagnostics: readonly Diagnostic[] }

/** An expression that is about to run beside the prompt. */
export interface Begun {
  /** Its value, often a promise. Throws what it throws at once. */
  run(): unknown
  end(reason: unknown): void
}

/** The names that live from line to line, and what evaluates TypeScript among them. One a session. */
export class Scope {
  readonly stacks: Stacks
  readonly loader: Loader
  /** Takes functions of this session to workers. */
  readonly packer: SessionPacker
  readonly #options: ScopeOptions
  readonly #session = new InspectSession()
  readonly #runtime: Runtime
  readonly #runtimeName: string
  readonly #hostNames: ReadonlySet<string>
  readonly #known = new Map<string, KnownName>()
  readonly #getters = new Map<string, () => unknown>()
  /** The same set as long as no name comes or goes: what is known of a text by its names stays known. */
  #names: ReadonlySet<string> = new Set()
  readonly #running = new Map<Evaluation, (reason: unknown) => void>()
  readonly #expressions: DoorExpressions
  readonly #uninstall: () => void

  constructor(options: ScopeOptions) {
    this.#options = options
    this.stacks = options.stacks ?? new Stacks()
    this.loader = options.loader ?? new Loader({ stacks: this.stacks })
    this.#uninstall = this.stacks.install()
    this.#hostNames = new Set(Object.getOwnPropertyNames(globalThis))
    this.#runtime = new Runtime({
      doors: options.doors,
      import: (specifier, given) => this.import(String(specifier), given),
      importMeta: () => this.#importMeta(),
      lookup: name => this.lookup(name),
      bind: getters => this.#bind(getters),
      jsx: options.jsx ?? ownReact,
    })
    this.#runtimeName = this.#inject()
    this.packer = new SessionPacker({
      runtime: this.#runtimeName,
      hostNames: this.#hostNames,
      stacks: this.stacks,
      parent: () => this.#parent(),
      variable: name => options.doors.getVariable(name),
    })
    this.loader.addLanguage('.tsh', (path, text) => this.#compileModule(makeSource(path, text)))
    this.#expressions = new DoorExpressions({
      transform: (statement, source) => this.#transform(statement, source, true),
      evaluateNow: code => this.#now(code),
      names: () => this.names(),
      stacks: this.stacks,
    })
  }

  /** Runs a statement: transforms, evaluates, remembers its names. Never rejects. */
  async run(
    statement: Statement,
    source: Source,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<Evaluated> {
    const transformed = this.#transform(statement, source)
    if (transformed.diagnostics.length > 0) return { diagnostics: transformed.diagnostics }
    const name = this.stacks.add(source, transformed.locate)
    const before = new Set(Object.keys(globalThis))
    const code = `${transformed.code}\n//# sourceURL=${name}`
    const evaluated = await this.#evaluate(code, name, options.signal)
    this.#remember(transformed.declared, before)
    if ('value' in evaluated && evaluated.value !== undefined) this.#setLast(evaluated.value)
    return evaluated
  }

  /** Names the user declared, for the language rule and for commands. */
  names(): ReadonlySet<string> {
    const known = this.#names
    const isSame = known.size === this.#getters.size && this.#getters.keys().every(name => known.has(name))
    return isSame ? known : (this.#names = new Set(this.#getters.keys()))
  }

  /** The value of a name the user declared. */
  lookup(name: string): { readonly value: unknown } | undefined {
    const getter = this.#getters.get(name)
    if (getter === undefined) return undefined
    try {
      return { value: getter() }
    } catch (error) {
      if (error instanceof ReferenceError) return undefined
      throw error
    }
  }

  /**
   * The members of what a chain of names and literal keys is now (`a.b[0]`), nearest first. Nothing of the user's runs: V8
   * refuses what could have an effect.
   */
  members(object: string): readonly Member[] {
    const root = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(object)?.[0] ?? ''
    const spelled = (this.#known.get(root)?.internal ?? root) + object.slice(root.length)
    return membersOf(this.#session.properties(spelled))
  }

  /** Declares a name from outside, as an assignment at the prompt would. */
  declare(name: string, value: unknown): void {
    this.provide(name, value)
    this.#known.set(name, { kind: 'assigned', internal: name })
    this.#getters.set(name, () => (globalThis as Record<string, unknown>)[name])
    this.#expressions.forget()
  }

  /** Gives code a name of the shell's API: not one of the user's, and free to be declared. */
  provide(name: string, value: unknown): void {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false })
  }

  /** The value of `@(expr)` in a command at the top. Throws, or rejects, what the expression throws. */
  evaluateDoor(expression: string, source?: Source, start?: number): MaybePromise<unknown> {
    const evaluation: Evaluation = {}
    this.#options.interrupts?.enter()
    const leave = () => this.#options.interrupts?.leave()
    let value: unknown
    try {
      value = evaluations.run(evaluation, this.#expressions.compile(expression, source, start))
    } catch (error) {
      leave()
      throw error
    }
    if (isPromise(value)) return this.#untilInterrupted(value, evaluation).finally(leave)
    leave()
    return value
  }

  /**
   * Begins an expression beside what runs: Ctrl-C is not for it. `end` makes its own code throw at its next await.
   */
  begin(expression: string, source: Source, start: number): Begun {
    const closure = this.#expressions.compile(expression, source, start)
    const evaluation: Evaluation = {}
    const run = (): unknown => {
      this.#options.interrupts?.enter()
      try {
        return evaluations.run(evaluation, closure)
      } finally {
        this.#options.interrupts?.leave()
      }
    }
    return { run, end: reason => void (evaluation.interrupted = reason) }
  }

  /** Imports for the user: relative to the current directory, packages from its node_modules. */
  async import(specifier: string, options?: ImportCallOptions): Promise<object> {
    const parent = this.#parent()
    const module = await this.loader.import(specifier, parent, options)
    this.packer.remember(module, specifier, parent)
    return module
  }

  /** Ends what runs (Ctrl-C): evaluations answer with `Interrupted`, code that waits fails at its next step. */
  interrupt(reason: unknown = new Interrupted()): boolean {
    const running = [...this.#running.values()]
    for (const end of running) end(reason)
    return running.length > 0
  }

  /** Disposes of what `using` kept, and takes back what was installed. */
  async dispose(): Promise<void> {
    await this.#runtime.dispose()
    this.#uninstall()
    if (this.#options.loader === undefined) this.loader.close()
    this.#session.close()
    this.packer.close()
    Reflect.deleteProperty(globalThis, this.#runtimeName)
  }

  #transform(statement: Statement, source: Source, asClosure = false) {
    return transform(statement, source, {
      asClosure,
      runtime: this.#runtimeName,
      known: this.#known,
      hostNames: this.#hostNames,
      host: this.#options.doors,
      register: (where, span) => this.#runtime.register(where, span),
    })
  }

  /** Commands in a module see the module's names, not the session's. */
  #compileModule(source: Source) {
    return compileModule(source, {
      runtime: this.#runtimeName,
      hostNames: this.#hostNames,
      host: this.#options.doors,
      register: (where, span) => this.#runtime.register(where, span, 'module'),
    })
  }

  #evaluate(code: string, name: string, signal: AbortSignal | undefined): Promise<Evaluated> {
    const evaluation: Evaluation = {}
    const { promise, resolve } = Promise.withResolvers<Evaluated>()
    const end = (reason: unknown) => {
      evaluation.interrupted = reason
      resolve({ error: reason })
    }
    const onAbort = () => end(signal?.reason)
    if (signal?.aborted === true) return Promise.resolve({ error: signal.reason as unknown })
    signal?.addEventListener('abort', onAbort)
    this.#running.set(evaluation, end)
    this.#options.interrupts?.enter()
    evaluations.run(evaluation, () =>
      this.#session.evaluate(code, answer => resolve(this.#toEvaluated(answer, evaluation, name))),
    )
    return promise.finally(() => {
      this.#options.interrupts?.leave()
      this.#running.delete(evaluation)
      signal?.removeEventListener('abort', onAbort)
    })
  }

  #toEvaluated(answer: Answer, evaluation: Evaluation, name: string): Evaluated {
    if (answer.type === 'terminated') {
      this.#options.interrupts?.terminated()
      return { error: evaluation.interrupted ?? new Interrupted() }
    }
    if (answer.type === 'value') {
      if (evaluation.taken !== undefined) return evaluation.taken
      return { value: this.#realValue(answer.object) }
    }
    const { exception, lineNumber, columnNumber } = answer.details
    const error = exception === undefined ? new Error(answer.details.text) : this.#realValue(exception)
    const place = this.stacks.place(name, lineNumber + 1, columnNumber + 1)
    return { error, ...(place === undefined ? {} : { place }) }
  }

  #realValue(object: Parameters<typeof primitive>[0]): unknown {
    const evaluation: Evaluation = {}
    const take = `function (value) { ${this.#runtimeName}.take(value) }`
    const handed = evaluations.run(evaluation, () => this.#session.handOver(object, take))
    return handed ? evaluation.taken?.value : primitive(object)
  }

  /** Evaluates a script at once and gives its value. */
  #now(code: string): unknown {
    const evaluation: Evaluation = {}
    const answer = evaluations.run(evaluation, () => this.#session.evaluateNow(code))
    const evaluated = this.#toEvaluated(answer, evaluation, '')
    if ('value' in evaluated) return evaluated.value
    throw 'error' in evaluated ? evaluated.error : new Error('unexpected diagnostics')
  }

  #untilInterrupted<T>(value: Promise<T>, evaluation: Evaluation): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>()
    this.#running.set(evaluation, reason => {
      evaluation.interrupted = reason
      reject(reason)
    })
    return Promise.race([value, promise]).finally(() => this.#running.delete(evaluation))
  }

  #bind(getters: Readonly<Record<string, () => unknown>>): void {
    for (const [name, getter] of Object.entries(getters)) this.#getters.set(name, getter)
    this.#expressions.forget()
  }

  /** New names, minus those whose initialiser threw: they can be declared again but not read. */
  #remember(declared: ReadonlyMap<string, KnownName>, before: ReadonlySet<string>): void {
    for (const [name, known] of declared) {
      if (known.kind !== 'assigned' || name in globalThis) this.#known.set(name, known)
      if (this.lookup(name) === undefined) this.#getters.delete(name)
      else if (known.kind === 'assigned' && !(name in globalThis)) this.#getters.delete(name)
    }
    for (const name of Object.keys(globalThis)) {
      if (before.has(name) || this.#known.has(name)) continue
      this.#known.set(name, { kind: 'assigned', internal: name })
      this.#getters.set(name, () => (globalThis as Record<string, unknown>)[name])
    }
    this.#expressions.forget()
  }

  #setLast(value: unknown): void {
    if (this.#known.has('_')) return
    this.provide('_', value)
    this.#getters.set('_', () => (globalThis as Record<string, unknown>)['_'])
  }

  #inject(): string {
    let name = '__nacre'
    for (let i = 2; name in globalThis; i++) name = `__nacre${i}`
    Object.defineProperty(globalThis, name, { value: this.#runtime, configurable: true })
    // Decorated classes, in modules too, call the helper by this name.
    if (!('babelHelpers' in globalThis)) this.provide('babelHelpers', this.#runtime.helpers)
    if (!('require' in globalThis))
      this.provide('require', (specifier: string) => createRequire(this.#parent())(specifier) as unknown)
    return name
  }

  #parent(): string {
    return pathToFileURL(this.#options.script ?? `${this.#options.resolveFrom()}/[nacre]`).href
  }

  #importMeta(): object {
    const { script } = this.#options
    return {
      url: this.#parent(),
      dirname: script === undefined ? this.#options.resolveFrom() : dirname(script),
      ...(script === undefined ? {} : { filename: script, main: true }),
      resolve: (specifier: string) => createRequire(this.#parent()).resolve(specifier),
    }
  }
}

function ownReact() {
  return createRequire(import.meta.url)('react') as {
    createElement: (...args: unknown[]) => unknown
    Fragment: unknown
  }
}
