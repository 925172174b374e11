import { editCommands } from '../editor/commands/index.ts'
import { dedentWord, insertIndentedNewline } from '../editor/indent.ts'
import { isPrefix, type CommandName, type Keymap } from '../editor/keymap.ts'
import { bufferOf } from '../editor/line-buffer.ts'
import { withoutPrompts } from '../editor/pasted.ts'
import { applyEdit, emptyState, startLine, type EditCommand, type EditorState } from '../editor/state.ts'
import type { HistoryPager } from '../history/pager.ts'
import { searchFor, type HistorySearch } from '../history/search.ts'
import type { HistoryWalk } from '../history/walk.ts'
import type { KeyEvent } from '../keys/key.ts'
import type { Assistance } from '../assist.ts'
import type { CompletionMenu } from '../completion/menu.ts'
import { defaultLook, type Look } from '../screen/look.ts'
import { runBinding } from './custom-binding.ts'
import { HeldKeys } from './held-keys.ts'
import { isCode } from './is-code.ts'
import { defaultKeymaps, type Keymaps } from './key-overlay.ts'
import { KeyboardMacro } from './keyboard-macro.ts'
import { handleMenuKey } from './menu-keys.ts'
import { NumericArgument } from './numeric-argument.ts'
import { handlePagerKey, pasteIntoPager } from './pager-keys.ts'
import { repeatCommand, runCommand } from './run-command.ts'
import { handleSearchKey } from './search-keys.ts'
import type { EditingMode, LineEnd, SessionHost } from './session-host.ts'
import { viewOf, type Prompt, type SessionView } from './view.ts'
import { ViMode } from './vi/mode.ts'

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
  lastArgument: { readonly back: number; readonly text: string; readonly word: number } | undefined
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
  /** What is typed takes the place of what is there. */
  overwrites = false
  /** What was searched for last. */
  lastNeedle = ''
  /** Lines that come next, after one that `operate-and-get-next` has run. */
  upcoming: readonly string[] = []
  readonly macro = new KeyboardMacro()
  readonly argument = new NumericArgument()
  /** The keys that the command in progress was typed by. */
  typed = ''
  #awaiting: ((character: string) => void) | undefined
  #keymaps: Keymaps = defaultKeymaps
  readonly #held = new HeldKeys()
  #completion = new AbortController()
  #depth = 0
  /** Told below the text until the next key. */
  note: string | undefined
  readonly #listeners = new Set<() => void>()
  #prompt: Prompt = { left: '' }
  #chords = ''
  #isDone = true
  #view: SessionView | undefined

  constructor(host: SessionHost) {
    this.host = host
  }

  /** What is to be drawn; the same object until something changes. */
  readonly getView = (): SessionView =>
    (this.#view ??= viewOf(this, this.#prompt, { chords: this.#chords, argument: this.argument.value }))

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

  /** A new line: empty, or with a text that is there already. */
  begin(prompt: Prompt, text?: string): void {
    this.vi?.begin()
    this.#prompt = prompt
    const [next, ...others] = text === undefined ? this.upcoming : [text]
    this.editor = startLine(this.editor, next === undefined ? undefined : bufferOf(next))
    this.upcoming = others
    this.walk = undefined
    this.search = this.pager = undefined
    this.closeMenu()
    this.previous = undefined
    this.#chords = ''
    this.#awaiting = undefined
    this.argument.clear()
    this.overwrites = false
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
    if (this.#held.isHolding && !this.#interrupts(event)) return this.#held.add(event)
    this.macro.add(event)
    this.play(event)
    this.redraw()
  }

  /** The same for a key of a macro. */
  play(event: KeyEvent): void {
    if (this.#isDone) return
    this.note = undefined
    const awaiting = this.#awaiting
    this.#awaiting = undefined
    if (awaiting !== undefined && event.type === 'key' && event.text !== undefined) awaiting(event.text)
    else if (event.type === 'key') this.type(event.chord, event.text)
    else if (event.type === 'paste') this.#paste(event.text)
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

  /** What closes a block, typed last, is as far in as what opened it. */
  endWord(): void {
    const { text, cursor } = this.editor.buffer
    if (text.includes('\n') && isCode(text, cursor))
      this.edit(({ buffer }) => {
        const next = dedentWord(buffer)
        return next === buffer ? undefined : { buffer: next }
      })
  }

  /** The next key is a character for a command. */
  awaitCharacter(take: (character: string) => void): void {
    this.#awaiting = take
  }

  /** Runs a command by its name; `argument` is the number typed before it. */
  run(name: CommandName, text = '', argument?: number): void {
    runCommand(this, name, text, argument)
  }

  /** Keys are kept until the function it gives is called: they are meant for what a command is about to show. */
  hold(): () => void {
    return this.#held.hold(event => this.handle(event))
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
    this.#held.drop()
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
    if (isFirst && this.argument.isBegun && this.argument.add(text ?? '')) return
    this.#runChords(chords, text, isFirst)
  }

  #runChords(chords: string, text: string | undefined, isFirst: boolean): void {
    const command = this.keymap.get(chords)
    this.typed = chords
    if (command === 'digit-argument') this.argument.add(chords.slice(-1))
    else if (command === 'universal-argument') this.argument.multiply()
    else if (command === 'do-lowercase-version') this.type(chords.toLowerCase(), text?.toLowerCase())
    else if (command === 'custom-binding') this.runCustom(chords)
    else if (command !== undefined) repeatCommand(this, command, text ?? '', this.argument.take())
    else if (isPrefix(this.keymap, chords)) this.#chords = chords
    else if (isFirst && text !== undefined) repeatCommand(this, 'self-insert', text, this.argument.take())
    else this.argument.clear()
  }

  /** A search has readline's emacs keys, whatever the mode. */
  get #searchKeymap(): Keymap {
    return this.#keymaps.emacs
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
    this.insert(/\S/.test(this.editor.buffer.text) ? text : withoutPrompts(text))
    this.previous = 'self-insert'
  }

  /** There is something new to draw. */
  redraw(): void {
    this.#view = undefined
    for (const listener of this.#listeners) listener()
  }
}
