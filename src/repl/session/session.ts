import { isPromise } from '../../value/index.ts'
import type { HistoryStore } from '../../store/index.ts'
import { editCommands, isEditCommand } from '../editor/commands/index.ts'
import { eraseInPairs, typeInPairs } from '../editor/auto-pairs.ts'
import { dedentBefore, insertIndentedNewline } from '../editor/indent.ts'
import { insertText } from '../editor/line-buffer.ts'
import { isCode } from './is-code.ts'
import { isPrefix, type CommandName, type Keymap } from '../editor/keymap.ts'
import { applyEdit, emptyState, startLine, type EditCommand, type EditorState } from '../editor/state.ts'
import type { HistoryPager } from '../history/pager.ts'
import { searchFor, type HistorySearch } from '../history/search.ts'
import type { HistoryWalk } from '../history/walk.ts'
import type { KeyEvent } from '../keys/key.ts'
import type { Assistance } from '../assist.ts'
import type { Completions } from '../completion/candidate.ts'
import type { CompletionMenu } from '../completion/menu.ts'
import { acceptedPart } from '../suggest/accept.ts'
import type { Judgement } from '../prompt-host.ts'
import { defaultLook, type Look } from '../screen/look.ts'
import { isLineCommand, lineCommands } from './line-commands.ts'
import { expandAbbreviation, type AbbreviationHost } from './abbreviating.ts'
import { runBinding } from './custom-binding.ts'
import { expandWord } from './expanding.ts'
import { defaultKeymaps, type Keymaps } from './key-overlay.ts'
import { ViMode } from './vi/mode.ts'
import { handleMenuKey } from './menu-keys.ts'
import { handlePagerKey, pasteIntoPager } from './pager-keys.ts'
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
  /** Puts a text on the system's clipboard. */
  copy?(text: string): void
  /** Leaves the screen to an editor with the text, and runs what it gives back. */
  editElsewhere?(): void
  /** Leaves the screen to a command that a key is bound to (`bind -x`). */
  runBinding?(command: string): void
  /** Abbreviations to be expanded at Space and Enter. */
  readonly abbreviations?: AbbreviationHost
  /** What a function bound to a key threw. */
  complain?(error: unknown): void
  /** What could stand at the cursor, better and better answers; nothing is completed without it. */
  complete?(text: string, cursor: number, signal: AbortSignal): AsyncIterable<Completions>
  /** The lines `!` can mean, oldest first; undefined where it means nothing (`set +H`). */
  events?(): readonly string[] | undefined
  /** The screen's size. */
  size?(): { readonly columns: number; readonly rows: number }
}

/** Which keys are in force. */
export type EditingMode = 'emacs' | 'vi'

const mostRepeats = 1000
const deepestMacro = 100

/** The line being edited, from its first key to its end; kills and nothing else stay for the next. */
export class Session {
  readonly host: SessionHost
  editor: EditorState = emptyState
  walk: HistoryWalk | undefined
  search: HistorySearch | undefined
  /** All lines to choose from, while they are shown. */
  pager: HistoryPager | undefined
  /** Candidates that are shown. */
  menu: CompletionMenu | undefined
  /** How many words `yank-last-arg` went back, and the text it put in. */
  lastArgument: { readonly back: number; readonly text: string } | undefined
  /** The command before this one. */
  previous: CommandName | undefined
  /** Colours and suggestions, once they are there. */
  assistance: Assistance | undefined
  /** vi's modes, where its keys are in force. */
  vi: ViMode | undefined
  /** Signs and colours. */
  look: Look = defaultLook
  /** What is typed is coloured. */
  highlights = true
  /** What the line could go on with is shown. */
  suggests = true
  /** Brackets and quotes are typed in pairs. */
  pairs = false
  #awaiting: ((character: string) => void) | undefined
  #keymaps: Keymaps = defaultKeymaps
  /** Keys that wait until something is done. */
  #waiting: KeyEvent[] | undefined
  #completion = new AbortController()
  #depth = 0
  /** Told below the text until the next key. */
  note: string | undefined
  readonly #listeners = new Set<() => void>()
  #prompt: Prompt = { left: '' }
  #chords = ''
  #argument: number | undefined
  #isDone = true
  #view: SessionView | undefined

  constructor(host: SessionHost) {
    this.host = host
  }

