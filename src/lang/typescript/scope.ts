import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeSource, type Source } from '../../diag/index.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Statement } from '../classify/index.ts'
import { DoorExpressions } from './door-expressions.ts'
import type { DoorHost } from './door-host.ts'
import { Evaluator, type Evaluated, type InterruptGate } from './evaluator.ts'
import { Loader } from './loader.ts'
import { compileModule } from './module-text.ts'
import { membersOf, type Member } from './members.ts'
import { ScopeNames } from './scope-names.ts'
import { Interrupted, Runtime, evaluations, type Evaluation } from './runtime.ts'
import { Stacks } from './stack.ts'
import { transform } from './transform.ts'
import { SessionPacker } from './transport/session-packer.ts'

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
  readonly #runtime: Runtime
  readonly #runtimeName: string
  readonly #hostNames: ReadonlySet<string>
  readonly #names = new ScopeNames()
  readonly #evaluator: Evaluator
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
    this.#evaluator = new Evaluator(this.#runtimeName, this.stacks, options.interrupts)
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
      evaluateNow: code => this.#evaluator.now(code),
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
    const evaluated = await this.#evaluator.evaluate(code, name, options.signal)
    this.#names.remember(transformed.declared, before)
    this.#expressions.forget()
    if ('value' in evaluated && evaluated.value !== undefined) this.#setLast(evaluated.value)
    return evaluated
  }

  /** Names the user declared, for the language rule and for commands. */
  names(): ReadonlySet<string> {
    return this.#names.all()
  }

  /** The value of a name the user declared. */
  lookup(name: string): { readonly value: unknown } | undefined {
    return this.#names.lookup(name)
  }

  /**
   * The members of what a chain of names and literal keys is now (`a.b[0]`), nearest first. Nothing of the user's runs: V8
   * refuses what could have an effect.
   */
  members(object: string): readonly Member[] {
    const root = /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(object)?.[0] ?? ''
    const spelled = (this.#names.known.get(root)?.internal ?? root) + object.slice(root.length)
    return membersOf(this.#evaluator.session.properties(spelled))
  }

  /** Declares a name from outside, as an assignment at the prompt would. */
  declare(name: string, value: unknown): void {
    this.provide(name, value)
    this.#names.assigned(name)
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
    if (isPromise(value)) return this.#evaluator.untilInterrupted(value, evaluation).finally(leave)
    leave()
    return value
  }

  /**
   * Begins an expression beside what runs: Ctrl-C is not for it. `end` makes its own code throw at its next await.
   */
  begin(statement: Statement, source: Source): Begun {
    const closure = this.#expressions.compileStatement(statement, source)
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
    return this.#evaluator.interrupt(reason)
  }

  /** Disposes of what `using` kept, and takes back what was installed. */
  async dispose(): Promise<void> {
    await this.#runtime.dispose()
    this.#uninstall()
    if (this.#options.loader === undefined) this.loader.close()
    this.#evaluator.session.close()
    this.packer.close()
    Reflect.deleteProperty(globalThis, this.#runtimeName)
  }

  #transform(statement: Statement, source: Source, asClosure = false) {
    return transform(statement, source, {
      asClosure,
      runtime: this.#runtimeName,
      known: this.#names.known,
      hostNames: this.#hostNames,
      host: this.#options.doors,
      register: (where, span) => this.#runtime.register(where, span),
    })
  }

  /** Commands in a module see the module's names, not the session's. */
  #compileModule(source: Source) {
    // Run a second time as a module, it would do all that it does twice.
    if (source.name === this.#options.script)
      throw new SyntaxError(
        `${source.name} is the script that is run: what it imports cannot import it (put what both need into a file of its own)`,
      )
    return compileModule(source, {
      runtime: this.#runtimeName,
      hostNames: this.#hostNames,
      host: this.#options.doors,
      register: (where, span) => this.#runtime.register(where, span, 'module'),
    })
  }

  #bind(getters: Readonly<Record<string, () => unknown>>): void {
    this.#names.bind(getters)
    this.#expressions.forget()
  }

  #setLast(value: unknown): void {
    if (this.#names.known.has('_')) return
    this.provide('_', value)
    this.#names.readGlobal('_')
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
