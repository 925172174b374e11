import { nextGrapheme, previousGrapheme } from '../../editor/graphemes.ts'
import type { CommandName } from '../../editor/keymap.ts'
import { isPrefix, type Keymap } from '../../editor/keymap.ts'
import { lineEnd, lineStart } from '../../editor/line-buffer.ts'
import type { Find } from '../../editor/vi/finds.ts'
import { motions, type Motion } from '../../editor/vi/motions.ts'
import { textObject, type TextRange } from '../../editor/vi/objects.ts'
import { onCharacter, operators, type OperatorName } from '../../editor/vi/operators.ts'
import { keep, type Registers } from '../../editor/vi/registers.ts'
import type { Session } from '../session.ts'
import { actionNamed, characterMotion, repeatedFind, takesCharacter } from './actions.ts'
import { countOf, hasCount, nothingPending, type Pending } from './pending.ts'
import { rangeOf } from './range.ts'
import { Recording, type TypedKey } from './recording.ts'

export type ViModeName = 'insert' | 'command' | 'visual' | 'visual-line' | 'replace'

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
])

/** vi's modes over a session: what its keys mean outside of insert mode, and what they keep from command to command. */
export class ViMode {
  mode: ViModeName = 'insert'
  /** Where a selection began. */
  anchor = 0
  registers: Registers = new Map()
  readonly marks = new Map<string, number>()
  lastFind: Find | undefined
  readonly recording = new Recording()
  #pending: Pending = nothingPending
  /** How many steps of undo there were when the command began. */
  #steps = 0
  #insertCount = 1
  #inserted: TypedKey[] = []
  #isReplaying = false

  /** A new line is edited. */
  begin(): void {
    this.mode = 'insert'
    this.marks.clear()
    this.#pending = nothingPending
    this.#insertCount = 1
    this.#inserted = []
    this.#steps = 0
    this.recording.begin('')
  }

  /** Keys that wait for more. */
  get shown(): string {
    return this.#pending.shown
  }

  get register(): string | undefined {
    return this.#pending.register
  }

  get isVisual(): boolean {
    return this.mode === 'visual' || this.mode === 'visual-line'
  }

  /** What is selected. */
  selection({ editor: { buffer } }: Session): TextRange | undefined {
    if (!this.isVisual) return undefined
    const start = Math.min(this.anchor, buffer.cursor)
    const end = Math.max(this.anchor, buffer.cursor)
    if (this.mode === 'visual') return { start, end: nextGrapheme(buffer.text, end), isLinewise: false }
    return { start: lineStart(buffer.text, start), end: lineEnd(buffer.text, end), isLinewise: true }
  }

  /** Takes a key; false if it is one for the keymap of insert mode. */
  key(session: Session, keymap: Keymap, chord: string, text: string | undefined): boolean {
    const typed: TypedKey = { type: 'key', chord, text }
    if (this.mode === 'insert' || this.mode === 'replace') return this.#insertKey(session, keymap, typed)
    if (this.#pending === nothingPending && this.mode === 'command') this.#begin(session)
    this.recording.add(typed)
    this.#command(session, keymap, chord, text)
    this.#settle(session)
    return true
  }

  /** A paste belongs to what is inserted. */
  paste(text: string): void {
    this.recording.add({ type: 'paste', text })
    this.#inserted.push({ type: 'paste', text })
  }

  /** From now on keys insert, `count` times in the end. */
  insert(count: number, mode: 'insert' | 'replace' = 'insert'): void {
    this.mode = mode
    this.#insertCount = count
    this.#inserted = []
  }

  /** Does the last change again. */
  repeat(session: Session, count: number | undefined): void {
    const { last } = this.recording
    if (last === undefined || this.#isReplaying) return
    this.#pending = nothingPending
    this.#isReplaying = true
    const times = count ?? last.count
    for (const digit of times === undefined ? '' : String(times)) session.type(digit, digit)
    this.#replay(session, last.keys)
    this.#isReplaying = false
    this.recording.last = { keys: last.keys, count: times }
  }

  /** An operator on a range: the text changes, a register keeps what was taken. */
  operate(session: Session, name: OperatorName, range: TextRange): void {
    const { buffer, kept, how, inserts } = operators[name](session.editor.buffer, range)
    if (kept !== undefined && how !== undefined) {
      this.registers = keep(this.registers, this.register, kept, how)
      if (this.register === '+' || this.register === '*') session.host.copy?.(kept.text)
    }
    session.edit(({ kills }) => ({ buffer, kills: kept === undefined ? kills : [kept.text, ...kills] }))
    this.mode = 'command'
    if (inserts) this.insert(1)
  }

  leaveInsert(session: Session): void {
    const again = this.#inserted
    const count = this.#insertCount
    this.#insertCount = 1
    // What is done again is not kept again.
    for (let done = 1; done < count; done++) {
      this.#inserted = []
      this.#replay(session, again)
    }
    this.mode = 'command'
    session.edit(({ buffer: { text, cursor } }) => ({
      buffer: { text, cursor: Math.max(lineStart(text, cursor), previousGrapheme(text, cursor)) },
    }))
    this.#settle(session)
  }

  #replay(session: Session, keys: readonly TypedKey[]): void {
    for (const key of keys) {
      if (key.type === 'paste') session.insert(key.text)
      else session.type(key.chord, key.text)
    }
  }

  #begin(session: Session): void {
    this.recording.begin(session.editor.buffer.text)
    this.#steps = session.editor.past.length
  }

