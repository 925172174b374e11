import { isEditCommand } from '../editor/commands/index.ts'
import type { CommandName } from '../editor/keymap.ts'
import { emacsKeymap } from '../editor/keymap.ts'
import { viCommandKeymap, viInsertKeymap } from '../editor/vi/keymaps.ts'
import { isLineCommand } from './commands/index.ts'

/** Readline's names for what has another name here. */
const others: Readonly<Record<string, CommandName>> = {
  'backward-byte': 'backward-char',
  'forward-byte': 'forward-char',
  'clear-display': 'clear-screen',
  'delete-char': 'delete-char-or-eof',
  'delete-char-or-list': 'delete-char-or-eof',
  'insert-last-argument': 'yank-last-arg',
  'non-incremental-forward-search-history': 'forward-search-history',
  'non-incremental-forward-search-history-again': 'search-again-forward',
  'non-incremental-reverse-search-history': 'reverse-search-history',
  'non-incremental-reverse-search-history-again': 'search-again-backward',
  'old-menu-complete': 'menu-complete',
  'previous-screen-line': 'previous-line',
  'next-screen-line': 'next-line',
  'vi-backward-bigword': 'vi-bWord',
  'vi-backward-word': 'vi-bword',
  'vi-end-bigword': 'vi-eWord',
  'vi-eof-maybe': 'delete-char-or-eof',
  'vi-forward-bigword': 'vi-fWord',
  'vi-forward-word': 'vi-fword',
  'vi-back-to-indent': 'vi-first-print',
  'vi-put': 'vi-put-after',
  'vi-search': 'reverse-search-history',
  'vi-subst': 'vi-substitute',
  'vi-undo': 'undo',
  'vi-unix-word-rubout': 'unix-word-rubout',
  'vi-edit-and-execute-command': 'edit-and-execute-command',
  'vi-fetch-history': 'fetch-history',
  'vi-overstrike': 'vi-replace',
  'vi-overstrike-delete': 'backward-delete-char',
  'vi-tilde-expand': 'tilde-expand',
  'vi-yank-pop': 'yank-pop',
}

/** Readline's commands that are several, by the key they are bound to; the first is meant for any other key. */
const byKey: Readonly<Record<string, Readonly<Record<string, CommandName>>>> = {
  'vi-char-search': {
    f: 'vi-find-next-char',
    F: 'vi-find-prev-char',
    t: 'vi-find-next-char-skip',
    T: 'vi-find-prev-char-skip',
    ';': 'vi-repeat-find',
    ',': 'vi-rev-repeat-find',
  },
  'vi-complete': {
    '\\': 'complete',
    '*': 'insert-completions',
    '=': 'possible-completions',
  },
  'vi-search-again': { n: 'search-again-backward', N: 'search-again-forward' },
}

/** What readline has and this editor has not, and why. */
export const absentCommands: Readonly<Record<string, string>> = {
  'arrow-key-prefix': 'the arrow keys are read whole here',
  'bracketed-paste-begin': 'pastes are read whole here',
  'skip-csi-sequence': 'keys that mean nothing are read whole here',
  'tty-status': 'Linux has no such character',
  'vi-arg-digit': 'digits are counts in vi mode whatever they are bound to',
}

/** Readline's commands that look at the letter they are bound to: `w` and `W`. */
const byCase: Readonly<Record<string, readonly [lower: CommandName, upper: CommandName]>> = {
  'vi-next-word': ['vi-fword', 'vi-fWord'],
  'vi-prev-word': ['vi-bword', 'vi-bWord'],
  'vi-end-word': ['vi-eword', 'vi-eWord'],
  'vi-put': ['vi-put-after', 'vi-put-before'],
  'vi-delete-to': ['vi-delete-to', 'vi-kill-eol'],
  'vi-change-to': ['vi-change-to', 'vi-change-eol'],
  'vi-yank-to': ['vi-yank-to', 'vi-yank-eol'],
  'vi-subst': ['vi-substitute', 'vi-change-whole-line'],
}

const bound: ReadonlySet<string> = new Set<string>(
  [emacsKeymap, viInsertKeymap, viCommandKeymap].flatMap(keymap => [...keymap.values()]),
)

/** Our command for one of readline's, bound to these keys; undefined for one that is not there. */
export function commandNamed(name: string, chords: string): CommandName | undefined {
  const pair = byCase[name]
  if (pair !== undefined) return /[A-Z]$/.test(chords) ? pair[1] : pair[0]
  const variants = byKey[name]
  if (variants !== undefined) return variants[chords.slice(-1)] ?? Object.values(variants)[0]
  const other = others[name]
  if (other !== undefined) return other
  return isEditCommand(name) || isLineCommand(name) || bound.has(name) ? (name as CommandName) : undefined
}
