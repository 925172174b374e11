import type { Source } from '../diag/index.ts'
import { isDeclared, type Statement } from '../lang/classify/index.ts'
import type { Bindings, Outcome, Shell } from '../lang/eval/index.ts'
import type { TypeScriptDoor } from '../lang/syntax/index.ts'
import {
  type BesideCode,
  DoorSyntaxError,
  Interrupted,
  type Member,
  type Place,
  Scope,
  showError,
} from '../lang/typescript/index.ts'
import { followDirectory, followTimeZone, type InputGuard } from '../os/index.ts'
import { isOfFunction, type Job } from '../jobs/index.ts'
import { ByteOutput, chain, emit, encodeBytes, type MaybePromise } from '../value/index.ts'
import { startCoroutine } from './coroutine.ts'
import { hasElements, provideInk } from './elements.ts'
import { createDoorHost, type ExitRequest } from './door-bindings.ts'
import { inShell, shellHere } from './running-job.ts'
import { endScript } from './script-end.ts'
import { guardSession, type SessionGuard } from './session-guard.ts'
import { showValue, tell } from './show-value.ts'
import { routeConsole } from './stage-console.ts'

/** Gives TypeScript the shell's own names (`$`, `env`, `status` …) when its scope is made. */
export type ProvideNames = (scope: Scope, shell: Shell, session: PackageUser) => MaybePromise<void>

/** Who imports packages, and what that may do. */
export interface PackageUser {
  readonly script: string | undefined
  readonly packages: { readonly install: boolean; readonly allowScripts: boolean }
  /** Runs what Ctrl-C must not leave half done. */
  readonly whole: <T>(run: () => T) => T
}

const none: ReadonlySet<string> = new Set()

