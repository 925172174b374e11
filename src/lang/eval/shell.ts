import type { Diagnostic, Source } from '../../diag/index.ts'
import type { FunctionJob, Job, JobTable, PoolBackend, PoolFunction, ProcessJob } from '../../jobs/index.ts'
import type { Descriptor, ProcessHost } from '../../os/index.ts'
import type { HistoryStore } from '../../store/index.ts'
import type { MaybePromise } from '../../value/index.ts'
import type { ExpandHost, Variable, VariableValue } from '../expand/index.ts'
import type { Command, FunctionDefinition, List, ParseOptions, TypeScriptDoor } from '../syntax/index.ts'
import type { Builtin, InPort } from './builtin.ts'
import type { LineGroup } from './line-group.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import type { Placeholder } from './placeholder.ts'
import type { SpawnOptions } from './spawn.ts'

/**
 * One shell execution environment (POSIX 2.13): what the main shell has and every subshell gets a copy of. There is no
 * fork: `fork()` copies the state, and the copy runs in the same process.
 */
export interface Shell {
  readonly host: ProcessHost
  readonly builtins: ReadonlyMap<string, Builtin>
  readonly jobs: JobTable
  /** Shared by the main shell and its forks: what belongs to the process, not to the environment. */
  readonly session: Session

  readonly variables: VariableScopes
  readonly functions: Map<string, ShellFunction>
  readonly aliases: Map<string, string>
  readonly options: Options
  readonly traps: Traps
  readonly descriptors: DescriptorTable
  /** `hash`: names to paths, with hits. */
  readonly hashed: Map<string, { path: string; hits: number }>
  /** `pushd`: the directories below the current one, next first. */
  readonly directoryStack: string[]
  /** Builtins switched off by `enable -n`: they are not found. */
  readonly disabled: Set<string>
  /** `ulimit`: what differs from the limits the process was started with; given to children. Names as in `ProcessHost.getLimit`. */
  readonly limits: Map<string, { readonly soft: string; readonly hard: string }>
  /** This environment as the expansions see it: arithmetic of `let`, words of `compgen -W`, patterns. */
  readonly expansions: ExpandHost

  /** `$0` */
  name: string
  /** `$1 …` */
  positional: readonly string[]
  /** `$?` */
  status: Status
  /** The conditions whose traps run now. */
  readonly trapping: ReadonlySet<string>
  /** `$?` before the trap that runs. */
  readonly statusBeforeTrap: Status | undefined
  /** `$!`; a process substitution has a pid once somebody asks for it. */
  lastBackground: number | (() => number) | undefined
  /** The process that stands for this fork, where one had to be made. */
  readonly standIn: Placeholder | undefined
  /** The logical current directory. Changed by `changeDirectory` only. */
  readonly cwd: string
  umask: number
  /** 0 in the main shell, 1 in `( … )` and `$( … )`, and so on: BASH_SUBSHELL. */
  readonly depth: number
  /** The call stack, innermost first: FUNCNAME, BASH_SOURCE, BASH_LINENO, `caller`. */
  readonly calls: readonly Call[]
  /** Nested loops around the running command, for `break` and `continue`. */
  loops: number
  /** The line of the running command: LINENO. */
  line: number
  /** The text that the running command stands in, for positions. */
  readonly source: Source
  /** Doors of the code that runs: TypeScript bindings and expressions, or none (`.sh`, `--sh`, `eval`). */
  bindings: Bindings

  fork(): Shell
  /** Moves to a directory (already made logical); the main shell's process goes along. Sets PWD and OLDPWD. */
  changeDirectory(path: string): void
  /**
   * Moves where the kernel finds a relative path, which is not where its text leads once the current directory has been
   * renamed or removed; gives the new directory. Undefined where it fails, and in a fork, whose directory is a name only.
   */
  followDirectory(path: string): string | undefined
  /** The current directory without symbolic links in its name; undefined where it has none any more. */
  physicalDirectory(): string | undefined

