import type { CommandName } from '../editor/keymap.ts'
import { isUnixWordCharacter, wordEnd } from '../editor/words.ts'

/** How much of a suggestion a command takes when the cursor stands at the end of the text. */
type Amount = 'all' | 'word' | 'unix-word'

const amounts: ReadonlyMap<CommandName, Amount> = new Map<CommandName, Amount>([
  ['forward-char', 'all'],
  ['end-of-line', 'all'],
  ['end-of-buffer', 'all'],
  ['forward-word', 'word'],
  ['shell-forward-word', 'unix-word'],
])

/** The part of a suggestion that a command takes; undefined for a command that takes none. */
export function acceptedPart(command: CommandName, suggestion: string): string | undefined {
  const amount = amounts.get(command)
  if (amount === undefined || suggestion === '') return undefined
  if (amount === 'all') return suggestion
  return suggestion.slice(
    0,
    amount === 'word' ? wordEnd(suggestion, 0) : wordEnd(suggestion, 0, isUnixWordCharacter),
  )
}
