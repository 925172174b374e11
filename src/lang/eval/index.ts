/**
 * Runs the tree: commands, pipelines, redirections, functions, options, traps, subshells by copy. It compiles a tree to
 * closures once and runs them synchronously where it can. It knows no builtin by name except through the contract.
 */
export type {
  Builtin,
  DeclarationArgument,
  Example,
  InPort,
  Invocation,
  OutPort,
  Ports,
  Suggestion,
} from './builtin.ts'
export { noBindings } from './environment-parts.ts'
export { createShell, type ShellOptions } from './create.ts'
export { keyFault } from './assign.ts'
export { addToHistory, historyControl, trimToSize } from './history-control.ts'
export { controlsJobs } from './launch.ts'
export { LineGroup } from './line-group.ts'
export { statusOf, succeeded, type Jump, type Outcome, type Running, type Status } from './outcome.ts'
export type * from './shell.ts'
export { releaseFork } from './fork.ts'
export { type OwnJob, ownJob } from './job-builtin.ts'
export { forkBeside, type ForkBeside } from './fork-beside.ts'
export { spawnFunction, type FunctionToSpawn } from './spawn-function.ts'
export { trapSignal } from './trap-run.ts'
export { turnPort } from './terminal-turn.ts'
export { spawnJob, SpawnError, type SpawnCommand, type Spawned, type SpawnOptions } from './spawn.ts'
export {
  type RunningTask,
  type TaskCommand,
  type TaskEnd,
  TaskStarter,
  type TaskStreams,
} from './task-command.ts'
export { startText, type StartedText, type StartOptions } from './start-text.ts'
