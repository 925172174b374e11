import type { CommandName } from '../../editor/keymap.ts'
import { isPrefix, type Keymap } from '../../editor/keymap.ts'
import type { Session } from '../session.ts'
import type { ViMode } from './mode.ts'
import { cancel, runCommand, runWithCharacter, selectObject } from './run-command.ts'

/** What keys stand for while something is selected. */
const visualNames: ReadonlyMap<CommandName, CommandName> = new Map<CommandName, CommandName>([
  ['undo', 'vi-down-case'],
  ['revert-line', 'vi-up-case'],
  ['vi-open-line-below', 'exchange-point-and-mark'],
])

/** A key outside of insert mode: a count, a register, a part of a command, or the end of one. */
export function typeCommandKey(
  vi: ViMode,
  session: Session,
  keymap: Keymap,
  chord: string,
  text: string | undefined,
): void {
  const { waiting, chords, digits, operator } = vi.pending
  const shown = vi.pending.shown + (text ?? `${chord} `)
  if (waiting !== undefined)
    return takeAwaited(vi, session, chord, text ?? (chord === 'Return' ? '\n' : undefined))
  if (chords === '' && (/^[1-9]$/.test(chord) || (chord === '0' && digits !== ''))) {
    const all = (digits + chord).slice(0, 6)
    vi.pending = { ...vi.pending, digits: all, shown }
    if (operator === undefined) vi.recording.dropDigit(Number(all))
    return
  }
  if (chords === '' && chord === '"') {
    vi.pending = { ...vi.pending, waiting: { type: 'register' }, shown }
    return
  }
  if (chords === '' && (chord === 'i' || chord === 'a') && (operator !== undefined || vi.isVisual)) {
    vi.pending = { ...vi.pending, waiting: { type: 'object', kind: chord }, shown }
    return
  }
  const keys = chords === '' ? chord : `${chords} ${chord}`
  // `g~~`, `gUU`: the operator's last key again.
  const name = operator?.chord.endsWith(keys) ? operator.name : keymap.get(keys)
  const meant = name !== undefined && vi.isVisual ? (visualNames.get(name) ?? name) : name
  if (meant !== undefined) runCommand(vi, session, meant, keys)
  else if (isPrefix(keymap, keys)) vi.pending = { ...vi.pending, chords: keys, shown }
  else cancel(vi)
}

/** The key that was awaited: a character, a text object, a register. */
function takeAwaited(vi: ViMode, session: Session, chord: string, text: string | undefined): void {
  const { waiting, ...rest } = vi.pending
  vi.pending = { ...rest, shown: rest.shown + (text ?? '') }
  if (waiting === undefined || text === undefined || chord === 'Escape') return cancel(vi)
  if (waiting.type === 'register') {
    if (/^[a-zA-Z0-9"_+*-]$/.test(text)) vi.pending = { ...vi.pending, register: text }
    else cancel(vi)
  } else if (waiting.type === 'object') selectObject(vi, session, waiting.kind, text)
  else runWithCharacter(vi, session, waiting.command, text)
}
