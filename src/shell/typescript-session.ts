import type { Source } from '../diag/index.ts'
import { isDeclared, type Statement } from '../lang/classify/index.ts'
import type { Bindings, Outcome, Shell } from '../lang/eval/index.ts'
import type { TypeScriptDoor } from '../lang/syntax/index.ts'
import type { Place, Scope } from '../lang/typescript/index.ts'
import { chain, encodeBytes, type MaybePromise } from '../value/index.ts'
import { createDoorHost, type ExitRequest } from './door-bindings.ts'

/** Gives TypeScript the shell's own names (`$`, `env`, `status` …) when its scope is made. */
export type ProvideNames = (scope: Scope, shell: Shell) => void

type Room = typeof import('../lang/typescript/index.ts')

const none: ReadonlySet<string> = new Set()

/** TypeScript for one shell: nothing of it is loaded before the first statement or door that needs it. */
export class TypeScriptSession implements Bindings {
  readonly #shell: () => Shell
  readonly #provide: ProvideNames
  readonly #exit: ExitRequest = { status: undefined }
  readonly doors = true
  readonly isDeclared = (name: string): boolean => isDeclared(this.names(), name)
  #room: Room | undefined
  #scope: Scope | undefined
  /** The last statement threw or was refused. */
  failed = false

  constructor(shell: () => Shell, provide: ProvideNames) {
    this.#shell = shell
    this.#provide = provide
  }

  /** What the language rule counts as declared by the user. */
  names(): { readonly user: ReadonlySet<string> } {
    return { user: this.#scope?.names() ?? none }
  }

  lookup(name: string): { readonly value: unknown } | undefined {
    return this.#scope?.lookup(name)
  }

  evaluate(door: TypeScriptDoor): MaybePromise<unknown> {
    return chain(this.#load(), scope => scope.evaluateDoor(door.expression))
  }

  /** Makes the scope and its names before any statement, for a module that uses them as globals. */
  async provideGlobals(): Promise<void> {
    await this.#load()
  }

  /** Stops what TypeScript runs (Ctrl-C). */
  interrupt(): boolean {
    return this.#scope?.interrupt() ?? false
  }

  /** Whether any TypeScript was evaluated: then timers and sockets may be alive. */
  get isUsed(): boolean {
    return this.#scope !== undefined
  }

  /** Runs a statement; `show`: its value goes to standard output. Gives 0, 1 for an error, or an exit. */
  async run(statement: Statement, source: Source, show: boolean): Promise<Outcome> {
    const scope = await this.#load()
    const shell = this.#shell()
    const evaluated = await scope.run(statement, source)
    this.failed = !('value' in evaluated)
    const exit = this.#exit.status
    this.#exit.status = undefined
    if (exit !== undefined) return { type: 'exit', status: exit }
    if ('diagnostics' in evaluated) {
      shell.report(source, evaluated.diagnostics)
      return 2
    }
    if ('error' in evaluated) return this.#reportError(evaluated)
    if (show) await this.#show(evaluated.value)
    return 0
  }

  async #show(value: unknown): Promise<void> {
    const text = this.#room?.show(value) ?? ''
    if (text !== '')
      await this.#shell()
        .descriptors.get(1)
        ?.write(encodeBytes(`${text}\n`))
  }

  /** What makes positions in errors the user's. */
  #stacks(): object {
    return this.#scope === undefined ? {} : { stacks: this.#scope.stacks }
  }

  async #reportError(evaluated: { readonly error: unknown; readonly place?: Place }): Promise<Outcome> {
    const text =
      this.#room?.showError(evaluated.error, { ...evaluated, ...this.#stacks() }) ?? String(evaluated.error)
    await this.#shell()
      .descriptors.get(2)
      ?.write(encodeBytes(`${text}\n`))
    return 1
  }

  #load(): MaybePromise<Scope> {
    return this.#scope ?? this.#create()
  }

  async #create(): Promise<Scope> {
    this.#room ??= await import('../lang/typescript/index.ts')
    const shell = this.#shell()
    this.#scope ??= new this.#room.Scope({
      resolveFrom: () => shell.cwd,
      doors: createDoorHost(shell, this.#exit),
    })
    this.#provide(this.#scope, shell)
    return this.#scope
  }
}
