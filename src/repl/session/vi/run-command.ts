import type { CommandName } from '../../editor/keymap.ts'
import { lineStart } from '../../editor/line-buffer.ts'
import { endOfLines, motions, type Motion } from '../../editor/vi/motions.ts'
import { textObject, widerObject } from '../../editor/vi/objects.ts'
import { firstPrint, operators, type OperatorName } from '../../editor/vi/operators.ts'
import type { Session } from '../session.ts'
import { actionNamed, characterMotion, repeatedFind, takesCharacter } from './actions.ts'
import type { ViMode } from './mode.ts'
import { countOf, hasCount, nothingPending } from './pending.ts'
import { rangeOf } from './range.ts'

/** Commands that change the line but are nothing that `.` does again. */
const unrepeatable: ReadonlySet<CommandName> = new Set<CommandName>([
  'undo',
  'redo',
  'revert-line',
  'vi-redo',
  'vi-up-line-or-history',
  'vi-down-line-or-history',
  'up-line-or-history',
  'down-line-or-history',
  'history-search-backward',
  'history-search-forward',
  'search-again-backward',
  'search-again-forward',
])

/** Runs a command by its name, with the counts and the register that were typed before it. */
export function runCommand(vi: ViMode, session: Session, name: CommandName, chord: string): void {
  if (takesCharacter(name)) {
    const shown = vi.pending.shown + chord
    vi.pending = { ...vi.pending, chords: '', waiting: { type: 'character', command: name }, shown }
    return
  }
  if (name === 'custom-binding') {
    finish(vi)
    return session.runCustom(chord)
  }
  if (unrepeatable.has(name)) vi.recording.exclude()
  if (isOperator(name)) return runOperator(vi, session, name, chord)
  const motion = motionNamed(hasPercentage(vi, name) ? 'vi-percentage' : name) ?? repeatedFind(vi, name)
  if (motion !== undefined && moveOrOperate(vi, session, name, motion)) return finish(vi)
  const action = actionNamed(name)
  if (vi.pending.operator !== undefined) return cancel(vi)
  if (action !== undefined) action(vi, session, countOf(vi.pending), hasCount(vi.pending))
  else runPlain(vi, session, name)
  finish(vi)
}

/** `50%` leads to a line, `%` to a bracket's partner. */
function hasPercentage({ pending }: ViMode, name: CommandName): boolean {
  return name === 'vi-match' && hasCount(pending)
}

/** A command of the session: history, undo, the end of the line. */
function runPlain(vi: ViMode, session: Session, name: CommandName): void {
  const walk = walks.get(name) ?? (motionNamed(name) === undefined ? name : undefined)
  const count = countOf(vi.pending)
  finish(vi)
  if (walk === undefined || name === 'vi-repeat-find' || name === 'vi-rev-repeat-find') return
  for (let done = 0; done < count && session.isEditing; done++) session.run(walk)
}

function finish(vi: ViMode): void {
  vi.pending = nothingPending
}

/** Keys that mean nothing: they are forgotten. */
export function cancel(vi: ViMode): void {
  finish(vi)
  vi.recording.exclude()
}

function runOperator(vi: ViMode, session: Session, name: OperatorName, chord: string): void {
  const selected = vi.selection(session)
  const { operator } = vi.pending
  if (selected !== undefined) vi.operate(session, name, selected, selected.start)
  else if (operator?.name === name) operateOnLines(vi, session, name)
  else if (operator === undefined) {
    const count = countOf(vi.pending)
    const shown = vi.pending.shown + chord.replaceAll(' ', '')
    vi.pending = {
      ...vi.pending,
      operator: { name, chord, count, hasCount: hasCount(vi.pending) },
      digits: '',
      chords: '',
      shown,
    }
    return
  }
  finish(vi)
}

/** `dd`: whole lines. */
function operateOnLines(vi: ViMode, session: Session, name: OperatorName): void {
  const { text, cursor } = session.editor.buffer
  const end = endOfLines(text, cursor, countOf(vi.pending))
  if (end === undefined) return cancel(vi)
  const to = name === 'vi-yank-to' ? cursor : firstPrint(text, end)
  vi.operate(session, name, { start: lineStart(text, cursor), end, isLinewise: true }, to)
}

/** Moves, or operates up to there; false where it leads nowhere and another command may go on. */
function moveOrOperate(vi: ViMode, session: Session, name: CommandName, motion: Motion): boolean {
  const { text, cursor } = session.editor.buffer
  const { operator } = vi.pending
  const count = countOf(vi.pending)
  const found = motion.find(text, cursor, count, hasCount(vi.pending))
  const to = found ?? (operator !== undefined && motion.canStay ? cursor : undefined)
  if (to === undefined) return operator !== undefined || vi.isVisual
  if (operator !== undefined)
    vi.operate(session, operator.name, rangeOf(text, cursor, to, motion, operator.name, name), to)
  else session.edit(({ buffer }) => ({ buffer: { ...buffer, cursor: to } }))
  return true
}

/** Operates on a text object; `i` is what is inside, `a` with what is around. While something is selected, selects it. */
export function selectObject(vi: ViMode, session: Session, kind: 'i' | 'a', object: string): void {
  const { text, cursor } = session.editor.buffer
  const { operator } = vi.pending
  const count = countOf(vi.pending)
  const range =
    vi.isVisual && vi.anchor !== cursor
      ? widerObject(text, vi.anchor, cursor, kind, object, count)
      : textObject(text, cursor, kind, object, count)
  if (range === undefined || range.start > range.end) return cancel(vi)
  if (operator !== undefined) vi.operate(session, operator.name, range, range.start)
  else vi.select(session, range)
  finish(vi)
}

/** Runs a command that was given its character: `f`, `r`, `m`. */
export function runWithCharacter(vi: ViMode, session: Session, name: CommandName, text: string): void {
  const motion = characterMotion(vi, name, text)
  if (motion !== undefined) moveOrOperate(vi, session, name, motion)
  else actionNamed(name)?.(vi, session, countOf(vi.pending), hasCount(vi.pending), text)
  finish(vi)
}

function isOperator(name: CommandName): name is OperatorName {
  return Object.hasOwn(operators, name)
}

/** Where there is no other line, the history goes on. */
const walks: ReadonlyMap<CommandName, CommandName> = new Map<CommandName, CommandName>([
  ['vi-up-line-or-history', 'previous-history'],
  ['vi-down-line-or-history', 'next-history'],
])

/** Up and Down are motions as long as there is a line. */
const lineMotions: ReadonlyMap<CommandName, Motion> = new Map<CommandName, Motion>([
  ['vi-up-line-or-history', motions['vi-up-line']],
  ['vi-down-line-or-history', motions['vi-down-line']],
])

function motionNamed(name: CommandName | 'vi-percentage'): Motion | undefined {
  return Object.hasOwn(motions, name)
    ? motions[name as keyof typeof motions]
    : lineMotions.get(name as CommandName)
}
