import { showDiagnostic, type Diagnostic, type Source, makeSource } from '../../diag/index.ts'
import type { JobTable } from '../../jobs/index.ts'
import type { ProcessHost } from '../../os/index.ts'
import type { MaybePromise } from '../../value/index.ts'
import type { ExpandHost } from '../expand/index.ts'
import { type List, type Node, parse, type ParseOptions } from '../syntax/index.ts'
import type { Builtin } from './builtin.ts'
import { headText } from './command-text.ts'
import { changeDirectoryOf, followDirectoryOf, physicalDirectoryOf, readFileOf } from './environment-files.ts'
import type { Parts } from './environment-parts.ts'
import { messageNameOf, placeTextOf, writeQuietly } from './messages.ts'
import { processIdOf } from './process-id.ts'
import type { Substituted } from './substituted.ts'
import type { Descriptors } from './descriptors.ts'
import type { Clock, RandomSource } from './dynamic-variables.ts'
import type { Engine } from './engine.ts'
import type { Line } from './line.ts'
import { lineOf, placeOf } from './lines.ts'
import type { OptionTable } from './options.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import type { Launch } from './launch.ts'
import type { Placeholder } from './placeholder.ts'
import { LivePorts } from './ports.ts'
import type { Runtime } from './runtime.ts'
import type {
  Bindings,
  Call,
  ExecuteOptions,
  Resolution,
  RunOptions,
  Session,
  Shell,
  ShellFunction,
} from './shell.ts'
import type { TrapTable } from './traps.ts'
import type { Strand } from './strand.ts'
import type { Scopes } from './variables.ts'

/** A command, and the text it is in. */
interface Place {
  readonly node: Node | undefined
  readonly source: Source
}

/** One shell execution environment: the state; what it does is in the engine. */
export class Environment implements Shell {
  readonly host: ProcessHost
  readonly builtins: ReadonlyMap<string, Builtin>
  jobs: JobTable
  readonly session: Session
  readonly runtime: Runtime
  readonly engine: Engine
  readonly variables: Scopes
  readonly functions: Map<string, ShellFunction>
  readonly aliases: Map<string, string>
  readonly options: OptionTable
  readonly traps: TrapTable
  readonly descriptors: Descriptors
  readonly hashed: Map<string, { path: string; hits: number }>
  readonly directoryStack: string[]
  readonly disabled: Set<string>
  readonly limits: Map<string, { readonly soft: string; readonly hard: string }>
  readonly expansions: ExpandHost
  readonly ports: LivePorts
  depth: number

  name: string
  positional: readonly string[]
  status: Status = 0
  lastBackground: number | (() => number) | undefined
  umask: number
  loops = 0
  bindings: Bindings

  /** The command that runs, in `source`: where LINENO and messages get their line. */
  node: Node | undefined
  source: Source
  /** The call stack, outermost first. */
  readonly stack: Call[] = []
  /** Conditions and the left of `&&` `||` around the running command: errexit and ERR do not look (POSIX 2.8.1). */
  guarded = 0
  /** Those of `!`: errexit does not look, in bash the ERR trap does. */
  negations = 0
  /** PIPESTATUS: of the last pipeline; one number where it had one command. */
  pipeStatuses: readonly Status[] | Status = []
  /** The status of the last command substitution of the running command, if there was one. */
  substituted: Status | undefined
  /** The command that set off the running trap: BASH_COMMAND names it (bash manual, Bash Variables). */
  trapped: Place | undefined
  /** What BASH_COMMAND names for as long as the running command is `at`: a call's is the last one of the function. */
  named: (Place & { readonly at: Node }) | undefined
  /** `$?` before the trap that runs: what `return`, and in an EXIT trap `exit`, mean without a number. */
  statusBeforeTrap: Status | undefined
  /** The last command of the script, for the EXIT trap. */
  ended: Place | undefined
  /** `$_` */
  lastArgument = ''
  /** Signals whose traps are to run. */
  readonly pending: string[] = []
  /** Traps that run now: they are not entered again. */
  readonly trapping = new Set<string>()
  /** The node that is the last this fork does: its program gets our descriptors for good. */
  final: (Node & { readonly type: string }) | undefined
  /** The node whose failure no ERR trap answers. */
  unanswered: Node | undefined
  /** What this fork is a stage or a background job of. */
  launch: Launch | undefined
  /** The process substitutions of the running command. */
  readonly substitutions: Substituted[] = []
  /** The redirections of the running builtin, for `exec`, which keeps them. */
  redirecting: { keep(): void } | undefined
  /** Texts that run within each other: the script, what it sources and evals. */
  texts = 0
  /** Nested evals, sources and substitutions: how often PS4's first character is repeated. */
  indirection = 0
  /** What it was where the text of this environment began: a substitution's is over when its EXIT trap runs. */
  textLevel: number | undefined
  /** What this environment shares with all of its line or job. */
  strand: Strand = { status: undefined }
  /** Lines of xtrace whose PS4 still runs. */
  tracing: Promise<void> | undefined
  /** It runs in a `$( )` or as a job: nothing is said of how its programs died. */
  isCaptured = false
  /** A compound command around what runs has redirected standard input. */
  inputIsGiven = false
  /** The process that stands for this fork, where one had to be made. */
  standIn: Placeholder | undefined
  /** `$$` where it is not the shell's own process: a text of zx's is a shell of its own. */
  shellId: (() => number) | undefined
  random: RandomSource
  readonly clock: Clock
  #fixedLine = 0
  #cwd: string
  readonly #fork: Parts['forked']

