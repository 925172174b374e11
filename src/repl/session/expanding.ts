import { expandHistory } from '../../builtins/index.ts'
import type { Session } from './session.ts'

/** History is meant whatever the rule says: as TypeScript these would be no use. */
const certain = /^!(?:!(?![\w($])|-?\d+(?:$|\s|:)|\?)/

/**
 * Puts what `!!`, `!$` and their like stand for into the line, up to `end`. False if it cannot be followed, or is for showing only: the line
 * is not to be run as it is.
 */
export function expandLine(session: Session, end: number): boolean {
  const { text, cursor } = session.editor.buffer
  const events = session.host.events?.()
  const typed = text.slice(0, end)
  if (events === undefined || !/!|^\^/.test(typed) || !isCommand(session, text)) return true
  const expanded = expandHistory(typed, events.entries, events.dropped)
  if (expanded.type === 'error') {
    session.note = expanded.message
    return false
  }
  if (expanded.type === 'unchanged') return true
  const { length } = expanded.text
  const buffer = {
    text: expanded.text + text.slice(end),
    cursor: cursor <= end ? length : cursor - end + length,
  }
  session.edit(() => ({ buffer }))
  return !expanded.isShownOnly
}

/** A blank behind `!$` or its like shows what it is (readline's `magic-space`); what cannot be followed yet is left alone. */
export function expandWord(session: Session): void {
  const { text, cursor } = session.editor.buffer
  const { note } = session
  if (/![^\s!]*!?[^\s]*$|^\^[^\n]*$/.test(text.slice(0, cursor))) expandLine(session, cursor)
  session.note = note
}

function isCommand(session: Session, text: string): boolean {
  return certain.test(text) || session.host.judge(text) !== 'typescript'
}
