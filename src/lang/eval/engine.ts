import type { Source } from '../../diag/index.ts'
import type { MaybePromise } from '../../value/index.ts'
import type {
  Command,
  CommandSubstitution,
  List,
  ParseOptions,
  ProcessSubstitution,
} from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import type { Launch } from './launch.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import type { ExecuteOptions, Resolution, RunOptions, ShellFunction } from './shell.ts'

/** A command compiled once and run often, on the real environment. */
export type Code = (shell: Environment) => Running

/** Compiles parts of a tree; given to the file of each kind of command, so that none imports the others. */
export interface Compiler {
  command(node: Command): Code
  list(node: List): Code
}

/** What an environment can do, given to it when it is made: the rest of the room behind one interface. */
export interface Engine {
  /** A foreground job was stopped: true if the whole line was left behind with it. */
  leaveBehind(shell: Environment, launch: Launch): boolean
  finish(shell: Environment, outcome: Outcome): MaybePromise<Status>
  run(shell: Environment, source: Source, options?: RunOptions): Running
  parseOptions(shell: Environment): ParseOptions
  runList(shell: Environment, list: List, source: Source | undefined): Running
  execute(shell: Environment, words: readonly string[], options?: ExecuteOptions): Running
  exec(shell: Environment, words: readonly string[], options?: ExecuteOptions): Running
  resolve(shell: Environment, name: string): Resolution[]
  callFunction(shell: Environment, fn: ShellFunction, args: readonly string[]): Running
  capture(
    shell: Environment,
    source: Source,
  ): MaybePromise<{ readonly output: string; readonly status: Status }>
  substitute(shell: Environment, node: CommandSubstitution): MaybePromise<string>
  processSubstitution(shell: Environment, node: ProcessSubstitution): string
  promptString(shell: Environment, text: string): MaybePromise<string>
}
