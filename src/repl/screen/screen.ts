import type { WriteWatch } from '../../os/index.ts'
import type { Session } from '../session/session.ts'
import { Disturbance } from './disturbance.ts'
import { FirstPaint } from './first-paint.ts'
import type { Drawing, mount as mountDrawing } from './mount.ts'
import { CursorShape } from './cursor-shape.ts'
import type { OutputStream } from './output-stream.ts'
import { Resizing } from './resizing.ts'

const pasteModeOn = '\x1b[?2004h'
const pasteModeOff = '\x1b[?2004l'
/** kitty's keyboard protocol, where it is known: keys that look alike elsewhere can be told apart. */
const clearKeysOn = '\x1b[>1u'
const clearKeysOff = '\x1b[<u'
const homeAndClear = '\x1b[H\x1b[2J'

export interface ScreenHost {
  readonly color: boolean
  /** Hears of an error while drawing; nothing is drawn after it. */
  readonly onFailure: (error: unknown) => void
  /** The terminal is asked for the cursor's position (`answered` is to have the answer); no keys until `onSettled`. */
  readonly onAsk: () => void
  readonly onSettled: () => void
  /** Tells of writes to the terminal, by whomever; undefined where nobody can. */
  readonly watchWrites?: (onWrite: () => void) => WriteWatch | undefined
}

/**
 * What is drawn of a session on a terminal: all of it, or nothing while a command has the terminal. The first prompt is
 * painted at once; Ink is loaded behind it, and draws from then on.
 */
export class Screen {
  readonly #session: Session
  readonly #output: OutputStream
  readonly #host: ScreenHost
  readonly #paint: FirstPaint
  readonly #resizing: Resizing
  readonly #shape = new CursorShape()
  readonly #disturbance: Disturbance
  #isShown = false
  #drawing: Drawing | undefined
  #loading: Promise<void> = Promise.resolve()
  #loaded: typeof mountDrawing | undefined
  #mounting: Promise<void> | undefined
  #resume: (() => Promise<void>) | undefined
  #stopPainting: (() => void) | undefined
  /** Lines that came while a command had the terminal, or the drawing's place was not known. */
  #held: string[] = []