  /** Parses and runs text in this environment (`eval`, `source`, traps, `-c`), command by command, so that aliases work. */
  run(source: Source, options?: RunOptions): Running
  /** How texts are read here now: aliases, extglob, doors. */
  parseOptions(): ParseOptions
  /** Parses a whole text with them, running nothing. */
  parse(text: string): { readonly list: List; readonly diagnostics: readonly Diagnostic[] }
  /** The end of the main shell: the EXIT trap, then what still runs within this process; gives the status to leave with. */
  finish(outcome: Outcome): MaybePromise<Status>
  /** Runs a tree already parsed; `source` is its text, for positions. */
  runList(list: List, source?: Source): Running
  /** Runs words as a command: function, builtin, program — as `command` and `builtin` and `env` in TypeScript need it. */
  execute(words: readonly string[], options?: ExecuteOptions): Running
  /**
   * `exec`: replaces this environment by a program, or in a fork runs it and ends with it; gives an outcome only where
   * that cannot be. Without words the redirections of the running builtin stay.
   */
  exec(words: readonly string[], options?: ExecuteOptions): Running
  /** What a name would run, in the order it would be looked for. */
  resolve(name: string): Resolution[]
  callFunction(fn: ShellFunction, args: readonly string[]): Running
  /** Runs text in a fork and gives what it wrote on stdout. */
  capture(source: Source): MaybePromise<{ readonly output: string; readonly status: Status }>

  /** Writes a diagnostic to stderr the way every message of the shell looks: `nacre: line 3: cd: x: No such file`. */
  complain(message: string): void
  /** A path as the system takes it: relative ones are this environment's, whose cwd may not be the process's. */
  resolvePath(path: string): string
  /** Reads a whole file, `/dev/fd/N` and its kin being this environment's descriptors. Throws SystemError. */
  readFile(path: string): MaybePromise<Uint8Array>
  report(source: Source, diagnostics: readonly Diagnostic[]): void
}

export interface RunOptions {
  readonly bindings?: Bindings
  /** On the call stack while it runs (`source`): `return` is answered there, FUNCNAME and BASH_SOURCE show it. */
  readonly call?: Call
  /** What runs the text, where it is not one of commands alone. */
  readonly by?: () => Running
}

export interface ExecuteOptions {
  /** Redirections of the command that executes it are its own: those of `command exec` stay. */
  readonly redirections?: boolean
  readonly functions?: boolean
  readonly builtins?: boolean
  readonly path?: string
  /** `exec -a`: argv[0] of the program. */
  readonly argv0?: string
  /** `exec -c`: the program's environment, in place of the exported variables. */
  readonly environment?: readonly string[]
}

/** A resolution of a command name, for `type`, `command -v`, `which`. */
export type Resolution =
  | { readonly type: 'alias'; readonly value: string }
  | { readonly type: 'keyword' }
  | { readonly type: 'function'; readonly fn: ShellFunction }
  | { readonly type: 'builtin'; readonly builtin: Builtin }
  | { readonly type: 'file'; readonly path: string; readonly hashed: boolean }

export interface ShellFunction {
  readonly name: string
  /** The file it was defined in, as BASH_SOURCE names it. */
  readonly origin: string
  readonly definition: FunctionDefinition
  readonly source: Source
  /** The bindings of the place it was defined in. */
  readonly bindings: Bindings
  exported: boolean
  traced: boolean
  /** `readonly -f`: it cannot be defined again or unset. */
  isReadonly?: boolean
}

export interface Call {
  /** Function name, `source` or `main`. */
  readonly name: string
  readonly source: string
  /** The line it was called from. */
  readonly line: number
  /** What BASH_ARGV shows of it. */
  readonly args?: readonly string[]
}

/** The TypeScript names and doors a command may use (language.md §2). */
export interface Bindings {
  /** The value of a TypeScript name, or undefined where there is none of that name. */
  lookup(name: string): { readonly value: unknown } | undefined
  /** The value of `@(expr)` in a command of this shell or fork, whose variables `$NAME` in it means. */
  evaluate(door: TypeScriptDoor, shell: Shell): MaybePromise<unknown>
  /** Texts that run with these may hold doors (default: they may not). */
  readonly doors?: boolean
  /** Names declared in TypeScript, for the parser's judgement of `@(a|b)`. */
  readonly isDeclared?: (name: string) => boolean
}

