/**
 * Wiring: the main shell and its TypeScript joined by their doors, start-up files, and the loop that runs a text of both
 * grammars. The only room that knows all below; it draws nothing.
 */
export { parseArguments, usage, type Arguments, type ArgumentsResult } from './arguments.ts'
export {
  completeFunction,
  userCompletions,
  type CompletionDefinition,
  type CompletionQuestion,
  type UserCandidate,
} from './completions.ts'
export { LineSource } from './line-source.ts'
export { Nacre, type NacreOptions } from './nacre.ts'
export { createCommands, type Commands } from './commands/define.ts'
export type {
  ArgumentSpecs,
  ArgumentValues,
  CommandContext,
  CommandFunction,
  CommandOutput,
  CommandSpec,
  CompletionSource,
  FlagSpecs,
  FlagValues,
} from './commands/spec.ts'
export { createPlainShell } from './plain-shell.ts'
export {
  beforeOwnPrompt,
  preparePrompt,
  promptFunction,
  setInteractiveVariables,
  type PromptFunction,
} from './prompt.ts'
export { applyOptions } from './set-options.ts'
export { rereadStartup, runStartup } from './startup.ts'
export { doorSpans } from './door-bindings.ts'
export { currentShell, runningCoroutine, shellHere } from './running-job.ts'
export { addShellNames, ApiNames } from './api-names.ts'
export { addPool, type PoolSetting } from './pool-names.ts'
export type { MapOptions, Pool, PoolApi, PoolOptions } from './pool/api.ts'
export { applyConfig, type Config } from './apply-config.ts'
export { scopedDirectory, withinDirectoryScope, type Move } from './directory-scope.ts'
export type { EnvironmentAccessors, EnvironmentObject } from './environment-object.ts'
export type { ListDirectory, ListedFile, ListOptions } from './list-directory.ts'
export type { History, HistoryItem, HistoryMethods, HistorySearchOptions } from './history-api.ts'
export type { Jobs, JobsMethods, JobEvent } from './jobs-api.ts'
export type { JobContext } from './coroutine.ts'
export type { Spawn } from './spawn-api.ts'
export type { SpawnCallOptions } from './spawn-options.ts'
export { runText, type RunTextOptions } from './run-text.ts'
export { tell } from './show-value.ts'
export type { ProvideNames } from './typescript-session.ts'
export type { Watch, WatchOptions } from './watch-api.ts'
export type { GitFacts, GitState, NodeFacts, PromptFacts, PromptText } from './prompt-facts.ts'
