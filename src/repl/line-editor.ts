import type { KeyEvent } from './keys/key.ts'
import type { Assistance } from './assist.ts'
import { bufferOf } from './editor/line-buffer.ts'
import { finishedText } from './layout/edit-area.ts'
import { clipboardSequence, pastTmux, type TerminalControl } from '../os/index.ts'
import type { LineResult, PromptHost } from './prompt-host.ts'
import { finishedContent } from './screen/content.ts'
import { defaultSettings } from './prompt-settings.ts'
import { BackgroundQuestion } from './screen/background.ts'
import { freshLine } from './screen/fresh-line.ts'
import { leftModesOff } from './screen/left-modes.ts'
import {
  endMarks,
  inputMark,
  knowsMarks,
  outputMarks,
  promptMarks,
  type Place,
  type Telling,
} from './screen/marks.ts'
import { longCommandNews } from './screen/notification.ts'
import { Screen } from './screen/screen.ts'
import { KeyReader } from './screen/key-reader.ts'
import { OutputStream } from './screen/output-stream.ts'
import { keymapsWith } from './session/key-overlay.ts'
import type { LineEnd } from './session/session-host.ts'
import { Session } from './session/session.ts'

/** Ended by SIGINT. */
const interrupted = 130

/** How `readLine` ended: as the session says, because the terminal is gone, or because nobody wants it any more. */
export type ReadEnd = LineEnd | { readonly type: 'gone' } | { readonly type: 'aborted' }

/** What a line that is no code begins and ends with. */
export interface LineLimits {
  /** What stands there already. */
  readonly text: string
  /** So many characters end it. */
  readonly count: number | undefined
  /** The key that ends it, in place of Return. */
  readonly delimiter: string | undefined
  /** False where Ctrl-C ends who asks, too: whoever waits for that begins a new row. */
  readonly outlivesInterrupt: boolean
  readonly signal: AbortSignal | undefined
}

/** Reads lines from a terminal. Between two of them the terminal is as the shell found it, and nobody reads it. */
export class LineEditor {
  readonly #host: PromptHost
  readonly #terminal: TerminalControl
  readonly #output: OutputStream
  readonly #session: Session
  readonly #screen: Screen
  readonly #reader: KeyReader
  readonly #cleanups: (() => void)[]
  #assistance: Assistance | undefined
  /** The line run last. */
  #last: string | undefined
  /** The modes of the terminal while no line is edited; `stty` changes them. */
  #modes: unknown
  #settings = defaultSettings
  #isDrawn = false
  readonly #background: BackgroundQuestion
  #limits: LineLimits | undefined
  #onEnd: (end: ReadEnd) => void = () => {}
  #onFailure: (error: unknown) => void = () => {}

