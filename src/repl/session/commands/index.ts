import { foreignEnd } from '../../../lang/syntax/index.ts'
import { bufferOf } from '../../editor/line-buffer.ts'
import type { CommandName } from '../../editor/keymap.ts'
import type { LineCommandName } from '../../editor/line-command-names.ts'
import { expandLine } from '../expanding.ts'
import type { Session } from '../session.ts'
import { yankLastArgument, yankNthArgument } from './arguments.ts'
import { needsMore } from '../../needs-more.ts'
import { completing } from './completing.ts'
import { expanding } from './expanding.ts'
import { macros } from './macros.ts'
import { shell } from './shell.ts'
import { walking } from './walking.ts'

type LineCommand = (session: Session, argument?: number) => void

/** Enter: an unfinished text gets another line, a finished one is run. */
const acceptLine: LineCommand = session => {
  if (!expandLine(session, session.editor.buffer.text.length)) return
  session.endWord()
  const { text } = session.editor.buffer
  if (needsMore(session.host, text)) {
    session.newLine()
    session.note = foreignEnd(text)
  } else session.finish({ type: 'line', text })
}

const deleteCharOrEnd: LineCommand = session => {
  if (session.editor.buffer.text === '') session.finish({ type: 'end' })
  else session.run('delete-char')
}

/** The character at the cursor, or before it at the end of the line. */
const deleteEitherChar: LineCommand = session => {
  const { buffer } = session.editor
  session.run(buffer.cursor === buffer.text.length ? 'backward-delete-char' : 'delete-char')
}

/** `#` before every line, or away where it is there; then Enter (readline manual, insert-comment). */
const insertComment: LineCommand = session => {
  const begin = session.host.commentBegin?.() ?? '#'
  const lines = session.editor.buffer.text.split('\n')
  const isComment = lines.every(line => line.startsWith(begin))
  const text = lines.map(line => (isComment ? line.slice(begin.length) : begin + line)).join('\n')
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

/** The keys of a macro come from no terminal, and were quoted when they were kept. */
const quotedInsert: LineCommand = session => {
  if (!session.macro.isPlaying) session.host.quoteNext()
}

/** Which one it is, the keys tell. */
const byKeys: LineCommand = () => {}

/** The commands that need more than the text, under readline's (and, for Up and Down, zsh's) names. */
export const lineCommands: Readonly<Record<LineCommandName, LineCommand>> = {
  ...walking,
  ...completing,
  ...expanding,
  ...macros,
  ...shell,
  'accept-line': acceptLine,
  'delete-char-or-eof': deleteCharOrEnd,
  'forward-backward-delete-char': deleteEitherChar,
  interrupt: session => session.finish({ type: 'interrupt' }),
  'character-search': characterSearch(1),
  'character-search-backward': characterSearch(-1),
  'clear-screen': session => session.host.clearScreen(),
  'quoted-insert': quotedInsert,
  'yank-last-arg': yankLastArgument,
  'yank-nth-arg': yankNthArgument,
  'insert-comment': insertComment,
  'edit-and-execute-command': session => session.host.editElsewhere?.(),
  'custom-binding': byKeys,
  'digit-argument': byKeys,
  'universal-argument': byKeys,
  'do-lowercase-version': byKeys,
}

/** True for the name of one of them. */
export function isLineCommand(name: string): name is LineCommandName {
  return Object.hasOwn(lineCommands, name)
}

/** Commands to which a number says what is meant, and not how often. */
const withArgument: ReadonlySet<CommandName> = new Set<CommandName>([
  'call-last-kbd-macro',
  'fetch-history',
  'overwrite-mode',
  'yank-last-arg',
  'yank-nth-arg',
])

export function takesArgument(name: CommandName): boolean {
  return withArgument.has(name)
}