  constructor(parts: Parts) {
    this.host = parts.host
    this.builtins = parts.builtins
    this.jobs = parts.jobs
    this.session = parts.session
    this.runtime = parts.runtime
    this.engine = parts.engine
    this.functions = parts.functions
    this.aliases = parts.aliases
    this.options = parts.options
    this.descriptors = parts.descriptors
    this.hashed = parts.hashed
    this.directoryStack = parts.directoryStack
    this.disabled = parts.disabled
    this.limits = parts.limits
    this.name = parts.name
    this.positional = parts.positional
    this.#cwd = parts.cwd
    this.umask = parts.umask
    this.depth = parts.depth
    this.bindings = parts.bindings
    this.source = parts.source
    this.random = parts.random
    this.clock = parts.clock
    this.#fork = parts.forked
    this.traps = parts.traps(this)
    this.ports = new LivePorts(
      this.descriptors,
      () => this.traps.get('PIPE') === undefined,
      () => this.session.interruption,
    )
    this.variables = parts.variables(this)
    this.expansions = parts.expansions(this)
  }

  get cwd(): string {
    return this.#cwd
  }

  get line(): number {
    return this.node === undefined ? this.#fixedLine : lineOf(this.source, placeOf(this.node))
  }

  set line(line: number) {
    this.node = undefined
    this.#fixedLine = line
  }

  get calls(): readonly Call[] {
    return this.stack.toReversed()
  }

  get isMain(): boolean {
    return this.runtime.main.shell === this
  }

  fork(): Environment {
    return this.#fork(this)
  }

  /** The environment that takes this one's place at the prompt: as it is, but for what a running line adds to it. */
  succeed(line: Line): Environment {
    return this.#fork(this, line)
  }

  changeDirectory(path: string): void {
    changeDirectoryOf(this, path)
  }

  followDirectory(path: string): string | undefined {
    return followDirectoryOf(this, path)
  }

  physicalDirectory(): string | undefined {
    return physicalDirectoryOf(this)
  }

  /** The logical name of the directory the shell was started in. */
  startAt(path: string): void {
    this.#cwd = path
  }

  resolvePath(path: string): string {
    return path.startsWith('/') || path === '' ? path : `${this.#cwd === '/' ? '' : this.#cwd}/${path}`
  }

  readFile(path: string): MaybePromise<Uint8Array> {
    return readFileOf(this, path)
  }

  run(source: Source, options?: RunOptions): Running {
    return this.engine.run(this, source, options)
  }

  finish(outcome: Outcome): MaybePromise<Status> {
    return this.engine.finish(this, outcome)
  }

  parseOptions(): ParseOptions {
    return this.engine.parseOptions(this)
  }

  parse(text: string): { readonly list: List; readonly diagnostics: readonly Diagnostic[] } {
    return parse(makeSource(this.source.name, text), this.parseOptions())
  }

  runList(list: List, source?: Source): Running {
    return this.engine.runList(this, list, source)
  }

  execute(words: readonly string[], options?: ExecuteOptions): Running {
    return this.engine.execute(this, words, options)
  }

  exec(words: readonly string[], options?: ExecuteOptions): Running {
    return this.engine.exec(this, words, options)
  }

  resolve(name: string): Resolution[] {
    return this.engine.resolve(this, name)
  }

  callFunction(fn: ShellFunction, args: readonly string[]): Running {
    return this.engine.callFunction(this, fn, args)
  }

  capture(source: Source): MaybePromise<{ readonly output: string; readonly status: Status }> {
    return this.engine.capture(this, source)
  }

  complain(message: string): void {
    const { line } = this
    this.writeError(`${this.messageName}: ${line > 0 ? this.placeText(`line ${line}: `) : ''}${message}\n`)
  }

  placeText(place: string): string {
    return placeTextOf(this, place)
  }

  /** What messages begin with: the file that is run, as BASH_SOURCE names it; else `$0`. */
  get messageName(): string {
    return messageNameOf(this)
  }

  report(source: Source, diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.writeError(showDiagnostic(source, diagnostic))
  }

  /** Text on stderr; a closed or broken stderr is nobody's to hear of. */
  writeError(text: string): void {
    writeQuietly(this, 2, text)
  }

  /** A line of xtrace, on BASH_XTRACEFD where that is set (bash manual, Bash Variables). */
  writeTrace(text: string): void {
    const fd = this.variables.get('BASH_XTRACEFD')
    writeQuietly(this, fd !== undefined && /^\d+$/.test(fd) ? Number(fd) : 2, text)
  }

  /**
   * `$BASHPID`. A fork is no process; asked for its pid it gets one that stands for it: killed, the fork ends.
   */
  get processId(): number {
    return processIdOf(this)
  }

  /** BASH_COMMAND: the running command as it was written. */
  get commandText(): string {
    const { node, source } = this.trapped ?? this.commandPlace
    return node === undefined ? '' : headText(node, source)
  }

  /** The command that BASH_COMMAND names where no trap runs. */
  get commandPlace(): Place {
    const { named, node, source } = this
    return named !== undefined && named.at === node ? named : { node, source }
  }

  /** `( … )` has jobs of its own; it sees its parent's until then. */
  isolateJobs(): void {
    this.jobs = this.jobs.fork()
  }
}
