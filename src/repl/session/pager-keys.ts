import { editCommands, isEditCommand } from '../editor/commands/index.ts'
import type { CommandName, Keymap } from '../editor/keymap.ts'
import { applyEdit } from '../editor/state.ts'
import {
  chosen,
  chosenBuffer,
  toggled,
  withoutChosen,
  withQuery,
  type HistoryPager,
  type PagerFilter,
} from '../history/pager.ts'
import { pagerHeight } from '../layout/pager.ts'
import type { Session } from './session.ts'

const filters: ReadonlyMap<string, keyof PagerFilter> = new Map([
  ['M-d', 'here'],
  ['M-s', 'own'],
  ['M-f', 'outcome'],
])

/** How far down the list a command goes, in lines. */
const steps: ReadonlyMap<CommandName | undefined, number> = new Map<CommandName, number>([
  ['history-pager', 1],
  ['reverse-search-history', 1],
  ['next-history', 1],
  ['down-line-or-history', 1],
  ['forward-search-history', -1],
  ['previous-history', -1],
  ['up-line-or-history', -1],
  ['beginning-of-history', Infinity],
  ['end-of-history', -Infinity],
])

/** A key while the history is shown to choose from: all keys are its own. */
export function handlePagerKey(
  session: Session,
  pager: HistoryPager,
  chord: string,
  text: string | undefined,
  keymap: Keymap,
): void {
  const command = keymap.get(chord)
  const { history } = session.host
  const filter = filters.get(chord)
  if (filter !== undefined) session.pager = toggled(history, pager, filter)
  else if (command === 'accept-line') take(session, pager, 'accept-line')
  else if (command === 'complete' || (command === 'forward-char' && isAtEnd(pager))) take(session, pager)
  else if (chord === 'Escape' || command === 'abort' || command === 'interrupt') session.pager = undefined
  else if (chord === 'S-Delete' || (command === 'delete-char-or-eof' && isAtEnd(pager)))
    session.pager = withoutChosen(history, pager)
  else session.pager = moved(session, pager, command) ?? edited(session, pager, command, text)
}

/** A pasted text is looked for. */
export function pasteIntoPager(session: Session, pager: HistoryPager, text: string): void {
  session.pager = edited(session, pager, 'self-insert', text.replace(/\s+/g, ' '))
}

function isAtEnd({ query }: HistoryPager): boolean {
  return query.buffer.cursor === query.buffer.text.length
}

/** The chosen line becomes the line, and is run if a command says so. */
function take(session: Session, pager: HistoryPager, command?: 'accept-line'): void {
  session.pager = undefined
  const buffer = chosenBuffer(pager)
  session.edit(() => ({ buffer }))
  if (command !== undefined && pager.entries.length > 0) session.run(command)
}

function moved(
  session: Session,
  pager: HistoryPager,
  command: CommandName | undefined,
): HistoryPager | undefined {
  const page = pagerHeight(session.host.size?.().rows ?? 24)
  if (command === 'history-search-forward') return chosen(pager, page)
  if (command === 'history-search-backward') return chosen(pager, -page)
  const step = steps.get(command)
  return step === undefined ? undefined : chosen(pager, step)
}

/** What is asked is edited with the keys of every text. */
function edited(
  session: Session,
  pager: HistoryPager,
  command: CommandName | undefined,
  text = '',
): HistoryPager {
  const name =
    command === 'delete-char-or-eof' ? 'delete-char' : (command ?? (text === '' ? undefined : 'self-insert'))
  if (name === undefined || !isEditCommand(name)) return pager
  const query = applyEdit(pager.query, editCommands[name], text)
  return query === undefined ? pager : withQuery(session.host.history, pager, query)
}
