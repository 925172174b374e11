import { isPromise } from '../../value/index.ts'
import { eraseInPairs, typeInPairs } from '../editor/auto-pairs.ts'
import { editCommands, isEditCommand } from '../editor/commands/index.ts'
import { nextGrapheme } from '../editor/graphemes.ts'
import { dedentBefore } from '../editor/indent.ts'
import type { CommandName } from '../editor/keymap.ts'
import { insertText, lineEnd, replaceRange } from '../editor/line-buffer.ts'
import { acceptedPart } from '../suggest/accept.ts'
import { expandAbbreviation } from './abbreviating.ts'
import { expandWord } from './expanding.ts'
import { isLineCommand, lineCommands, takesArgument } from './commands/index.ts'
import { reversed } from './reversed.ts'
import type { Session } from './session.ts'

/** Runs a command by its name, once; `argument` is the number typed before it. */
export function runCommand(session: Session, name: CommandName, text: string, argument?: number): void {
  const accepted = acceptedPart(name, session.assistance === undefined ? '' : session.getView().suggestion)
  if (name === 'self-insert' && text === ' ') expandWord(session)
  if (accepted !== undefined) session.insert(accepted)
  else if (name === 'insert-newline') session.newLine()
  else if (session.overwrites && overwrite(session, name, text)) session.previous = name
  else if (session.pairs && runInPairs(session, name, text)) session.previous = name
  else if (name === 'self-insert' && text.length === 1)
    session.edit(
      ({ buffer }) => ({ buffer: insertText(dedentBefore(buffer, text), text), last: 'insert' }),
      text,
    )
  else if (isEditCommand(name)) session.edit(editCommands[name], text)
  else if (isLineCommand(name)) lineCommands[name](session, argument)
  session.previous = name
}

/** Runs a command as often as the number says that was typed before it; a negative one turns it round. */
export function repeatCommand(
  session: Session,
  name: CommandName,
  text: string,
  argument: number | undefined,
): void {
  if (argument === undefined && expandsFirst(session, name, text)) return
  if (takesArgument(name)) return session.run(name, text, argument)
  const count = argument ?? 1
  const meant = count < 0 ? reversed(name) : name
  if (meant === undefined) return
  for (let done = 0; done < Math.abs(count) && session.isEditing; done++) session.run(meant, text)
}

/** Space and Enter end a word: an abbreviation becomes what it stands for, which may take its time. */
function expandsFirst(session: Session, command: CommandName, text: string): boolean {
  const isSpace = command === 'self-insert' && text === ' '
  if (!isSpace && command !== 'accept-line') return false
  const done = (isExpanded: boolean): void => {
    if (!isExpanded || !isSpace) session.run(command, text)
    else session.previous = 'self-insert'
  }
  const expanded = expandAbbreviation(session, isSpace ? ' ' : '')
  if (isPromise(expanded)) session.wait(expanded.then(done))
  else done(expanded)
  return true
}

function runInPairs(session: Session, name: CommandName, text: string): boolean {
  if (name === 'self-insert')
    return session.edit(({ buffer }) => {
      const next = typeInPairs(buffer, text)
      return next && { buffer: next, last: 'insert' }
    }, text)
  if (name !== 'backward-delete-char') return false
  return session.edit(({ buffer }) => {
    const next = eraseInPairs(buffer)
    return next && { buffer: next }
  })
}

/** Overwrite mode: what is typed takes the place of what is there (readline manual, overwrite-mode). */
function overwrite(session: Session, name: CommandName, text: string): boolean {
  if (name !== 'self-insert') return false
  return session.edit(({ buffer }) => {
    const { text: line, cursor } = buffer
    const end = Math.min(lineEnd(line, cursor), nextGrapheme(line, cursor))
    return end === cursor ? undefined : { buffer: replaceRange(buffer, cursor, end, text), last: 'insert' }
  }, text)
}
