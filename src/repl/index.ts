/**
 * The prompt: keys, editing, history, and what is drawn. It runs nothing itself; the shell is behind `PromptHost`.
 *
 * A key travels: bytes → `keys` (decoder) → `session` (keymap, commands of `editor` and `history`) → `layout` (rows) →
 * Ink. All but the last are plain functions and data, without React and without a terminal.
 */
export type { Judgement, LineResult, PromptHost } from './prompt-host.ts'
export { runRepl } from './repl.ts'