  constructor(host: PromptHost, terminal: TerminalControl) {
    this.#host = host
    this.#terminal = terminal
    this.#modes = terminal.saveModes()
    const apart = terminal.apart?.(host.output)
    this.#output = new OutputStream(apart?.output ?? host.output, () => terminal.size())
    this.#reader = new KeyReader(host.input)
    this.#session = new Session({
      history: host.history,
      judge: text => host.judge(text),
      end: end => this.#onEnd(end),
      clearScreen: () => this.#screen.clear(),
      redrawScreen: () => this.#screen.redraw(),
      quoteNext: () => this.#reader.quoteNext(),
      copy: text =>
        void this.#output.write(clipboardSequence(text, host.multiplexers?.() ?? { tmux: false })),
      editElsewhere: () => void this.#editElsewhere(),
      runBinding: command => void this.#runBinding(command),
      showHelp: () => void this.#showHelp(),
      output: async code => await host.capture?.(code),
      setMode: mode => host.setEditingMode?.(mode),
      version: () => host.version?.() ?? 'nacre',
      readInit: async () => {
        await host.readInit?.()
        this.#session.setKeymaps(keymapsWith(host.changedBindings?.() ?? []))
      },
      commentBegin: () => host.variable?.('comment-begin') ?? '#',
      ...(host.abbreviations === undefined ? {} : { abbreviations: host.abbreviations }),
      complain: error => this.#screen.writeAbove(error instanceof Error ? error.message : String(error)),
      size: () => terminal.size(),
      events: () => host.events?.(),
      ...(host.complete === undefined ? {} : { complete: host.complete.bind(host) }),
    })
    this.#screen = new Screen(this.#session, this.#output, {
      color: host.color,
      onFailure: error => this.#onFailure(error),
      onAsk: () => {
        this.#reader.hold(this.#screen)
        this.#reader.expectPosition()
      },
      onSettled: () => this.#reader.release(this.#screen),
      watchWrites: onWrite => apart?.watch(onWrite),
    })
    this.#background = new BackgroundQuestion({
      ask: query => {
        this.#reader.hold(this.#background)
        this.#output.write(query)
      },
      settled: background => {
        this.#reader.release(this.#background)
        if (background === undefined) return
        host.onBackground?.(background)
        this.#takeSettings()
      },
    })
    this.#cleanups = [
      host.onSignal('WINCH', () => this.#screen.resized()),
      host.onNotice(text => this.#screen.writeAbove(text)),
    ]
  }

  /** Shows the prompt and edits a line to its end; what was typed stays on the screen. Rejects if drawing fails. */
  async readLine(limits?: LineLimits): Promise<ReadEnd> {
    this.#limits = limits
    this.#terminal.setEditModes()
    this.#assistance?.begin(this.#last)
    this.#session.setMode(this.#host.editingMode?.() ?? 'emacs')
    this.#session.pairs = this.#host.pairs?.() ?? false
    this.#session.setKeymaps(keymapsWith(this.#host.changedBindings?.() ?? []))
    this.#takeSettings()
    this.#mark((place, telling) => promptMarks(place, telling))
    // What stands before the line on its row would be drawn over.
    if (limits !== undefined) this.#output.write(freshLine(this.#output.columns, this.#host.color, ' '))
    this.#session.begin(
      this.#host.prompt(prompt => this.#session.setPrompt(prompt)),
      limits?.text,
    )
    await this.#screen.show()
    void this.#loadAssistance()
    void this.#tellInput()
    void this.#tellDrawn()
    void this.#askBackground()
    const end = await this.#edit()
    if (end.type === 'line' && end.text.trim() !== '') this.#last = end.text
    const text = finishedText(finishedContent(this.#session.getView(), this.#host.color))
    const interruptEnd = limits?.outlivesInterrupt === false ? '^C' : '^C\n'
    await this.#screen.leave(text + (end.type === 'interrupt' ? interruptEnd : '\n'))
    if (end.type === 'line') this.#mark((_, telling) => outputMarks(end.text, telling))
    this.#terminal.restoreModes(this.#modes)
    return end
  }

  /**
   * After a command: the cursor is at the start of a line whatever it wrote last, and the modes are in order. Those that
   * a command set on purpose stay (`stty`), those that one left in disorder, or when it was killed, are undone.
   */
  takeBack({ status, durationMs }: LineResult): void {
    const modes = this.#terminal.saveModes()
    if (status <= 128 && this.#terminal.areCooked(modes)) this.#modes = modes
    else this.#terminal.restoreModes(this.#modes)
    // Ctrl-C: the terminal's `^C` is no output that lacks a newline.
    if (status > 128) this.#output.write(leftModesOff(this.#host.multiplexers?.() ?? { tmux: false }))
    const sign = status === interrupted ? ' ' : this.#settings.look.glyphs.noNewline
    this.#output.write(freshLine(this.#output.columns, this.#host.color, sign))
    this.#mark((_, telling) => endMarks(status, telling))
    const news = longCommandNews(this.#settings, { command: this.#last ?? '', status, durationMs })
    const { tmux } = this.#host.multiplexers?.() ?? { tmux: false }
    this.#mark(() => (tmux && news.startsWith('\x1b') ? pastTmux(news) : news))
  }

  #freshLine(): string {
    return freshLine(this.#output.columns, this.#host.color, this.#settings.look.glyphs.noNewline)
  }

  /** Signs, colours and all else that somebody may have set since the last line. */
  #takeSettings(): void {
    const settings = this.#host.settings?.() ?? defaultSettings
    this.#settings = settings
    this.#session.look = settings.look
    this.#session.highlights = settings.highlighting
    this.#session.suggests = settings.autosuggestions
    if (this.#assistance !== undefined) this.#assistance.theme = settings.look.theme
    this.#session.redraw()
  }

  /** The cursor stands where what is typed begins, until something is. */
  async #tellInput(): Promise<void> {
    await this.#screen.drawn
    if (this.#session.isEditing && this.text === '') this.#mark((_, telling) => inputMark(telling))
  }

  async #tellDrawn(): Promise<void> {
    if (this.#isDrawn) return
    this.#isDrawn = true
    await this.#screen.drawn
    this.#host.onDrawn?.()
  }

  /** Behind the first drawing that wants to know. */
  async #askBackground(): Promise<void> {
    const { color, terminalType } = this.#host
    if (!this.#settings.asksBackground || !color || !knowsMarks(terminalType)) return
    await this.#screen.drawn
    if (this.#session.isEditing) this.#background.ask()
  }

  #mark(marks: (place: Place, telling: Telling) => string): void {
    const { place, terminalType } = this.#host
    if (place !== undefined && knowsMarks(terminalType)) this.#output.write(marks(place(), this.#settings))
  }

  /** The line in the person's own editor, and then run, as bash does it; an editor that fails leaves it as it was. */
  async #editElsewhere(): Promise<void> {
    const { editText } = this.#host
    if (editText === undefined) return
    const { buffer } = this.#session.editor
    const text = await this.#away(() => editText(buffer.text))
    if (text === undefined) return
    this.#session.edit(() => ({ buffer: bufferOf(text) }))
    this.#session.run('accept-line')
    this.#session.redraw()
  }

  async #runBinding(command: string): Promise<void> {
    const { runBinding } = this.#host
    if (runBinding === undefined) return
    const { buffer } = this.#session.editor
    const line = await this.#away(() => runBinding(command, buffer))
    this.#session.edit(() => ({ buffer: line }))
    this.#session.redraw()
  }

  async #showHelp(): Promise<void> {
    const { showHelp } = this.#host
    if (showHelp === undefined) return
    const { buffer } = this.#session.editor
    const note = await this.#away(() => showHelp(buffer))
    if (note !== undefined) this.#session.note = note
    this.#session.redraw()
  }

  /** Gives the terminal to something else in the middle of a line, and takes it back. */
  async #away<T>(action: () => Promise<T>): Promise<T> {
    this.#reader.stop()
    await this.#screen.leave('')
    this.#terminal.restoreModes(this.#modes)
    try {
      return await action()
    } finally {
      this.#terminal.setEditModes()
      this.#output.write(this.#freshLine())
      await this.#screen.show()
      this.#startReading()
    }
  }

  close(): void {
    this.#reader.stop()
    this.#screen.close()
    for (const cleanup of this.#cleanups) cleanup()
    this.#terminal.restoreModes(this.#modes)
  }

  /** Behind the first prompt. Without colours there is nothing to show a suggestion by. */
  async #loadAssistance(): Promise<void> {
    const { world, history, color, suggest } = this.#host
    if (world === undefined || !color || this.#assistance !== undefined) return
    await this.#screen.drawn
    const { createAssistance } = await import('./assist.ts')
    const refresh = (): void => this.#session.assist(this.#assistance)
    this.#assistance ??= createAssistance(world, history, refresh, suggest)
    this.#assistance.theme = this.#settings.look.theme
    this.#assistance.begin(this.#last)
    refresh()
  }

  #take(event: KeyEvent): void {
    if (event.type === 'report') {
      this.#screen.answered(event.sequence)
      this.#background.answered(event.sequence)
    } else if (!this.#ends(event)) this.#session.handle(event)
    this.#endAtCount()
  }

  /** True for a key that ends the line, or that another one ends it in place of. */
  #ends(event: KeyEvent): boolean {
    const delimiter = this.#limits?.delimiter
    if (delimiter === undefined || event.type !== 'key' || !this.#session.isEditing) return false
    if (event.text === delimiter) this.#session.run('accept-line')
    else if (event.chord === 'Return') this.#session.insert('\n')
    else return false
    this.#session.redraw()
    return true
  }

  #endAtCount(): void {
    const { text } = this.#session.editor.buffer
    const count = this.#limits?.count
    if (count === undefined || !this.#session.isEditing || Array.from(text).length < count) return
    this.#session.finish({ type: 'line', text })
  }

  /** What is in the line. */
  get text(): string {
    return this.#session.editor.buffer.text
  }

  #edit(): Promise<ReadEnd> {
    return new Promise((resolve, reject) => {
      const signal = this.#limits?.signal
      const abort = (): void => this.#onEnd({ type: 'aborted' })
      this.#onFailure = reject
      this.#onEnd = end => {
        signal?.removeEventListener('abort', abort)
        this.#reader.stop()
        resolve(end)
      }
      signal?.addEventListener('abort', abort)
      if (signal?.aborted === true) return abort()
      this.#startReading()
    })
  }

  #startReading(): void {
    this.#reader.start(
      event => this.#take(event),
      () => this.#onEnd({ type: 'gone' }),
    )
  }
}