  /** A command is over when no more keys are awaited: one step for undo, and the cursor on a character. */
  #settle(session: Session): void {
    if (this.mode !== 'command' || this.#pending !== nothingPending) return
    const { past } = session.editor
    if (past.length > this.#steps + 1)
      session.editor = { ...session.editor, past: past.slice(0, this.#steps + 1) }
    if (onCharacter(session.editor.buffer).cursor !== session.editor.buffer.cursor)
      session.edit(({ buffer }) => ({ buffer: onCharacter(buffer) }))
    if (!this.#isReplaying) this.recording.end(session.editor.buffer.text)
  }

  #insertKey(session: Session, keymap: Keymap, typed: TypedKey & { readonly type: 'key' }): boolean {
    const { chord, text } = typed
    this.recording.add(typed)
    if (keymap.get(chord) === 'vi-movement-mode') {
      this.leaveInsert(session)
      return true
    }
    // Escape and a key typed fast look like Alt and that key.
    if (chord.startsWith('M-') && keymap.get(chord) === undefined) {
      this.leaveInsert(session)
      session.type(chord.slice(2), chord.length === 3 ? chord.slice(2) : undefined)
      return true
    }
    this.#inserted.push(typed)
    if (this.mode === 'insert' || text === undefined || keymap.has(chord)) return false
    session.edit(({ buffer: { text: line, cursor } }) => {
      const end = Math.min(lineEnd(line, cursor), nextGrapheme(line, cursor))
      return {
        buffer: { text: line.slice(0, cursor) + text + line.slice(end), cursor: cursor + text.length },
      }
    })
    return true
  }

  #command(session: Session, keymap: Keymap, chord: string, text: string | undefined): void {
    const { waiting, chords, digits, operator } = this.#pending
    const shown = this.#pending.shown + (text ?? `${chord} `)
    if (waiting !== undefined)
      return this.#awaited(session, chord, text ?? (chord === 'Return' ? '\n' : undefined))
    if (chords === '' && (/^[1-9]$/.test(chord) || (chord === '0' && digits !== ''))) {
      const all = (digits + chord).slice(0, 6)
      this.#pending = { ...this.#pending, digits: all, shown }
      if (operator === undefined) this.recording.dropCount(Number(all))
      return
    }
    if (chords === '' && chord === '"') {
      this.#pending = { ...this.#pending, waiting: { type: 'register' }, shown }
      return
    }
    if (chords === '' && (chord === 'i' || chord === 'a') && (operator !== undefined || this.isVisual)) {
      this.#pending = { ...this.#pending, waiting: { type: 'object', kind: chord }, shown }
      return
    }
    const keys = chords === '' ? chord : `${chords} ${chord}`
    // `g~~`, `gUU`: the operator's last key again.
    const name = operator?.chord.endsWith(keys) ? operator.name : keymap.get(keys)
    const meant = name !== undefined && this.isVisual ? (visualNames.get(name) ?? name) : name
    if (meant !== undefined) this.run(session, meant, keys)
    else if (isPrefix(keymap, keys)) this.#pending = { ...this.#pending, chords: keys, shown }
    else this.#cancel()
  }

  /** Runs a command by its name, with the counts and the register that were typed before it. */
  run(session: Session, name: CommandName, chord: string): void {
    if (takesCharacter(name)) {
      const shown = this.#pending.shown + chord
      this.#pending = { ...this.#pending, chords: '', waiting: { type: 'character', command: name }, shown }
      return
    }
    if (name === 'custom-binding') {
      this.#done()
      return session.runCustom(chord)
    }
    if (unrepeatable.has(name)) this.recording.exclude()
    if (isOperator(name)) return this.#operator(session, name, chord)
    const motion = motionNamed(name) ?? repeatedFind(this, name)
    if (motion !== undefined && this.#move(session, name, motion)) return this.#done()
    const action = actionNamed(name)
    if (this.#pending.operator !== undefined && action === undefined) return this.#done()
    if (action !== undefined) action(this, session, countOf(this.#pending), hasCount(this.#pending))
    else this.#plain(session, name)
    this.#done()
  }

  /** A command of the session: history, undo, the end of the line. */
  #plain(session: Session, name: CommandName): void {
    const walk = walks.get(name) ?? (motionNamed(name) === undefined ? name : undefined)
    const count = countOf(this.#pending)
    this.#done()
    if (walk === undefined || name === 'vi-repeat-find' || name === 'vi-rev-repeat-find') return
    for (let done = 0; done < count && session.isEditing; done++) session.run(walk)
  }

  #done(): void {
    this.#pending = nothingPending
  }

  #cancel(): void {
    this.#done()
    this.recording.exclude()
  }

  #operator(session: Session, name: OperatorName, chord: string): void {
    const selected = this.selection(session)
    const { operator } = this.#pending
    if (selected !== undefined) this.operate(session, name, selected)
    else if (operator?.name === name) this.#lines(session, name)
    else if (operator === undefined) {
      const count = countOf(this.#pending)
      const shown = this.#pending.shown + chord.replaceAll(' ', '')
      this.#pending = { ...this.#pending, operator: { name, chord, count }, digits: '', chords: '', shown }
      return
    }
    this.#done()
  }

  /** `dd`: whole lines. */
  #lines(session: Session, name: OperatorName): void {
    const { text, cursor } = session.editor.buffer
    let end = lineEnd(text, cursor)
    for (let line = 1; line < countOf(this.#pending) && end < text.length; line++)
      end = lineEnd(text, end + 1)
    this.operate(session, name, { start: lineStart(text, cursor), end, isLinewise: true })
  }

  /** Moves, or operates up to there; false where it leads nowhere and another command may go on. */
  #move(session: Session, name: CommandName, motion: Motion): boolean {
    const { text, cursor } = session.editor.buffer
    const to = motion.find(text, cursor, countOf(this.#pending), hasCount(this.#pending))
    const { operator } = this.#pending
    if (to === undefined) return operator !== undefined || this.isVisual
    if (operator !== undefined)
      this.operate(session, operator.name, rangeOf(text, cursor, to, motion, operator.name, name))
    else session.edit(({ buffer }) => ({ buffer: { ...buffer, cursor: to } }))
    return true
  }

  /** The key that was awaited: a character, a text object, a register. */
  #awaited(session: Session, chord: string, text: string | undefined): void {
    const { waiting, ...rest } = this.#pending
    this.#pending = { ...rest, shown: rest.shown + (text ?? '') }
    if (waiting === undefined || text === undefined || chord === 'Escape') return this.#cancel()
    if (waiting.type === 'register') {
      if (/^[a-zA-Z0-9"_+*-]$/.test(text)) this.#pending = { ...this.#pending, register: text }
      else this.#cancel()
    } else if (waiting.type === 'object') this.#object(session, waiting.kind, text)
    else this.#withCharacter(session, waiting.command, text)
  }

  #object(session: Session, kind: 'i' | 'a', object: string): void {
    const { text, cursor } = session.editor.buffer
    const range = textObject(text, cursor, kind, object, countOf(this.#pending))
    const { operator } = this.#pending
    if (range === undefined || range.start > range.end) return this.#cancel()
    if (operator !== undefined) this.operate(session, operator.name, range)
    else {
      this.anchor = range.start
      const last = Math.max(range.start, previousGrapheme(text, range.end))
      session.edit(({ buffer }) => ({ buffer: { ...buffer, cursor: last } }))
    }
    this.#done()
  }

  #withCharacter(session: Session, name: CommandName, text: string): void {
    const motion = characterMotion(this, name, text)
    if (motion !== undefined) this.#move(session, name, motion)
    else actionNamed(name)?.(this, session, countOf(this.#pending), hasCount(this.#pending), text)
    this.#done()
  }
}

function isOperator(name: CommandName): name is OperatorName {
  return Object.hasOwn(operators, name)
}

/** What keys stand for while something is selected. */
const visualNames: ReadonlyMap<CommandName, CommandName> = new Map<CommandName, CommandName>([
  ['undo', 'vi-down-case'],
  ['revert-line', 'vi-up-case'],
  ['vi-open-line-below', 'exchange-point-and-mark'],
])

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

function motionNamed(name: CommandName): Motion | undefined {
  return Object.hasOwn(motions, name) ? motions[name as keyof typeof motions] : lineMotions.get(name)
}
