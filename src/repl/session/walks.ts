import type { CommandName } from '../editor/keymap.ts'

/** The commands that walk through the history. */
export const walks: ReadonlySet<CommandName | undefined> = new Set([
  'up-line-or-history',
  'down-line-or-history',
  'history-search-backward',
  'history-search-forward',
  'history-substring-search-backward',
  'history-substring-search-forward',
  'search-again-backward',
  'search-again-forward',
  'beginning-of-history',
  'fetch-history',
  'previous-history',
  'next-history',
])
