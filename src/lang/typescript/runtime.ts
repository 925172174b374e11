import { AsyncLocalStorage } from 'node:async_hooks'
import type { Source, Span } from '../../diag/index.ts'
import type { MaybePromise } from '../../value/index.ts'
import { decorate } from './decorate.ts'
import type { DoorCall, DoorHost } from './door-host.ts'

/** Ctrl-C: what a running evaluation ends with. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  constructor() {
    super('interrupted')
  }
}

/** One evaluation that runs, also in the parts of it that go on after an await. */
export interface Evaluation {
  /** The value of its last expression, once it is there. */
  taken?: { readonly value: unknown }
  /** Set when the user interrupted it: every await in it throws this. */
  interrupted?: unknown
}

type Getters = Readonly<Record<string, () => unknown>>
type Expressions = Readonly<Record<number, () => unknown>>

export interface RuntimeOptions {
  readonly doors: DoorHost
  import(specifier: unknown, options?: ImportCallOptions): Promise<object>
  importMeta(): object
  lookup(name: string): { readonly value: unknown } | undefined
  bind(getters: Getters): void
  jsx(): { readonly createElement: (...args: unknown[]) => unknown; readonly Fragment: unknown }
}

export const evaluations = new AsyncLocalStorage<Evaluation>()

/** The object that transformed code calls: doors, imports, values on their way out. */
export class Runtime {
  readonly #options: RuntimeOptions
  readonly #calls: { readonly source: Source; readonly span: Span; readonly from: 'session' | 'module' }[] =
    []
  readonly #disposables = new AsyncDisposableStack()
  /** `$NAME` reads and writes shell variables. */
  readonly variables: Record<string, string | undefined>
  readonly helpers = { decorate }

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.variables = new Proxy({} as Record<string, string | undefined>, {
      get: (_, name) => (typeof name === 'string' ? options.doors.getVariable(name) : undefined),
      set: (_, name, value) => {
        if (typeof name === 'string') options.doors.setVariable(name, String(value))
        return true
      },
    })
  }

  /** `from`: whose names the command sees besides its own block's. */
  register(source: Source, span: Span, from: 'session' | 'module' = 'session'): number {
    return this.#calls.push({ source, span, from }) - 1
  }

  run(id: number, locals: Getters, expressions: Expressions): MaybePromise<unknown> {
    return this.#options.doors.run(this.#call(id, locals, expressions))
  }

  capture(id: number, locals: Getters, expressions: Expressions): MaybePromise<string> {
    return this.#options.doors.capture(this.#call(id, locals, expressions))
  }

  /** `expression &` in a block. */
  begin(id: number, closure: () => unknown): void {
    const { source, span } = this.#call(id, {}, {})
    const evaluation: Evaluation = {}
    this.#options.doors.begin(source.text.slice(span.start, span.end), {
      run: () => evaluations.run(evaluation, closure),
      end: reason => void (evaluation.interrupted = reason),
    })
  }

  bind(getters: Getters): void {
    this.#options.bind(getters)
  }

  take(value: unknown): void {
    const evaluation = evaluations.getStore()
    if (evaluation !== undefined) evaluation.taken = { value }
  }

  /** After an await: goes on, unless the user interrupted meanwhile. */
  resume<T>(value: T): T {
    const evaluation = evaluations.getStore()
    if (evaluation?.interrupted !== undefined) throw evaluation.interrupted
    return value
  }

  async *iterate<T>(values: AsyncIterable<T> | Iterable<T | Promise<T>>): AsyncGenerator<T> {
    for await (const value of values) yield this.resume(value)
  }

  import(specifier: unknown, options?: ImportCallOptions): Promise<object> {
    return this.#options.import(specifier, options)
  }

  /** A static import: as in a module, a name that is not there is an error before anything is bound. */
  async importNames(
    specifier: string,
    options: ImportCallOptions | undefined,
    names: readonly string[],
  ): Promise<object> {
    const module = this.resume(await this.#options.import(specifier, options))
    const missing = names.find(name => !(name in module))
    if (missing !== undefined)
      throw new SyntaxError(
        `The requested module '${specifier}' does not provide an export named '${missing}'` +
          (missing === 'default' ? '' : ` (if it is a type: import { type ${missing} })`),
      )
    return module
  }

  get meta(): object {
    return this.#options.importMeta()
  }

  using<T extends Disposable | null | undefined>(value: T): T {
    return this.#disposables.use(value as unknown as AsyncDisposable) as unknown as T
  }

  usingAsync<T extends AsyncDisposable | Disposable | null | undefined>(value: T): T {
    return this.#disposables.use(value)
  }

  get element(): (...args: unknown[]) => unknown {
    return this.#options.jsx().createElement
  }

  get Fragment(): unknown {
    return this.#options.jsx().Fragment
  }

  /** Disposes of what `using` at the prompt keeps. */
  dispose(): Promise<void> {
    return this.#disposables.disposeAsync()
  }

  #call(id: number, locals: Getters, expressions: Expressions): DoorCall {
    const call = this.#calls[id]
    if (call === undefined) throw new Error(`no command ${id} in this scope`)
    return {
      ...call,
      binding: name =>
        readLocal(locals, name) ?? (call.from === 'session' ? this.#options.lookup(name) : undefined),
      evaluate: start => expressions[start]?.(),
    }
  }
}

/** A local may not be initialised yet where the command stands; then it is not in sight. */
function readLocal(locals: Getters, name: string): { readonly value: unknown } | undefined {
  if (!Object.hasOwn(locals, name)) return undefined
  try {
    return { value: locals[name]?.() }
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}
