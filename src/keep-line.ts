import { settingValue } from './builtins/index.ts'
import { addToHistory, historyControl, type Shell } from './lang/eval/index.ts'
import type { Nacre } from './shell/index.ts'
import { holdsSecret, isKept, type HistoryStore, type Keeping } from './store/index.ts'

/** Where a line that is about to run is kept; the list of `history` and `fc` gets it here, too. */
export function keepLine({ host, shell }: Nacre, history: HistoryStore, text: string): Keeping {
  if (!shell.options.get('history') || text.trim() === '') return 'nowhere'
  // Without a terminal the list is bash's, which has no rule about blanks unless it is told.
  const isTyped = host.inherited(0)?.isTerminal === true
  if (isTyped && !isKept(text)) return 'nowhere'
  if (!addToHistory(shell, text) || !isKept(text)) return 'nowhere'
  if (shell.variables.get('HISTSIZE') === '0') return 'nowhere'
  if (historyControl(shell).has('erasedups')) history.forget(text)
  if (!hasFile(shell)) return 'memory'
  return settingValue(shell, 'secretsFilter') && isSecret(text, settingValue(shell, 'secretPatterns'))
    ? 'memory'
    : 'file'
}

/** HISTFILE and HISTFILESIZE say what a file gets; all that these usual ways to ask for none can mean is: nothing. */
function hasFile({ variables }: Shell): boolean {
  const file = variables.get('HISTFILE') ?? ''
  return file !== '' && file !== '/dev/null' && variables.get('HISTFILESIZE') !== '0'
}

function isSecret(text: string, patterns: readonly string[]): boolean {
  return holdsSecret(
    text,
    patterns.map(pattern => new RegExp(pattern)),
  )
}
