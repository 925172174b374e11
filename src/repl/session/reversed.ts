import type { CommandName } from '../editor/keymap.ts'

const opposites: readonly (readonly [CommandName, CommandName])[] = [
  ['forward-char', 'backward-char'],
  ['forward-word', 'backward-word'],
  ['shell-forward-word', 'shell-backward-word'],
  ['next-line', 'previous-line'],
  ['delete-char', 'backward-delete-char'],
  ['kill-word', 'backward-kill-word'],
  ['shell-kill-word', 'shell-backward-kill-word'],
  ['kill-line', 'backward-kill-line'],
  ['character-search', 'character-search-backward'],
  ['next-history', 'previous-history'],
  ['down-line-or-history', 'up-line-or-history'],
  ['history-search-forward', 'history-search-backward'],
  ['history-substring-search-forward', 'history-substring-search-backward'],
  ['menu-complete', 'menu-complete-backward'],
  ['upcase-word', 'upcase-word-before'],
  ['downcase-word', 'downcase-word-before'],
  ['capitalize-word', 'capitalize-word-before'],
]

const byName = new Map([
  ...opposites,
  ...opposites.map(([name, other]) => [other, name] as const),
  ['delete-char-or-eof', 'backward-delete-char'] as const,
])

/** What a command does with a negative argument; undefined where it does nothing then (readline manual). */
export function reversed(name: CommandName): CommandName | undefined {
  return byName.get(name)
}