/** Variables with dynamic scope: a stack of local scopes over the global one. */
export interface VariableScopes {
  /** Namerefs followed; dynamic variables computed. */
  find(name: string): Variable | undefined
  /** The variable itself, never followed. */
  findRaw(name: string): Variable | undefined
  get(name: string): string | undefined
  /** Assigns with attributes applied; throws ShellError on readonly. Creates a global if there is none. */
  set(name: string, value: VariableValue): void
  append(name: string, value: string): void
  getElement(name: string, subscript: string): string | undefined
  setElement(name: string, subscript: string, value: string, append?: boolean): void
  unset(name: string): boolean
  /** `unset -n`: the nameref itself, not what it names. */
  unsetRaw(name: string): boolean
  unsetElement(name: string, subscript: string): boolean
  /** Makes or changes a variable: in the innermost local scope if `local`, else where it is, else globally. */
  declare(name: string, attributes: Partial<Variable>, where: 'here' | 'local' | 'global'): Variable
  /** All visible variables, sorted by name. */
  all(): Iterable<[string, Variable]>
  localNames(): readonly string[]
  /** The variable in the global scope, whatever hides it: `declare -g -p`. */
  findGlobal(name: string): Variable | undefined
  /** `local -`: the options as they are now come back when the function returns. */
  keepOptions(): void
  readonly inFunction: boolean
  push(): void
  pop(): void
  /** `NAME=value` of all exported variables (and exported functions), for a child. */
  environment(extra?: ReadonlyMap<string, string>): readonly string[]
  clone(): VariableScopes
}

/** `set -o` and `shopt` options by long name; `letters` is `$-`. Unknown names are undefined, never silently taken. */
export interface Options {
  get(name: string): boolean
  /** False where there is no such option. */
  set(name: string, value: boolean): boolean
  has(name: string): boolean
  /** By the letter of `set -e`. */
  nameOfLetter(letter: string): string | undefined
  readonly letters: string
  list(kind: 'set' | 'shopt'): readonly [string, boolean][]
  clone(): Options
}

/** Traps: signal names without SIG, and EXIT, ERR, DEBUG, RETURN. An empty command ignores. */
export interface Traps {
  get(condition: string): string | undefined
  set(condition: string, command: string | undefined): void
  list(): readonly [string, string][]
}

/** The environment's file descriptors by number. */
export interface DescriptorTable {
  get(fd: number): Descriptor | undefined
  /** Takes over the handle; what was there is closed. */
  set(fd: number, descriptor: Descriptor): void
  close(fd: number): void
  /** The lowest free number from `from` on. */
  free(from: number): number
  entries(): Iterable<[number, Descriptor]>
  clone(): DescriptorTable
}