  constructor(session: Session, output: OutputStream, host: ScreenHost) {
    this.#session = session
    this.#output = output
    this.#host = host
    this.#paint = new FirstPaint(session, output, host.color, this.#mayDraw)
    session.subscribe(() => this.#shapeCursor())
    this.#resizing = new Resizing(output, {
      frame: () => (this.#isShown ? (this.#drawing?.frame ?? this.#paint.frame) : undefined),
      erase: () => (this.#drawing ?? this.#paint).erase(),
      onAsk: host.onAsk,
      onSettled: () => {
        host.onSettled()
        this.#mountIfLoaded()
        this.settle()
        for (const text of this.#held.splice(0)) this.#insert(text)
      },
    })
    this.#disturbance = new Disturbance(output, {
      watchWrites: onWrite => host.watchWrites?.(onWrite),
      isBusy: () => this.#resizing.isPending || this.#mounting !== undefined,
      forget: () => this.#forget(),
      draw: () => (this.#drawing === undefined ? this.#paint.paint() : this.#output.redraw()),
    })
    // Before anybody who draws hears of the same change.
    session.subscribe(() => this.settle())
  }

  /** If a job wrote into the drawing, it is drawn again below. */
  settle(): void {
    if (this.#isShown) this.#disturbance.settle()
  }

  /** Resolves when Ink draws what is shown. */
  get drawn(): Promise<void> {
    return this.#loading.then(() => this.#mounting)
  }

  /** Draws the session where the cursor is. */
  async show(): Promise<void> {
    this.#isShown = true
    for (const text of this.#held.splice(0)) this.#output.write(text)
    this.#output.write(pasteModeOn + clearKeysOn)
    this.#shapeCursor()
    this.#disturbance.start()
    // React has taken the new session before Ink draws it, so the old line is never seen again.
    if (this.#drawing !== undefined) await Promise.resolve().then(this.#resume)
    else this.#paintUntilDrawn()
    this.#resume = undefined
  }

  /** False while the terminal is asked where the drawing is. */
  readonly #mayDraw = (): boolean => !this.#isShown || this.#resizing.mayDraw()

  /** Takes the drawing away, and writes what is to stay in its place; then the terminal is free for others. */
  async leave(finished: string): Promise<void> {
    await this.#mounting
    this.settle()
    this.#isShown = false
    this.#disturbance.stop()
    const eraser = this.#endPainting()
    const resume = this.#drawing?.suspend()
    this.#output.write(eraser + clearKeysOff + pasteModeOff + this.#shape.change(undefined) + finished)
    this.#resume = await resume
    // A long text goes out as fast as the terminal takes it; what a command writes comes after it.
    await this.#output.flushed()
  }

  /** Writes whole lines above the drawing; while a command has the terminal they wait for the next one. */
  writeAbove(text: string): void {
    const lines = text.endsWith('\n') ? text : `${text}\n`
    if (this.#isShown && !this.#resizing.isPending) this.#insert(lines)
    else this.#held.push(lines)
  }

  /** The terminal has another size. */
  resized(): void {
    // While Ink takes over, what is on the screen is known to nobody.
    if (this.#mounting === undefined) this.#resizing.resized()
    else void this.#mounting.then(() => this.#resizing.resized())
  }

  /** The terminal answered something. */
  answered(sequence: string): void {
    this.#resizing.answered(sequence)
  }

  /** Puts the drawing on the first row of an empty screen. */
  clear(): void {
    this.#insert(homeAndClear)
  }

  /** Draws it anew where it is. */
  redraw(): void {
    if (!this.#isShown) return
    this.settle()
    if (this.#drawing === undefined) return this.#paint.paintAnew()
    this.#drawing.erase()
    this.#output.redraw()
  }

  close(): void {
    const modesOff = this.#isShown ? clearKeysOff + pasteModeOff + this.#shape.change(undefined) : ''
    this.#isShown = false
    this.#disturbance.stop()
    this.#output.write(this.#endPainting() + modesOff)
    this.#drawing?.unmount()
    this.#drawing = undefined
    for (const text of this.#held.splice(0)) this.#output.write(text)
  }

  /** With vi's keys the cursor tells the mode. */
  #shapeCursor(): void {
    const { vi } = this.#session
    const sequence = this.#isShown ? this.#shape.change(vi?.mode) : ''
    if (sequence !== '') this.#output.write(sequence)
  }

  #insert(text: string): void {
    this.settle()
    if (this.#drawing !== undefined) return this.#drawing.writeAbove(text)
    this.#output.write(this.#paint.takeEraser() + text)
    this.#paint.paint()
  }

  #paintUntilDrawn(): void {
    const paint = (): void => this.#paint.paint()
    paint()
    const stop = this.#session.subscribe(paint)
    const stopSizing = this.#output.onSize(paint)
    this.#stopPainting = () => {
      stop()
      stopSizing()
    }
    this.#loading = import('./mount.ts').then(
      ({ mount }) => {
        this.#loaded = mount
        this.#mountIfLoaded()
      },
      (error: unknown) => this.#host.onFailure(error),
    )
  }

  #mountIfLoaded(): void {
    const isFree = this.#isShown && !this.#resizing.isPending && this.#drawing === undefined
    if (this.#loaded !== undefined && isFree) this.#mounting ??= this.#mount(this.#loaded)
  }

  #forget(): void {
    this.#paint.frame = undefined
    this.#drawing?.forget()
  }

  async #mount(mount: typeof mountDrawing): Promise<void> {
    this.#disturbance.settle()
    this.#output.prepend(this.#endPainting())
    try {
      this.#drawing = await mount(this.#session, this.#output, {
        ...this.#host,
        mayDraw: this.#mayDraw,
      })
    } catch {
      // onFailure has it.
    } finally {
      this.#mounting = undefined
      this.settle()
    }
  }

  /** What takes the painting away, if there is one; it is not painted again. */
  #endPainting(): string {
    this.#stopPainting?.()
    this.#stopPainting = undefined
    return this.#paint.takeEraser()
  }
}
