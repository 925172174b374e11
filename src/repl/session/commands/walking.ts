import { bufferOf, lineStart, type LineBuffer } from '../../editor/line-buffer.ts'
import type { HistoryMatch } from '../../../store/index.ts'
import { openPager } from '../../history/pager.ts'
import { beginSearch } from '../../history/search.ts'
import { HistoryWalk } from '../../history/walk.ts'
import type { Session } from '../session.ts'
import { walks } from '../walks.ts'

type LineCommand = (session: Session, argument?: number) => void

/** Leaves a walk where it began. */
const abort: LineCommand = session => show(session, session.walk?.draft(session.editor.buffer))

/** Up: within the text first, unless a walk goes on; then to older lines that begin with what was typed. */
const upLineOrHistory: LineCommand = session => {
  const { text, cursor } = session.editor.buffer
  const goesOn = walks.has(session.previous) && session.walk?.isAtDraft === false
  if (!goesOn && lineStart(text, cursor) > 0) session.run('previous-line')
  else older(session, typedPrefix(session))
}

const downLineOrHistory: LineCommand = session => {
  const { text, cursor } = session.editor.buffer
  const goesOn = walks.has(session.previous) && session.walk?.isAtDraft === false
  if (!goesOn && text.includes('\n', cursor)) session.run('next-line')
  else newer(session)
}

function older(session: Session, match: HistoryMatch): void {
  const { buffer } = session.editor
  show(session, walkFrom(session, match).older(buffer))
}

function newer(session: Session): void {
  show(session, session.walk?.newer(session.editor.buffer))
}

function typedPrefix({ editor: { buffer } }: Session): HistoryMatch {
  return { prefix: buffer.text.slice(0, buffer.cursor) }
}

/** The walk in progress, or a new one from what is typed. */
function walkFrom(session: Session, match: HistoryMatch): HistoryWalk {
  if (session.walk !== undefined && !session.walk.isAtDraft) return session.walk
  return (session.walk = new HistoryWalk(session.host.history, session.editor.buffer, match))
}

function show(session: Session, buffer: LineBuffer | undefined): void {
  if (buffer !== undefined) session.edit(() => ({ buffer }))
}

const oldest: LineCommand = session => show(session, walkFrom(session, {}).oldest(session.editor.buffer))

/** The line of that number, as `history` counts; the oldest without one. */
const fetchHistory: LineCommand = (session, argument) => {
  if (argument === undefined) return oldest(session)
  const { entries, dropped } = session.host.events?.() ?? { entries: [], dropped: 0 }
  const text = argument > 0 ? entries[argument - dropped - 1] : entries.at(argument)
  if (text !== undefined) session.edit(() => ({ buffer: bufferOf(text) }))
}

const search: LineCommand = session => {
  session.search = beginSearch(session.editor.buffer)
}

/** What was searched for last, once more. */
function searchAgain(direction: 'older' | 'newer'): LineCommand {
  return session => {
    const { lastNeedle } = session
    if (lastNeedle === '') session.note = 'nothing was searched for yet'
    else if (direction === 'older') older(session, { contains: lastNeedle })
    else newer(session)
  }
}

/** Runs the line, and shows the one after it in the history next. */
const operateAndGetNext: LineCommand = session => {
  const upcoming = session.walk?.newerTexts ?? session.upcoming
  session.run('accept-line')
  if (!session.isEditing) session.upcoming = upcoming
}

/** Readline manual, Commands For Manipulating The History; for Up and Down zsh's names. */
export const walking = {
  abort,
  'up-line-or-history': upLineOrHistory,
  'down-line-or-history': downLineOrHistory,
  'previous-history': session => older(session, {}),
  'next-history': newer,
  'history-pager': session => {
    session.pager = openPager(session.host.history, session.editor.buffer)
  },
  'history-search-backward': session => older(session, typedPrefix(session)),
  'history-search-forward': newer,
  'history-substring-search-backward': session =>
    older(session, { contains: typedPrefix(session).prefix ?? '' }),
  'history-substring-search-forward': newer,
  'beginning-of-history': oldest,
  'end-of-history': session => show(session, session.walk?.draft(session.editor.buffer)),
  'fetch-history': fetchHistory,
  'reverse-search-history': search,
  'forward-search-history': search,
  'search-again-backward': searchAgain('older'),
  'search-again-forward': searchAgain('newer'),
  'operate-and-get-next': operateAndGetNext,
} satisfies Record<string, LineCommand>
