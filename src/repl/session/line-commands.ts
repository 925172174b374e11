import { bufferOf, lineStart } from '../editor/line-buffer.ts'
import type { LineBuffer } from '../editor/line-buffer.ts'
import type { LineCommandName } from '../editor/keymap.ts'
import { openPager } from '../history/pager.ts'
import { beginSearch } from '../history/search.ts'
import { HistoryWalk } from '../history/walk.ts'
import { yankLastArgument } from './last-argument.ts'
import { beginCompletion } from './completing.ts'
import { expandLine } from './expanding.ts'
import type { Session } from './session.ts'
import { walks } from './walks.ts'

type LineCommand = (session: Session) => void

/** Enter: an unfinished text gets another line, a finished one is run. */
const acceptLine: LineCommand = session => {
  if (!expandLine(session, session.editor.buffer.text.length)) return
  const { text } = session.editor.buffer
  if (text !== '' && session.host.judge(text) === 'unfinished') session.newLine()
  else session.finish({ type: 'line', text })
}

const deleteCharOrEnd: LineCommand = session => {
  if (session.editor.buffer.text === '') session.finish({ type: 'end' })
  else session.run('delete-char')
}

/** Leaves a walk where it began. */
const abort: LineCommand = session => show(session, session.walk?.draft(session.editor.buffer))

/** Up: within the text first, unless a walk goes on; then to older lines that begin with what was typed. */
const upLineOrHistory: LineCommand = session => {
  const { text, cursor } = session.editor.buffer
  const goesOn = walks.has(session.previous) && session.walk?.isAtDraft === false
  if (!goesOn && lineStart(text, cursor) > 0) session.run('previous-line')
  else older(session, true)
}

const downLineOrHistory: LineCommand = session => {
  const { text, cursor } = session.editor.buffer
  const goesOn = walks.has(session.previous) && session.walk?.isAtDraft === false
  if (!goesOn && text.includes('\n', cursor)) session.run('next-line')
  else newer(session)
}

function older(session: Session, byPrefix: boolean): void {
  const { buffer } = session.editor
  show(session, walkFrom(session, byPrefix).older(buffer))
}

function newer(session: Session): void {
  show(session, session.walk?.newer(session.editor.buffer))
}

/** The walk in progress, or a new one from what is typed. */
function walkFrom(session: Session, byPrefix: boolean): HistoryWalk {
  if (session.walk !== undefined && !session.walk.isAtDraft) return session.walk
  const { buffer } = session.editor
  const prefix = byPrefix ? buffer.text.slice(0, buffer.cursor) : ''
  return (session.walk = new HistoryWalk(session.host.history, buffer, prefix))
}

function show(session: Session, buffer: LineBuffer | undefined): void {
  if (buffer !== undefined) session.edit(() => ({ buffer }))
}

const search: LineCommand = session => {
  session.search = beginSearch(session.editor.buffer)
}

/** `#` before every line, or away where it is there; then Enter (readline manual, insert-comment). */
const insertComment: LineCommand = session => {
  const lines = session.editor.buffer.text.split('\n')
  const isComment = lines.every(line => line.startsWith('#'))
  const text = lines.map(line => (isComment ? line.slice(1) : `#${line}`)).join('\n')
  session.edit(() => ({ buffer: bufferOf(text) }))
  acceptLine(session)
}

/** To the next such character, or the one before (readline manual, character-search). */
function characterSearch(direction: 1 | -1): LineCommand {
  return session =>
    session.awaitCharacter(character => {
      const { text, cursor } = session.editor.buffer
      const to =
        direction === 1 ? text.indexOf(character, cursor + 1) : text.lastIndexOf(character, cursor - 1)
      if (to !== -1 && (direction === 1 || cursor > 0)) session.edit(() => ({ buffer: { text, cursor: to } }))
    })
}

/** The commands that need more than the text, under readline's (and, for Up and Down, zsh's) names. */
export const lineCommands: Readonly<Record<LineCommandName, LineCommand>> = {
  'accept-line': acceptLine,
  complete: session => void beginCompletion(session),
  'delete-char-or-eof': deleteCharOrEnd,
  interrupt: session => session.finish({ type: 'interrupt' }),
  abort,
  'character-search': characterSearch(1),
  'character-search-backward': characterSearch(-1),
  'clear-screen': session => session.host.clearScreen(),
  'quoted-insert': session => session.host.quoteNext(),
  'up-line-or-history': upLineOrHistory,
  'down-line-or-history': downLineOrHistory,
  'previous-history': session => older(session, false),
  'next-history': newer,
  'history-pager': session => {
    session.pager = openPager(session.host.history, session.editor.buffer)
  },
  'history-search-backward': session => older(session, true),
  'history-search-forward': newer,
  'beginning-of-history': session => show(session, walkFrom(session, false).oldest(session.editor.buffer)),
  'end-of-history': session => show(session, session.walk?.draft(session.editor.buffer)),
  'reverse-search-history': search,
  'forward-search-history': search,
  'yank-last-arg': yankLastArgument,
  'insert-comment': insertComment,
  // Which one it is, the keys tell.
  'custom-binding': () => {},
  'edit-and-execute-command': session => session.host.editElsewhere?.(),
}

/** True for the name of one of them. */
export function isLineCommand(name: string): name is LineCommandName {
  return Object.hasOwn(lineCommands, name)
}