/** TypeScript for one shell: nothing of it is loaded before the first statement or door that needs it. */
export class TypeScriptSession implements Bindings {
  readonly #shell: () => Shell
  readonly #provide: ProvideNames
  readonly #exit: ExitRequest = { status: undefined }
  readonly doors = true
  readonly isDeclared = (name: string): boolean => isDeclared(this.names(), name)
  readonly whole = <T>(run: () => T): T => (this.#watch === undefined ? run() : this.#watch.whole(run))
  #watch: SessionGuard['watch'] | undefined
  #scope: Scope | undefined
  #loading: Promise<Scope> | undefined
  #runs = 0
  #input: InputGuard | undefined
  #follows = false
  readonly #notify: (text: string) => void
  /** The file whose statements are run, absolute: their imports start from it. */
  script: string | undefined
  /** What `npm:` imports may do: fetch what is not cached, let its install scripts run. */
  packages: PackageUser['packages'] = { install: false, allowScripts: false }
  /** The statement that runs. */
  #running: { readonly statement: Statement; readonly source: Source } | undefined
  /** Jobs whose error was told. */
  readonly #told = new WeakSet<Job>()
  /** The last statement threw or was refused. */
  failed = false

  /** `notify`: what happens beside the running line (a throwing timer) is told by it. */
  constructor(shell: () => Shell, provide: ProvideNames, notify: (text: string) => void) {
    this.#shell = shell
    this.#provide = provide
    this.#notify = notify
  }

  /** What the language rule counts as declared by the user. */
  names(): { readonly user: ReadonlySet<string> } {
    return { user: this.#scope?.names() ?? none }
  }

  lookup(name: string): { readonly value: unknown } | undefined {
    return this.#scope?.lookup(name)
  }

  evaluate(door: TypeScriptDoor, shell: Shell): MaybePromise<unknown> {
    return chain(this.#load(), scope => {
      const { source } = shell
      const evaluate = (): MaybePromise<unknown> => evaluateDoor(scope, door, source)
      return inShell(shell, evaluate)
    })
  }

  /** Makes the scope and its names before any statement, for a module that uses them as globals. */
  async provideGlobals(): Promise<Scope> {
    return await this.#load()
  }

  /** The members of what a chain of names is now; nothing of the user's runs for it. */
  async members(object: string): Promise<readonly Member[]> {
    return (await this.#load()).members(object)
  }

  /** Stops what TypeScript runs (Ctrl-C). */
  interrupt(): boolean {
    return this.#scope?.interrupt() ?? false
  }

  /** Whether any TypeScript was evaluated: then timers and sockets may be alive. */
  get isUsed(): boolean {
    return this.#scope !== undefined
  }

  /** Whether TypeScript is there, or on its way. */
  get isStarted(): boolean {
    return this.#loading !== undefined
  }

  /** Runs a statement; `show`: its value goes to standard output. Gives 0, 1 for an error, or an exit. */
  async run(statement: Statement, source: Source, show: boolean): Promise<Outcome> {
    const scope = await this.#load()
    const shell = this.#shell()
    // Ctrl-C between two statements of a line stops the line.
    this.failed = shell.session.interactive && shell.session.interrupted
    if (this.failed) return 130
    if (this.#runs++ === 0) this.#input?.release(shell.host.terminal)
    // A module's process.chdir is Node's alone: zx's `$` stays where it was.
    if (!shell.session.interactive && !this.#follows) this.#follow(shell)
    followTimeZone(shell.variables.find('TZ')?.exported === true ? shell.variables.get('TZ') : undefined)
    const outer = this.#running
    this.#running = { statement, source }
    const text = source.text.slice(statement.span.start, statement.span.end)
    if (hasElements(text)) await provideInk(scope)
    const evaluated = await scope.run(statement, source).finally(() => {
      this.#running = outer
      if (--this.#runs === 0) this.#input?.hold()
    })
    this.failed = !('value' in evaluated)
    const exit = this.#exit.status
    this.#exit.status = undefined
    if (exit !== undefined) return { type: 'exit', status: exit }
    if ('diagnostics' in evaluated) {
      shell.report(source, evaluated.diagnostics)
      return 2
    }
    if ('error' in evaluated) return this.#reportError(evaluated)
    return show ? await this.#show(evaluated.value) : 0
  }

  #follow(shell: Shell): void {
    this.#follows = true
    followDirectory({
      onChdir: directory => {
        if (shell.cwd !== directory) shell.changeDirectory(directory)
      },
    })
  }

  /** What runs waits for something that cannot come any more. */
  reportUnsettled(): void {
    const shell = this.#shell()
    const message = 'waits for a promise that nothing is left to settle'
    if (this.#running === undefined) return shell.complain(message)
    const { statement, source } = this.#running
    shell.report(source, [{ message: `this ${message}`, span: statement.span }])
  }

  /** `expression &`: a coroutine job. What it gives is the job's value; a function is called with the job's signal. */
  async startJob(statement: Statement, source: Source): Promise<Outcome> {
    const scope = await this.#load()
    const shell = this.#shell()
    const { start, end } = statement.span
    const text = source.text.slice(start, end)
    this.failed = true
    try {
      await this.#begin(text.trim(), scope.begin(statement, source))
    } catch (error) {
      if (!(error instanceof DoorSyntaxError)) throw error
      shell.report(error.source, error.diagnostics)
      return 2
    }
    this.failed = false
    return 0
  }

  /** Runs code as a job; at a prompt its number is told. */
  #begin(command: string, code: BesideCode): MaybePromise<void> {
    const shell = shellHere(this.#shell())
    const job = startCoroutine(shell, { command }, (context, coroutine) => {
      coroutine.onCancel(reason => code.end(reason))
      const value = code.run()
      return typeof value === 'function' ? (value as (context: unknown) => unknown)(context) : value
    })
    if (shell.session.interactive) return shell.descriptors.get(2)?.write(encodeBytes(`[${job.id}]\n`))
    void job.ended.then(() => setImmediate(() => void this.#tellFailure(job, shell)))
  }

  /** A script has no notices: an error that nobody awaits is told where errors are. */
  #tellFailure(job: Job, shell: Shell): Promise<void> | void {
    if (job.state === 'failed' && !job.isAwaited) return this.#tellError(job, shell)
  }

  /** What a function that ran as a job gave or threw, as `await %1` tells it: at a prompt shown, elsewhere written. */
  async tellResult(job: Job, shell: Shell): Promise<void> {
    if (!isOfFunction(job)) return
    job.isAwaited = true
    if (job.state !== 'done') return await this.#tellError(job, shell)
    const output = shell.descriptors.get(1)
    if (job.value === undefined || output === undefined) return
    if (shell.session.interactive && output.isTerminal) return void (await this.#show(job.value))
    await emit(job.value, new ByteOutput(bytes => output.write(bytes)))
  }

  async #tellError(job: Job, shell: Shell): Promise<void> {
    // Cancelled: the status says it.
    if (job.state !== 'failed' || this.#told.has(job)) return
    this.#told.add(job)
    // It was told of, and may be forgotten.
    if (!shell.session.interactive) shell.jobs.remove(job)
    await tell(shell, this.describe(job.error))
  }

  /** A component that throws is told as a statement that does. */
  async #show(value: unknown): Promise<Outcome> {
    try {
      return await showValue(this.#shell(), value, this.#scope)
    } catch (error) {
      this.failed = true
      return await this.#reportError({ error })
    }
  }

  /** An error with the user's own places. */
  describe(error: unknown): string {
    return showError(error, this.#stacks())
  }

  /** What makes positions in errors the user's. */
  #stacks(): object {
    return this.#scope === undefined ? {} : { stacks: this.#scope.stacks, names: this.names().user }
  }

  async #reportError(evaluated: { readonly error: unknown; readonly place?: Place }): Promise<Outcome> {
    // Ctrl-C: the person knows.
    if (evaluated.error instanceof Interrupted) return 130
    await tell(this.#shell(), showError(evaluated.error, { ...evaluated, ...this.#stacks() }))
    return 1
  }

  #load(): MaybePromise<Scope> {
    if (this.#scope !== undefined) return this.#scope
    return (this.#loading ??= this.#create())
  }

  async #create(): Promise<Scope> {
    const shell = this.#shell()
    const guard = shell.session.interactive ? await this.#guard(shell) : this.#endScript(shell)
    this.#input = guard?.input
    this.#watch = guard?.watch
    const script = (): string | undefined => this.script
    // Before the first statement runs: from then on Ctrl-C may be all that stops it.
    await guard?.watch.armed
    const scope = new Scope({
      resolveFrom: () => shell.cwd,
      get script() {
        return script()
      },
      doors: createDoorHost(shell, this.#exit, (text, code) => void this.#begin(text, code)),
      interrupts: guard?.watch,
    })
    await this.#provide(scope, shell, this)
    await this.#routeConsole(shell)
    this.#scope = scope
    return scope
  }

  /** `console` writes where commands write; what comes beside the running line goes above the prompt. */
  async #routeConsole(shell: Shell): Promise<void> {
    const write = (fd: number) => (text: string) =>
      shell.session.interactive && shell.session.interrupt === undefined
        ? this.#notify(text)
        : shell.descriptors.get(fd)?.write(encodeBytes(text))
    routeConsole(
      { out: write(1), err: write(2) },
      {
        color: !shell.variables.get('NO_COLOR') && shell.descriptors.get(1)?.isTerminal === true,
        // Nobody reads any more: SIGPIPE would have ended a program.
        onError: () => {
          if (!shell.session.interactive) process.exit(141)
        },
      },
    )
  }

  /** A script that throws or exits ends, as in Node. */
  #endScript(shell: Shell): undefined {
    endScript({
      shell,
      describe: error => this.describe(error),
      onEnd: status => {
        this.#exit.status = status
        this.interrupt()
      },
    })
  }

  /** A session with a person goes on. */
  async #guard(shell: Shell): Promise<SessionGuard> {
    return guardSession({
      shell,
      onInterrupt: () => void this.interrupt(),
      notify: text => this.#notify(text),
      onError: error =>
        this.#notify(showError(error, this.#scope === undefined ? {} : { stacks: this.#scope.stacks })),
      onExit: status => {
        if (this.#runs > 0) this.#exit.status = status
        else this.#notify(`process.exit(${status}) in a callback is not followed: type exit`)
      },
    })
  }
}

/** An expression in the text it stands in: an alias or an older function may have brought it from elsewhere. */
function evaluateDoor(
  scope: Scope,
  { expression, expressionStart }: TypeScriptDoor,
  source: Source,
): MaybePromise<unknown> {
  return source.text.startsWith(expression, expressionStart)
    ? scope.evaluateDoor(expression, source, expressionStart)
    : scope.evaluateDoor(expression)
}
