/**
 * Wiring: the main shell and its TypeScript joined by their doors, start-up files, and the loop that runs a text of both
 * grammars. The only room that knows all below; it draws nothing.
 */
export { parseArguments, usage, type Arguments, type ArgumentsResult } from './arguments.ts'
export { LineSource } from './line-source.ts'
export { Nacre, type NacreOptions } from './nacre.ts'
export { nextPrompt, setInteractiveVariables } from './prompt.ts'
export { applyOptions } from './set-options.ts'
export { runStartup } from './startup.ts'
export { provideGetter, provideShellNames } from './api-names.ts'
export { runText, type RunTextOptions } from './run-text.ts'
export type { ProvideNames } from './typescript-session.ts'