/** What belongs to the one process. */
export interface Session {
  readonly interactive: boolean
  readonly login: boolean
  /** Commands only: no doors, no TypeScript (`--sh`, `.sh`). */
  readonly commandsOnly: boolean
  /** TypeScript has run, or is being loaded: its timers and promises need the event loop. */
  readonly usesTypeScript?: boolean
  /** Jobs have groups of their own and the terminal (`set -m`). */
  jobControl: boolean
  /** Set when Ctrl-C arrived: the evaluator leaves what it runs, with 130. */
  interrupted: boolean
  /** Aborted by Ctrl-C, for the line that runs: what waits in a builtin waits no more. */
  interruption?: AbortSignal | undefined
  /** Ends what runs, as Ctrl-C does; there while a person's line runs. */
  interrupt?: (() => void) | undefined
  /** `jobs --watch`: a live screen; in an object, since a promise of a job is one of its value. Not there in scripts. */
  watchJobs?: (() => Promise<{ readonly job: Job | undefined }>) | undefined
  /** Shows at the foot of the terminal how far a run is; loaded when it is wanted. Not there without a terminal. */
  openProgress?: (() => Promise<ProgressScreen>) | undefined
  /** What edits lines on the terminal, for `read -e`; undefined, or not there, where there is none. */
  lineEditor?: (() => EditLine | undefined) | undefined
  /** Where the foreground programs of a person's line belong. */
  lineGroup?: LineGroup | undefined
  readonly startedAt: number
  /** Gives a value as a stage of a pipeline, when a stage is `@(expr)`: calls a function with its Input, emits a value. */
  readonly runStage: (value: unknown, shell: Shell) => Running
  /** Shows or writes what a function that ran as a job gave, or what it threw (`await %1`). */
  readonly tellResult?: (job: Job, shell: Shell) => MaybePromise<void>
  /** What `await job` gives of a job of processes, or throws (zx's `ProcessOutput`). */
  concludeJob?: ((job: ProcessJob) => unknown) | undefined
  /** Runs a text of both grammars (`source x.tsh`); not there under `--sh`. */
  readonly runBoth?: (source: Source, shell: Shell) => Running
  /** Workers for a function (`pool @(f => …)`); there once TypeScript is. */
  functionPool?:
    | ((fn: (...args: never[]) => unknown, options: FunctionPoolOptions) => Promise<FunctionPool>)
    | undefined
  /** Starts a function in a Node process of its own (`spawn(fn)`); there once TypeScript is. */
  startFunction?:
    | ((
        shell: Shell,
        fn: (...args: never[]) => unknown,
        args: readonly unknown[],
        options: SpawnOptions,
      ) => FunctionJob)
    | undefined
  /** `tour`: gives what to show; there where a person types. */
  guide?: ((action: 'start' | 'next' | 'stop') => string) | undefined
  /** What the message of a command that does not exist ends with; there where a person types. */
  hintFor?: ((name: string, shell: Shell) => string) | undefined
  /** The history that outlives sessions. */
  readonly savedHistory?: HistoryStore
  /** History for `history`, `fc` and `!`; empty in scripts. */
  readonly history: HistoryList
}

/** A line that a builtin asks a person for. */
export interface LineRequest {
  /** Where the keys come from: a port of the terminal. */
  readonly input: Pick<InPort, 'read'>
  readonly prompt: string
  /** What stands in the line at the beginning, with the cursor behind it. */
  readonly text: string
  /** What is typed is not shown. */
  readonly hides: boolean
  /** As many characters end the line. */
  readonly count: number | undefined
  /** The key that ends the line, in place of Return. */
  readonly delimiter: string | undefined
  /** Ctrl-C is answered, by a trap, whose words come below the line. */
  readonly outlivesInterrupt: boolean
  /** Gives the line up. */
  readonly signal: AbortSignal | undefined
}

export type EditLine = (request: LineRequest) => Promise<LineAnswer>

/** How the editing of such a line ended: with Return, at the end of the input, by Ctrl-C, or given up. */
export type LineAnswer =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'interrupt'; readonly text: string }
  | { readonly type: 'end' | 'aborted' }

/** How far a run over many items is, for a person. */
export interface ProgressView {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
  /** How long it has run. */
  readonly ms: number
  readonly workers: readonly { readonly number: number; readonly what: string; readonly ms: number }[]
  /** The last ones, as texts. */
  readonly failures: readonly string[]
}

/** A place at the foot of the terminal. */
export interface ProgressScreen {
  /** Draws it anew below `above`, whole lines that stay. */
  draw(view: ProgressView, above: string): void
  /** Takes it away, and writes `above` where it was. */
  close(above: string): Promise<void>
}

export interface FunctionPoolOptions {
  /** thread, process, coroutine; by what the function is where it is not said. */
  readonly kind: string | undefined
  readonly size: number | undefined
  /** Added to the workers' nice value. */
  readonly nice?: number | undefined
}

/** Workers that call one function. */
export interface FunctionPool {
  readonly backend: PoolBackend
  readonly fn: PoolFunction
  close(): Promise<void>
}

export interface HistoryList {
  readonly entries: readonly string[]
  /** How many entries were before the first one, which is numbered by that. */
  readonly dropped: number
  /** When an entry was added, in milliseconds since 1970. */
  timeOf(index: number): number
  /** `time`: when it was, if it was not now. */
  add(line: string, time?: number): void
  remove(index: number): void
  /** Drops the oldest entries beyond so many, now or when the earlier ones are fetched. */
  trim(size: number): void
  clear(): void
}

/** A command compiled once and run often. */
export type CompiledCommand = (shell: Shell) => Running

/** For the compile cache: a command's tree is its identity. */
export type Compile = (command: Command) => CompiledCommand
