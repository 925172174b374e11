import type { HistoryStore } from '../../store/index.ts'
import { editCommands, isEditCommand } from '../editor/commands/index.ts'
import { emacsKeymap, isPrefix, type CommandName, type Keymap } from '../editor/keymap.ts'
import { applyEdit, emptyState, startLine, type EditCommand, type EditorState } from '../editor/state.ts'
import { searchFor, type HistorySearch } from '../history/search.ts'
import type { HistoryWalk } from '../history/walk.ts'
import type { KeyEvent } from '../keys/key.ts'
import type { Assistance } from '../assist.ts'
import { acceptedPart } from '../suggest/accept.ts'
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
  /** Colours and suggestions, once they are there. */
  assistance: Assistance | undefined
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
    (this.#view ??= viewOf(this, this.#prompt, { chords: this.#chords, argument: this.#argument }))

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

  /** Inserts a text as a step of its own for undo, whatever was typed before and after it. */
  insert(text: string): void {
    this.editor = { ...this.editor, last: 'other' }
    this.edit(editCommands['self-insert'], text)
    this.editor = { ...this.editor, last: 'other' }
  }

  /** Runs a command by its name. */
  run(name: CommandName, text = ''): void {
    const accepted = acceptedPart(name, this.assistance === undefined ? '' : this.getView().suggestion)
    if (accepted !== undefined) this.insert(accepted)
    else if (isEditCommand(name)) this.edit(editCommands[name], text)
    else lineCommands[name](this)
    this.previous = name
  }

  /** Colours and suggestions from now on; also when they have changed. */
  assist(assistance: Assistance | undefined): void {
    this.assistance = assistance
    this.#changed()
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
    this.insert(text)
    this.previous = 'self-insert'
  }

  #changed(): void {
    this.#view = undefined
    for (const listener of this.#listeners) listener()
  }
}
