import type { EditCommandName } from './commands/index.ts'
import type { LineCommandName } from './line-command-names.ts'
import type { MotionName } from './vi/motions.ts'
import type { OperatorName } from './vi/operators.ts'

/** vi's commands outside of insert mode, under readline's names where it has them, else zsh's. */
export type ViCommandName =
  | MotionName
  | OperatorName
  | 'vi-movement-mode'
  | 'vi-insertion-mode'
  | 'vi-append-mode'
  | 'vi-insert-beg'
  | 'vi-append-eol'
  | 'vi-open-line-below'
  | 'vi-open-line-above'
  | 'vi-replace'
  | 'vi-kill-eol'
  | 'vi-change-eol'
  | 'vi-yank-eol'
  | 'vi-delete'
  | 'vi-rubout'
  | 'vi-substitute'
  | 'vi-change-whole-line'
  | 'vi-change-char'
  | 'vi-change-case'
  | 'vi-join'
  | 'vi-put-after'
  | 'vi-put-before'
  | 'vi-yank-arg'
  | 'vi-redo'
  | 'vi-set-mark'
  | 'vi-goto-mark'
  | 'vi-find-next-char'
  | 'vi-find-prev-char'
  | 'vi-find-next-char-skip'
  | 'vi-find-prev-char-skip'
  | 'vi-repeat-find'
  | 'vi-rev-repeat-find'
  | 'vi-up-line-or-history'
  | 'vi-down-line-or-history'
  | 'visual-mode'
  | 'visual-line-mode'

export type CommandName = EditCommandName | LineCommandName | ViCommandName

/** Which command a key stands for, by its chord; two keys in a row are written with a blank between. */
export type Keymap = ReadonlyMap<string, CommandName>

/** Readline's emacs keymap, and what today's terminals add. */
export const emacsKeymap: Keymap = new Map<string, CommandName>([
  // Moving
  ['C-a', 'beginning-of-line'],
  ['Home', 'beginning-of-line'],
  ['C-e', 'end-of-line'],
  ['End', 'end-of-line'],
  ['C-f', 'forward-char'],
  ['Right', 'forward-char'],
  ['C-b', 'backward-char'],
  ['Left', 'backward-char'],
  ['M-f', 'forward-word'],
  ['C-Right', 'forward-word'],
  ['M-Right', 'forward-word'],
  ['M-b', 'backward-word'],
  ['C-Left', 'backward-word'],
  ['M-Left', 'backward-word'],
  ['C-M-f', 'shell-forward-word'],
  ['C-M-b', 'shell-backward-word'],
  ['C-Home', 'beginning-of-buffer'],
  ['C-End', 'end-of-buffer'],
  ['Up', 'up-line-or-history'],
  ['Down', 'down-line-or-history'],
  ['C-l', 'clear-screen'],
  // Completing
  ['Tab', 'complete'],
  ['C-i', 'complete'],
  ['M-?', 'possible-completions'],
  ['M-=', 'possible-completions'],
  ['M-*', 'insert-completions'],
  ['M-!', 'complete-command'],
  ['C-x !', 'possible-command-completions'],
  ['C-x /', 'possible-filename-completions'],
  ['M-@', 'complete-hostname'],
  ['C-x @', 'possible-hostname-completions'],
  ['M-~', 'complete-username'],
  ['C-x ~', 'possible-username-completions'],
  ['M-$', 'complete-variable'],
  ['C-x $', 'possible-variable-completions'],
  ['M-{', 'complete-into-braces'],
  ['M-Tab', 'dynamic-complete-history'],
  ['M-g', 'glob-complete-word'],
  ['C-x *', 'glob-expand-word'],
  ['C-x g', 'glob-list-expansions'],
  // Expanding
  ['M-&', 'tilde-expand'],
  ['M-^', 'history-expand-line'],
  ['C-M-e', 'shell-expand-line'],
  ['C-x s', 'spell-correct-word'],
  // History
  ['Return', 'accept-line'],
  ['C-j', 'accept-line'],
  ['C-m', 'accept-line'],
  ['C-o', 'operate-and-get-next'],
  ['C-p', 'previous-history'],
  ['C-n', 'next-history'],
  ['M-<', 'beginning-of-history'],
  ['M->', 'end-of-history'],
  ['M-p', 'history-search-backward'],
  ['M-n', 'history-search-forward'],
  ['PageUp', 'history-search-backward'],
  ['PageDown', 'history-search-forward'],
  ['C-r', 'history-pager'],
  ['C-s', 'forward-search-history'],
  ['M-.', 'yank-last-arg'],
  ['M-_', 'yank-last-arg'],
  ['C-M-y', 'yank-nth-arg'],
  // Changing
  ['M-Return', 'insert-newline'],
  ['S-Return', 'insert-newline'],
  ['C-M-j', 'insert-newline'],
  ['C-d', 'delete-char-or-eof'],
  ['Delete', 'delete-char'],
  ['Backspace', 'backward-delete-char'],
  ['S-Backspace', 'backward-delete-char'],
  ['C-h', 'backward-delete-char'],
  ['C-q', 'quoted-insert'],
  ['C-v', 'quoted-insert'],
  ['C-t', 'transpose-chars'],
  ['M-t', 'transpose-words'],
  ['C-M-t', 'shell-transpose-words'],
  ['M-u', 'upcase-word'],
  ['M-l', 'downcase-word'],
  ['M-c', 'capitalize-word'],
  ['M-\\', 'delete-horizontal-space'],
  ['Insert', 'overwrite-mode'],
  // Killing and yanking
  ['C-k', 'kill-line'],
  ['C-u', 'unix-line-discard'],
  ['C-x Backspace', 'backward-kill-line'],
  ['M-d', 'kill-word'],
  ['C-Delete', 'kill-word'],
  ['M-Delete', 'kill-word'],
  ['M-Backspace', 'backward-kill-word'],
  ['C-Backspace', 'backward-kill-word'],
  ['C-M-h', 'backward-kill-word'],
  ['C-w', 'unix-word-rubout'],
  ['C-M-d', 'shell-kill-word'],
  ['C-Space', 'set-mark'],
  ['C-x C-x', 'exchange-point-and-mark'],
  ['C-]', 'character-search'],
  ['C-M-]', 'character-search-backward'],
  ['C-y', 'yank'],
  ['M-y', 'yank-pop'],
  // Numbers and macros
  ...Array.from('-0123456789', digit => [`M-${digit}`, 'digit-argument'] as const),
  ['C-x (', 'start-kbd-macro'],
  ['C-x )', 'end-kbd-macro'],
  ['C-x e', 'call-last-kbd-macro'],
  // The rest
  ['C-_', 'undo'],
  // The same key by kitty's protocol.
  ['C-/', 'undo'],
  ['C-S--', 'undo'],
  ['C-S-_', 'undo'],
  ['C-x C-u', 'undo'],
  ['M-/', 'redo'],
  ['C-S-z', 'redo'],
  ['M-r', 'revert-line'],
  ['C-g', 'abort'],
  ['C-x C-g', 'abort'],
  ['C-x C-e', 'edit-and-execute-command'],
  ['M-h', 'run-help'],
  ['F1', 'run-help'],
  ['M-#', 'insert-comment'],
  ['C-x C-r', 're-read-init-file'],
  ['C-x C-v', 'display-shell-version'],
  ['C-M-l', 'clear-screen'],
  ['C-c', 'interrupt'],
])

/** True if longer chords begin with this one: the next key decides. */
export function isPrefix(keymap: Keymap, chord: string): boolean {
  return keymap.keys().some(key => key.startsWith(`${chord} `))
}
