/**
 * The prompt: keys, editing, history, and what is drawn. It runs nothing itself; the shell is behind `PromptHost`.
 *
 * A key travels: bytes → `keys` (decoder) → `session` (keymap, commands of `editor` and `history`) → `layout` (rows) →
 * Ink. All but the last are plain functions and data, without React and without a terminal.
 */
export type { Judgement, LineResult, PromptHost } from './prompt-host.ts'
export { findRepository, readStatus, statusCommand } from './prompt/git.ts'
export { nodeFacts, wantedNode } from './prompt/node.ts'
export { defaultPrompt, type PromptParts } from './prompt/segments.ts'
export type { PromptSettings } from './prompt-settings.ts'
export { type Background, themeFor } from './highlight/theme.ts'
export { backgroundOfVariable } from './screen/background.ts'
export { asciiGlyphs, unicodeGlyphs } from './screen/glyphs.ts'
export { runRepl } from './repl.ts'
export type { LineHost } from './edit-line.ts'
export type { Completions } from './completion/candidate.ts'
export type { CompletionHost } from './completion/host.ts'

/** What suggests by names and files; loaded when the history has no suggestion. */
export const loadSuggestions = () => import('./completion/suggest.ts')

/** What completes lines; loaded with the first Tab. */
export const loadCompletion = () => import('./completion/engine.ts')

export { askedName } from './help/asked-name.ts'

/** What somebody asks help for; loaded with the first question. */
export const loadHelp = () => import('./help/help-subject.ts')
export type { HelpSubject } from './help/help-subject.ts'

/** The screen of `jobs --watch`. */
export const loadWatch = () => import('./watch/watch-jobs.ts')

/** What `read -e` edits lines with, and completes in them. */
export const loadLineEditing = () => import('./edit-line.ts')
export const loadFileNames = () => import('./completion/file-name.ts')

/** What shows how far a run of `pool` is. */
export const loadProgress = () => import('./progress/open-progress.ts')
