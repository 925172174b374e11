import type { CommandName, Keymap } from '../editor/keymap.ts'
import {
  searchedBuffer,
  searchFor,
  searchForLess,
  searchNewer,
  searchOlder,
  type HistorySearch,
} from '../history/search.ts'
import type { Session } from './session.ts'

/** A key while the history is searched; false if it ends the search and still has to be handled. */
export function handleSearchKey(
  session: Session,
  search: HistorySearch,
  chord: string,
  text: string | undefined,
  keymap: Keymap,
): boolean {
  const next = continueSearch(session, search, text, keymap.get(chord))
  session.search = next
  if (next !== undefined) return true
  session.lastNeedle = search.needle || session.lastNeedle
  const isGivenUp = givesUp.has(keymap.get(chord))
  const buffer = isGivenUp ? search.origin : searchedBuffer(search)
  session.edit(() => ({ buffer }))
  return isGivenUp || chord === 'Escape'
}

const givesUp: ReadonlySet<CommandName | undefined> = new Set(['abort', 'interrupt'])

function continueSearch(
  session: Session,
  search: HistorySearch,
  text: string | undefined,
  command: CommandName | undefined,
): HistorySearch | undefined {
  const { history } = session.host
  if (command === 'reverse-search-history' || command === 'history-pager') return searchOlder(history, search)
  if (command === 'forward-search-history') return searchNewer(search)
  if (command === 'backward-delete-char') return searchForLess(history, search)
  return command === undefined && text !== undefined ? searchFor(history, search, text) : undefined
}
