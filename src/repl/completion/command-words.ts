import type { Shell } from '../../lang/eval/index.ts'
import { commandContext } from './command-context.ts'
import { withoutPrefixes } from './prefix-commands.ts'

/** How often an alias may stand for another one. */
const deepest = 8

/**
 * The words of the command whose arguments are typed: without `sudo -u root` in front, and with an alias replaced by
 * what it stands for (`alias gco='git checkout'`).
 */
export function commandWords(typed: readonly string[], shell: Shell, depth = 0): readonly string[] {
  const words = withoutPrefixes(typed)
  const [name = '', ...rest] = words
  const text = shell.aliases.get(name)
  if (text === undefined || depth > deepest) return words
  const context = commandContext(`${text} `, 0)
  if (context.type !== 'word' || context.words.length === 0) return words
  // `alias ls='ls --color'` does not mean itself again.
  if (context.words[0] === name) return withoutPrefixes([...context.words, ...rest])
  return commandWords([...context.words, ...rest], shell, depth + 1)
}
