import { nextGrapheme, previousGrapheme } from '../../editor/graphemes.ts'
import type { Keymap } from '../../editor/keymap.ts'
import { lineEnd, lineStart } from '../../editor/line-buffer.ts'
import type { Find } from '../../editor/vi/finds.ts'
import type { TextRange } from '../../editor/vi/objects.ts'
import { firstPrint, onCharacter, operators, type OperatorName } from '../../editor/vi/operators.ts'
import { keep, type Registers } from '../../editor/vi/registers.ts'
import type { Session } from '../session.ts'
import { nothingPending, type Pending } from './pending.ts'
import { Recording, type SelectionSize, type TypedKey } from './recording.ts'
import { rangeOfSize, sizeOf } from './selection-size.ts'
import { typeCommandKey } from './type-command.ts'

export type ViModeName = 'insert' | 'command' | 'visual' | 'visual-line' | 'replace'

function startOf(name: OperatorName, text: string, { start, isLinewise }: TextRange): number {
  return name === 'vi-change-to' && isLinewise ? firstPrint(text, start) : start
}

/** vi's modes over a session: what its keys mean outside of insert mode, and what they keep from command to command. */
export class ViMode {
  mode: ViModeName = 'insert'
  /** Where a selection began. */
  anchor = 0
  registers: Registers = new Map()
  readonly marks = new Map<string, number>()
  lastFind: Find | undefined
  readonly recording = new Recording()
  /** Keys of a command that is not complete. */
  pending: Pending = nothingPending
  /** How many steps of undo there were when the command began. */
  #steps = 0
  #insertCount = 1
  #beforeAgain: (() => void) | undefined
  #inserted: TypedKey[] = []
  #isReplaying = false

  /** A new line is edited. */
  begin(): void {
    this.mode = 'insert'
    this.marks.clear()
    this.pending = nothingPending
    this.#insertCount = 1
    this.#inserted = []
    this.#steps = 0
    this.recording.begin('')
  }

  /** Keys that wait for more. */
  get shown(): string {
    return this.pending.shown
  }

  get register(): string | undefined {
    return this.pending.register
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

  /** Selects a range; a selection that went back goes on back. */
  select(session: Session, { start, end, isLinewise }: TextRange): void {
    const last = Math.max(start, previousGrapheme(session.editor.buffer.text, end))
    const isBackward = session.editor.buffer.cursor < this.anchor
    this.mode = isLinewise ? 'visual-line' : 'visual'
    this.anchor = isBackward ? last : start
    session.edit(({ buffer }) => ({ buffer: { ...buffer, cursor: isBackward ? start : last } }))
  }

  /** Takes a key; false if it is one for the keymap of insert mode. */
  key(session: Session, keymap: Keymap, chord: string, text: string | undefined): boolean {
    const typed: TypedKey = { type: 'key', chord, text }
    if (this.mode === 'insert' || this.mode === 'replace') return this.#insertKey(session, keymap, typed)
    if (this.pending === nothingPending && this.mode === 'command') this.#begin(session)
    if (this.pending === nothingPending) this.#noteSelection(session)
    this.recording.add(typed)
    typeCommandKey(this, session, keymap, chord, text)
    this.#settle(session)
    return true
  }

  /** A paste belongs to what is inserted. */
  paste(text: string): void {
    this.recording.add({ type: 'paste', text })
    this.#inserted.push({ type: 'paste', text })
  }

  /** From now on keys insert, `count` times in the end; each time after `again`. */
  insert(count: number, mode: 'insert' | 'replace' = 'insert', again?: () => void): void {
    this.mode = mode
    this.#insertCount = count
    this.#beforeAgain = again
    this.#inserted = []
  }

  /** Does the last change again. */
  repeat(session: Session, count: number | undefined): void {
    const { last } = this.recording
    if (last === undefined || this.#isReplaying) return
    this.pending = nothingPending
    this.#isReplaying = true
    const times = count ?? last.count
    if (last.selected !== undefined) this.#selectAgain(session, last.selected)
    for (const digit of times === undefined ? '' : String(times)) session.type(digit, digit)
    this.#replay(session, last.keys)
    this.#isReplaying = false
    this.recording.last = { ...last, count: times }
  }

  /** An operator on a range: the text changes, a register keeps what was taken. `to`: where its motion led. */
  operate(session: Session, name: OperatorName, range: TextRange, to?: number): void {
    const { buffer, kept, how, inserts } = operators[name](session.editor.buffer, range, to)
    if (kept !== undefined && how !== undefined) {
      const large = how === 'delete' && range.isLarge ? 'large delete' : how
      this.registers = keep(this.registers, this.register, kept, large)
      if (this.register === '+' || this.register === '*') session.host.copy?.(kept.text)
    }
    // What undoes it goes to where the change began.
    if (kept === undefined || how === 'delete')
      session.edit(({ buffer: before }) => ({
        buffer: { ...before, cursor: startOf(name, before.text, range) },
      }))
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
      this.#beforeAgain?.()
      this.#replay(session, again)
    }
    this.mode = 'command'
    session.edit(({ buffer: { text, cursor } }) => ({
      buffer: { text, cursor: Math.max(lineStart(text, cursor), previousGrapheme(text, cursor)) },
    }))
    this.#settle(session)
  }

  #noteSelection(session: Session): void {
    const range = this.selection(session)
    if (range !== undefined && !this.#isReplaying)
      this.recording.select(sizeOf(session.editor.buffer.text, range))
  }

  #selectAgain(session: Session, size: SelectionSize): void {
    const { text, cursor } = session.editor.buffer
    this.select(session, rangeOfSize(text, cursor, size))
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
    if (this.mode !== 'command' || this.pending !== nothingPending) return
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
}