  /** What is to be drawn; the same object until something changes. */
  readonly getView = (): SessionView =>
    (this.#view ??= viewOf(this, this.#prompt, { chords: this.#chords, argument: this.#argument }))

  /** Calls back when `getView` has something new; returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** True until the line is done. */
  get isEditing(): boolean {
    return !this.#isDone
  }

  /** The keys of now. */
  get keymap(): Keymap {
    return this.#keymaps[this.#keymapName]
  }

  get #keymapName(): 'emacs' | 'viInsert' | 'viCommand' {
    if (this.vi === undefined) return 'emacs'
    return this.vi.mode === 'insert' || this.vi.mode === 'replace' ? 'viInsert' : 'viCommand'
  }

  /** What the keys of all modes do from now on. */
  setKeymaps(keymaps: Keymaps): void {
    this.#keymaps = keymaps
  }

  /** `set -o vi`, `set -o emacs`: from the next line on. */
  setMode(mode: EditingMode): void {
    if (mode === 'emacs') this.vi = undefined
    else this.vi ??= new ViMode()
  }

  /** A new, empty line. */
  begin(prompt: Prompt): void {
    this.vi?.begin()
    this.#prompt = prompt
    this.editor = startLine(this.editor)
    this.walk = undefined
    this.search = this.pager = undefined
    this.closeMenu()
    this.previous = undefined
    this.#chords = ''
    this.#awaiting = undefined
    this.#argument = undefined
    this.#isDone = false
    this.redraw()
  }

