import { nextGrapheme, previousGrapheme } from '../../editor/graphemes.ts'
import type { CommandName } from '../../editor/keymap.ts'
import { insertIndentedNewline } from '../../editor/indent.ts'
import { insertText, lineEnd, lineStart, replaceRange, type LineBuffer } from '../../editor/line-buffer.ts'
import { findCharacter, reversed, type Find } from '../../editor/vi/finds.ts'
import type { TextRange } from '../../editor/vi/objects.ts'
import { endOfLines, type Motion } from '../../editor/vi/motions.ts'
import {
  firstPrint,
  joinLines,
  put,
  putInPlace,
  swapCase,
  type OperatorName,
} from '../../editor/vi/operators.ts'
import { isCode } from '../is-code.ts'
import type { Session } from '../session.ts'
import type { ViMode } from './mode.ts'
import { allOfLines } from './range.ts'

/** A command that is neither a motion nor an operator. `text` is the character it was given (`r`, `m`). */
type Action = (vi: ViMode, session: Session, count: number, hasCount: boolean, text?: string) => void

function move(session: Session, find: (text: string, cursor: number) => number): void {
  session.edit(({ buffer }) => ({ buffer: { ...buffer, cursor: find(buffer.text, buffer.cursor) } }))
}

function change(session: Session, edit: (buffer: LineBuffer) => LineBuffer | undefined): void {
  session.edit(({ buffer }) => {
    const next = edit(buffer)
    return next && { buffer: next }
  })
}

/** Goes somewhere and inserts there. */
function insertAt(find: (text: string, cursor: number) => number): Action {
  return (vi, session, count) => {
    if (!vi.isVisual) move(session, find)
    vi.insert(count)
  }
}

function operateOnSelection(vi: ViMode, session: Session, name: OperatorName, range: TextRange): void {
  vi.operate(session, name, range, range.start)
}

function spanned(text: string, name: OperatorName, range: TextRange): TextRange {
  return name === 'vi-delete-to' && !range.isLinewise ? allOfLines(text, range) : range
}

type Taken = readonly [start: number, end: number, isLinewise?: boolean]

function wholeLines(text: string, { start, end }: TextRange): TextRange {
  return { start: lineStart(text, start), end: lineEnd(text, Math.max(start, end - 1)), isLinewise: true }
}

/** An operator on what a simple key takes: `x`, `D`, `S`; on the selection where there is one. */
function shorthand(
  name: 'vi-delete-to' | 'vi-change-to' | 'vi-yank-to',
  range: (text: string, cursor: number, count: number) => Taken | undefined,
  isOnLines = false,
): Action {
  return (vi, session, count) => {
    const { text, cursor } = session.editor.buffer
    const selected = vi.selection(session)
    if (selected !== undefined)
      return operateOnSelection(vi, session, name, isOnLines ? wholeLines(text, selected) : selected)
    const taken = range(text, cursor, count)
    if (taken === undefined) return
    const [start, end, isLinewise = false] = taken
    if (start < end || name === 'vi-change-to')
      vi.operate(session, name, spanned(text, name, { start, end, isLinewise }))
  }
}

function forward(text: string, cursor: number, count: number): number {
  let at = cursor
  for (let done = 0; done < count; done++) at = Math.min(lineEnd(text, at), nextGrapheme(text, at))
  return at
}

function backward(text: string, cursor: number, count: number): number {
  let at = cursor
  for (let done = 0; done < count; done++) at = Math.max(lineStart(text, at), previousGrapheme(text, at))
  return at
}

function toLineEnd(text: string, cursor: number, count: number): Taken | undefined {
  const end = endOfLines(text, cursor, count)
  return end === undefined ? undefined : [cursor, end]
}

function lines(text: string, cursor: number, count: number): Taken | undefined {
  const end = endOfLines(text, cursor, count)
  return end === undefined ? undefined : [lineStart(text, cursor), end, true]
}

/** A new line beside the cursor's, as far in; below what opens a block further. */
function openLine(where: 'above' | 'below'): Action {
  return (vi, session, count) => {
    change(session, where === 'below' ? lineBelow : lineAbove)
    vi.insert(count, 'insert', () => change(session, lineBelow))
  }
}

function lineBelow({ text, cursor }: LineBuffer): LineBuffer {
  const end = { text, cursor: lineEnd(text, cursor) }
  return isCode(text, end.cursor) ? insertIndentedNewline(end) : insertText(end, '\n')
}

function lineAbove(buffer: LineBuffer): LineBuffer {
  const { text, cursor } = buffer
  const at = lineStart(text, cursor)
  const blanks = isCode(text, lineEnd(text, cursor)) ? (/^[ \t]*/.exec(text.slice(at))?.[0] ?? '') : ''
  return { ...replaceRange(buffer, at, at, `${blanks}\n`), cursor: at + blanks.length }
}

/** `r`: so many characters become this one; where there are not enough, none. */
const changeCharacter: Action = (vi, session, count, _, text = '') => {
  const selected = vi.selection(session)
  change(session, buffer => {
    const start = selected?.start ?? buffer.cursor
    const end = selected?.end ?? forward(buffer.text, start, count)
    const replaced = buffer.text.slice(start, end)
    if (replaced === '' || (selected === undefined && replaced.length < count)) return undefined
    const next = replaceRange(
      buffer,
      start,
      end,
      replaced.replace(/[^\n]/gu, () => text),
    )
    return { ...next, cursor: selected === undefined ? previousGrapheme(next.text, next.cursor) : start }
  })
  vi.mode = 'command'
}

