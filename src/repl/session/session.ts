import type { HistoryStore } from '../../store/index.ts'
import { editCommands, isEditCommand } from '../editor/commands/index.ts'
import { emacsKeymap, isPrefix, type CommandName, type Keymap } from '../editor/keymap.ts'
import { applyEdit, emptyState, startLine, type EditCommand, type EditorState } from '../editor/state.ts'
import { searchFor, type HistorySearch } from '../history/search.ts'
import type { HistoryWalk } from '../history/walk.ts'
import type { KeyEvent } from '../keys/key.ts'
import type { Judgement } from '../prompt-host.ts'
import { lineCommands } from './line-commands.ts'
import { handleSearchKey } from './search-keys.ts'
import { viewOf, type Prompt, type SessionView } from './view.ts'

/** How the editing of a line ended. */
export type LineEnd =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'end' }

/** What the session asks of the screen and of the rest of the shell. */
export interface SessionHost {
  readonly history: HistoryStore
  judge(text: string): Judgement
  /** The line is done: run it, drop it, or leave. No key is handled until `begin`. */
  end(end: LineEnd): void
  clearScreen(): void
  /** The next key is to come as text, whatever it is. */
  quoteNext(): void
}

const mostRepeats = 1000

/** The line being edited, from its first key to its end; kills and nothing else stay for the next. */
export class Session {
  readonly host: SessionHost
  editor: EditorState = emptyState
  walk: HistoryWalk | undefined
  search: HistorySearch | undefined
  /** How many words `yank-last-arg` went back, and the text it put in. */
  lastArgument: { readonly back: number; readonly text: string } | undefined
  /** The command before this one. */
  previous: CommandName | undefined
  readonly #keymap: Keymap
  readonly #listeners = new Set<() => void>()
  #prompt: Prompt = { left: '' }
  #chords = ''
  #argument: number | undefined
  #isDone = true
  #view: SessionView | undefined

  constructor(host: SessionHost, keymap: Keymap = emacsKeymap) {
    this.host = host
    this.#keymap = keymap
  }

  /** What is to be drawn; the same object until something changes. */
  readonly getView = (): SessionView =>
    (this.#view ??= viewOf(this.editor, this.search, this.#prompt, this.#chords, this.#argument, text =>
      this.host.judge(text),
    ))

  /** Calls back when `getView` has something new; returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** A new, empty line. */
  begin(prompt: Prompt): void {
    this.#prompt = prompt
    this.editor = startLine(this.editor)
    this.walk = undefined
    this.search = undefined
    this.previous = undefined
    this.#chords = ''
    this.#argument = undefined
    this.#isDone = false
    this.#changed()
  }

  /** Takes a key, a paste or a report. */
  handle(event: KeyEvent): void {
    if (this.#isDone) return
    if (event.type === 'key') this.#key(event.chord, event.text)
    else if (event.type === 'paste') this.#paste(event.text)
    this.#changed()
  }

  /** Applies an edit; undefined commands and those that do not apply leave all as it is. */
  edit(command: EditCommand, text = ''): boolean {
    const next = applyEdit(this.editor, command, text)
    if (next !== undefined) this.editor = next
    return next !== undefined
  }

  /** Runs a command by its name. */
  run(name: CommandName, text = ''): void {
    if (isEditCommand(name)) this.edit(editCommands[name], text)
    else lineCommands[name](this)
    this.previous = name
  }

  finish(end: LineEnd): void {
    this.search = undefined
    this.#isDone = true
    this.#view = undefined
    this.host.end(end)
  }

  #key(chord: string, text: string | undefined): void {
    if (this.search !== undefined && handleSearchKey(this, this.search, chord, text, this.#keymap)) return
    const chords = this.#chords === '' ? chord : `${this.#chords} ${chord}`
    const isFirst = this.#chords === ''
    this.#chords = ''
    if (isFirst && this.#isArgument(chord, text)) return
    const command = this.#keymap.get(chords)
    if (command !== undefined) this.#repeat(command)
    else if (isPrefix(this.#keymap, chords)) this.#chords = chords
    else if (isFirst && text !== undefined) this.#repeat('self-insert', text)
    else this.#argument = undefined
  }

  /** M-3, and the digits after it: how often the next command runs (readline manual, Numeric Arguments). */
  #isArgument(chord: string, text: string | undefined): boolean {
    const digit = /^M-(\d)$/.exec(chord)?.[1] ?? (this.#argument === undefined ? undefined : text)
    if (digit === undefined || !/^\d$/.test(digit)) return false
    this.#argument = Math.min(mostRepeats, (this.#argument ?? 0) * 10 + Number(digit))
    return true
  }

  #repeat(command: CommandName, text = ''): void {
    const count = this.#argument ?? 1
    this.#argument = undefined
    for (let done = 0; done < count && !this.#isDone; done++) this.run(command, text)
  }

  #paste(text: string): void {
    this.#chords = ''
    if (this.search !== undefined) {
      this.search = searchFor(this.host.history, this.search, text)
      return
    }
    // A step of its own for undo, whatever was typed before and after it.
    this.editor = { ...this.editor, last: 'other' }
    this.run('self-insert', text)
    this.editor = { ...this.editor, last: 'other' }
  }

  #changed(): void {
    this.#view = undefined
    for (const listener of this.#listeners) listener()
  }
}