  /** The prompt knows more now. */
  setPrompt(prompt: Prompt): void {
    if (this.#isDone) return
    this.#prompt = prompt
    this.redraw()
  }

  /** Takes a key, a paste or a report. */
  handle(event: KeyEvent): void {
    if (this.#isDone) return
    if (this.#waiting !== undefined && !this.#interrupts(event)) {
      this.#waiting.push(event)
      return
    }
    this.note = undefined
    const awaiting = this.#awaiting
    this.#awaiting = undefined
    if (awaiting !== undefined && event.type === 'key' && event.text !== undefined) awaiting(event.text)
    else if (event.type === 'key') this.type(event.chord, event.text)
    else if (event.type === 'paste') this.#paste(event.text)
    this.redraw()
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

  /** Begins another line; in code it is as far in as this one, or further behind what opens a block. */
  newLine(): void {
    const { text, cursor } = this.editor.buffer
    if (isCode(text, cursor))
      this.edit(({ buffer }) => ({ buffer: insertIndentedNewline(buffer), last: 'insert' }))
    else this.edit(editCommands['insert-newline'])
  }

  /** The next key is a character for a command. */
  awaitCharacter(take: (character: string) => void): void {
    this.#awaiting = take
  }

  /** Runs a command by its name. */
  run(name: CommandName, text = ''): void {
    const accepted = acceptedPart(name, this.assistance === undefined ? '' : this.getView().suggestion)
    if (name === 'self-insert' && text === ' ') expandWord(this)
    if (accepted !== undefined) this.insert(accepted)
    else if (name === 'insert-newline') this.newLine()
    else if (this.pairs && this.#runInPairs(name, text)) this.previous = name
    else if (name === 'self-insert' && text.length === 1)
      this.edit(
        ({ buffer }) => ({ buffer: insertText(dedentBefore(buffer, text), text), last: 'insert' }),
        text,
      )
    else if (isEditCommand(name)) this.edit(editCommands[name], text)
    else if (isLineCommand(name)) lineCommands[name](this)
    this.previous = name
  }

  /** Keys are kept until the function it gives is called: they are meant for what a command is about to show. */
  hold(): () => void {
    const waiting: KeyEvent[] = (this.#waiting ??= [])
    return () => {
      if (this.#waiting !== waiting) return
      this.#waiting = undefined
      for (const event of waiting) this.handle(event)
    }
  }

  #interrupts(event: KeyEvent): boolean {
    return event.type === 'key' && this.keymap.get(event.chord) === 'interrupt'
  }

  /** Takes the candidates off the screen, and waits for no more of them. */
  closeMenu(): void {
    this.#completion.abort()
    this.menu = undefined
  }

  /** What a new question for candidates is cancelled by: any other key, or the next question. */
  newCompletion(): AbortController {
    this.#completion.abort()
    return (this.#completion = new AbortController())
  }

  /** Colours and suggestions from now on; also when they have changed. */
  assist(assistance: Assistance | undefined): void {
    this.assistance = assistance
    this.redraw()
  }

  /** Keys wait until this is done. */
  wait(action: Promise<void>): void {
    const release = this.hold()
    const goOn = (): void => {
      this.redraw()
      release()
    }
    action.then(goOn, (error: unknown) => {
      this.host.complain?.(error)
      goOn()
    })
  }

  /** Does what somebody bound to these keys. */
  runCustom(chords: string): void {
    const binding = this.#keymaps.custom.get(`${this.#keymapName} ${chords}`)
    // A macro that types its own key would never end.
    if (binding === undefined || this.#depth > deepestMacro) return
    this.#depth++
    try {
      runBinding(this, binding)
    } finally {
      this.#depth--
    }
  }

  finish(end: LineEnd): void {
    this.search = this.pager = undefined
    this.closeMenu()
    this.#waiting = undefined
    this.#isDone = true
    this.#view = undefined
    this.host.end(end)
  }

  /** Does what a key stands for. */
  type(chord: string, text: string | undefined): void {
    if (this.#isDone) return
    if (this.pager !== undefined) return handlePagerKey(this, this.pager, chord, text, this.#searchKeymap)
    if (this.search !== undefined && handleSearchKey(this, this.search, chord, text, this.#searchKeymap))
      return
    if (this.menu !== undefined && handleMenuKey(this, this.menu, chord, text, this.keymap)) return
    this.#completion.abort()
    if (this.#chords === '' && this.vi?.key(this, this.keymap, chord, text)) return
    const chords = this.#chords === '' ? chord : `${this.#chords} ${chord}`
    const isFirst = this.#chords === ''
    this.#chords = ''
    if (isFirst && this.#isArgument(chord, text)) return
    const command = this.keymap.get(chords)
    if (command === 'custom-binding') this.runCustom(chords)
    else if (command !== undefined) this.#repeat(command)
    else if (isPrefix(this.keymap, chords)) this.#chords = chords
    else if (isFirst && text !== undefined) this.#repeat('self-insert', text)
    else this.#argument = undefined
  }

  /** A search has readline's emacs keys, whatever the mode. */
  get #searchKeymap(): Keymap {
    return this.#keymaps.emacs
  }

  #runInPairs(name: CommandName, text: string): boolean {
    if (name === 'self-insert')
      return this.edit(({ buffer }) => {
        const next = typeInPairs(buffer, text)
        return next && { buffer: next, last: 'insert' }
      }, text)
    if (name !== 'backward-delete-char') return false
    return this.edit(({ buffer }) => {
      const next = eraseInPairs(buffer)
      return next && { buffer: next }
    })
  }

  /** M-3, and the digits after it: how often the next command runs (readline manual, Numeric Arguments). */
  #isArgument(chord: string, text: string | undefined): boolean {
    if (this.vi !== undefined) return false
    const digit = /^M-(\d)$/.exec(chord)?.[1] ?? (this.#argument === undefined ? undefined : text)
    if (digit === undefined || !/^\d$/.test(digit)) return false
    this.#argument = Math.min(mostRepeats, (this.#argument ?? 0) * 10 + Number(digit))
    return true
  }

  /** Space and Enter end a word: an abbreviation becomes what it stands for, which may take its time. */
  #expandsFirst(command: CommandName, text: string): boolean {
    const isSpace = command === 'self-insert' && text === ' '
    if (!isSpace && command !== 'accept-line') return false
    const done = (isExpanded: boolean): void => {
      if (!isExpanded || !isSpace) this.run(command, text)
      else this.previous = 'self-insert'
    }
    const expanded = expandAbbreviation(this, isSpace ? ' ' : '')
    if (isPromise(expanded)) this.wait(expanded.then(done))
    else done(expanded)
    return true
  }

  #repeat(command: CommandName, text = ''): void {
    if (this.#argument === undefined && this.#expandsFirst(command, text)) return
    const count = this.#argument ?? 1
    this.#argument = undefined
    for (let done = 0; done < count && !this.#isDone; done++) this.run(command, text)
  }

  #paste(text: string): void {
    this.#chords = ''
    if (this.pager !== undefined) return pasteIntoPager(this, this.pager, text)
    if (this.search !== undefined) {
      this.search = searchFor(this.host.history, this.search, text)
      return
    }
    this.vi?.paste(text)
    this.closeMenu()
    this.insert(text)
    this.previous = 'self-insert'
  }

  /** There is something new to draw. */
  redraw(): void {
    this.#view = undefined
    for (const listener of this.#listeners) listener()
  }
}