const changeCase: Action = (vi, session, count) => {
  const selected = vi.selection(session)
  if (selected !== undefined) return operateOnSelection(vi, session, 'vi-oper-swap-case', selected)
  change(session, buffer => {
    const end = forward(buffer.text, buffer.cursor, count)
    return replaceRange(buffer, buffer.cursor, end, swapCase(buffer.text.slice(buffer.cursor, end)))
  })
}

/** In visual mode the selection gives way, and takes the register's place; `P` leaves that as it is. */
function putFrom(where: 'before' | 'after'): Action {
  return (vi, session, count) => {
    const kept = vi.registers.get((vi.register ?? '"').toLowerCase())
    const selected = vi.selection(session)
    const before = vi.registers
    const lined = session.editor.buffer
    if (selected !== undefined) vi.operate(session, 'vi-delete-to', selected)
    if (where === 'before') vi.registers = before
    if (kept === undefined) return
    change(session, buffer =>
      selected === undefined ? put(buffer, kept, where, count) : putInPlace(lined, selected, kept, count),
    )
    vi.mode = 'command'
  }
}

function visual(mode: 'visual' | 'visual-line'): Action {
  return (vi, session) => {
    if (!vi.isVisual) vi.anchor = session.editor.buffer.cursor
    vi.mode = vi.mode === mode ? 'command' : mode
  }
}

const actions = {
  'vi-movement-mode': vi => void (vi.mode = 'command'),
  'vi-insertion-mode': insertAt((_, cursor) => cursor),
  'vi-append-mode': insertAt((text, cursor) => Math.min(lineEnd(text, cursor), nextGrapheme(text, cursor))),
  'vi-insert-beg': insertAt(firstPrint),
  'vi-append-eol': insertAt(lineEnd),
  'vi-open-line-below': openLine('below'),
  'vi-open-line-above': openLine('above'),
  'vi-replace': (vi, _, count) => vi.insert(count, 'replace'),
  'vi-kill-eol': shorthand('vi-delete-to', toLineEnd, true),
  'vi-change-eol': shorthand('vi-change-to', toLineEnd, true),
  'vi-yank-eol': shorthand('vi-yank-to', toLineEnd, true),
  'vi-delete': shorthand('vi-delete-to', (text, cursor, count) => [cursor, forward(text, cursor, count)]),
  'vi-rubout': shorthand(
    'vi-delete-to',
    (text, cursor, count) => [backward(text, cursor, count), cursor],
    true,
  ),
  'vi-substitute': shorthand('vi-change-to', (text, cursor, count) => [cursor, forward(text, cursor, count)]),
  'vi-change-whole-line': shorthand('vi-change-to', lines, true),
  'vi-change-char': changeCharacter,
  'vi-change-case': changeCase,
  'vi-join': (_, session, count) => {
    for (let done = 0; done < Math.max(1, count - 1); done++) change(session, joinLines)
  },
  'vi-put-after': putFrom('after'),
  'vi-put-before': putFrom('before'),
  'vi-yank-arg': (vi, session) => {
    change(session, buffer => {
      const at = Math.min(lineEnd(buffer.text, buffer.cursor), nextGrapheme(buffer.text, buffer.cursor))
      return insertText(
        { ...buffer, cursor: at },
        at > 0 && !/\s/.test(buffer.text.charAt(at - 1)) ? ' ' : '',
      )
    })
    session.run('yank-last-arg')
    vi.insert(1)
  },
  'vi-redo': (vi, session, count, hasCount) => vi.repeat(session, hasCount ? count : undefined),
  'vi-set-mark': (vi, session, _, __, text = '') => void vi.marks.set(text, session.editor.buffer.cursor),
  /** The other end of the selection moves from now on. */
  'exchange-point-and-mark': (vi, session) => {
    const { cursor } = session.editor.buffer
    const { anchor } = vi
    vi.anchor = cursor
    move(session, () => anchor)
  },
  'visual-mode': visual('visual'),
  'visual-line-mode': visual('visual-line'),
} satisfies Partial<Record<CommandName, Action>>

const finds: Readonly<Record<string, Omit<Find, 'character'>>> = {
  'vi-find-next-char': { direction: 1, isTill: false },
  'vi-find-prev-char': { direction: -1, isTill: false },
  'vi-find-next-char-skip': { direction: 1, isTill: true },
  'vi-find-prev-char-skip': { direction: -1, isTill: true },
}

export function actionNamed(name: CommandName): Action | undefined {
  return Object.hasOwn(actions, name) ? (actions as Record<string, Action>)[name] : undefined
}

/** True for a command whose next key is a character. */
export function takesCharacter(name: CommandName): boolean {
  return name in finds || name === 'vi-change-char' || name === 'vi-set-mark' || name === 'vi-goto-mark'
}

/** The motion that a command and its character stand for. */
export function characterMotion(vi: ViMode, name: CommandName, character: string): Motion | undefined {
  const find = finds[name]
  if (find !== undefined) {
    vi.lastFind = { ...find, character }
    return findMotion(vi.lastFind, false)
  }
  return name === 'vi-goto-mark' ? { find: () => vi.marks.get(character) } : undefined
}

/** `;` and `,`. */
export function repeatedFind(vi: ViMode, name: CommandName): Motion | undefined {
  if (vi.lastFind === undefined) return undefined
  if (name === 'vi-repeat-find') return findMotion(vi.lastFind, true)
  return name === 'vi-rev-repeat-find' ? findMotion(reversed(vi.lastFind), true) : undefined
}

function findMotion(find: Find, again: boolean): Motion {
  return {
    find: (text, cursor, count) => findCharacter(text, cursor, find, count, again),
    isInclusive: find.direction === 1,
  }
}
