import type { Frame } from '../layout/edit-area.ts'
import { rowsAdded } from '../layout/reflow.ts'
import type { OutputStream } from './output-stream.ts'

/** XTVERSION, which some do not answer, and DSR, which all do. */
const whoAndWhere = '\x1b[>q\x1b[6n'
/** The column where the cursor stops on its way to the right, from which it comes back: the width, when this is read. */
const howWide = '\x1b7\x1b[999C\x1b[6n\x1b8'
const cursorReport = /^\x1b\[\d+;(\d+)R$/
/** A terminal that does not answer is drawn on all the same. */
const patienceMs = 200

type Question = 'where' | 'width'

export interface ResizingHost {
  /** What is on the screen, undefined if nothing is. */
  frame(): Frame | undefined
  /** Takes it away and forgets it. */
  erase(): void
  /** The terminal is asked, and answers with the cursor's position: until `onSettled` nothing may be drawn. */
  onAsk(): void
  onSettled(): void
}

/**
 * Draws anew when the terminal's size changes. One that gets narrower wraps what is drawn, and may not unwrap it when it
 * gets wider again, so the top of the drawing is not where it was: it is asked where the cursor is, before anything is
 * erased. Behind the new drawing it is asked how wide it was when it drew that: it may have changed again meanwhile.
 */
export class Resizing {
  readonly #output: OutputStream
  readonly #host: ResizingHost
  /** What was asked and is not answered. */
  #questions: Question[] = []
  #wraps = true
  /** How wide the terminal was when it drew what is shown. */
  #drawnColumns: number | undefined
  /** How many rows above the drawing it had left of the one before, if it was that wide then already. */
  #rowsLeft: (columns: number) => number = () => 0
  #left = 0
  #isMissed = false
  #timer: NodeJS.Timeout | undefined

  constructor(output: OutputStream, host: ResizingHost) {
    this.#output = output
    this.#host = host
  }

  /** True while the terminal has not answered. */
  get isPending(): boolean {
    return this.#questions.length > 0
  }

  /** The terminal has another size. */
  resized(): void {
    if (this.#host.frame() === undefined) return this.#output.resized()
    this.#ask('where')
    this.#output.write(whoAndWhere)
  }

  /**
   * False if nothing may be drawn now: it will be, once the terminal has answered. The signal of another size comes late
   * when keys come fast, and what is drawn for the old width meanwhile leaves rows that nobody knows of.
   */
  mayDraw(): boolean {
    if (!this.isPending) {
      if (!this.#output.isOutgrown) return true
      // Without a frame on the screen that is all: whoever draws hears of it.
      this.resized()
    }
    this.#isMissed = this.isPending
    return false
  }

  /** An answer of the terminal, perhaps to our question. */
  answered(sequence: string): void {
    // xterm cuts what is too wide; all that wrap say another name, or none.
    if (sequence.startsWith('\x1bP>|XTerm(')) this.#wraps = false
    const column = cursorReport.exec(sequence)?.[1]
    if (column === undefined) return
    const question = this.#questions.shift()
    if (question === 'width') this.#wasDrawn(Number(column))
    // Where it was before the last change of size is of no use.
    else if (question === 'where' && !this.#questions.includes('where')) this.#draw(Number(column) - 1)
    if (question !== undefined && !this.isPending) this.#settle()
  }

  #ask(question: Question): void {
    this.#questions.push(question)
    this.#host.onAsk()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#giveUp(), patienceMs)
  }

  #giveUp(): void {
    const isLost = this.#questions.includes('where')
    this.#questions = []
    if (isLost) this.#draw(undefined)
    this.#questions = []
    this.#settle()
  }

  #wasDrawn(columns: number): void {
    this.#drawnColumns = columns
    this.#left = this.#rowsLeft(columns)
  }

  #draw(cursorColumn: number | undefined): void {
    const frame = this.#host.frame()
    const drawnColumns = this.#drawnColumns
    const addedAt = (columns: number, cursorColumn?: number): number =>
      frame !== undefined && this.#wraps ? rowsAdded(frame, { columns, cursorColumn, drawnColumns }) : 0
    const added = addedAt(this.#output.nextColumns, cursorColumn)
    const up = added + this.#left
    if (up > 0) this.#output.prepend(`\x1b[${up}A`)
    this.#drawnColumns = undefined
    this.#left = 0
    this.#rowsLeft = columns => Math.max(0, addedAt(columns) - added)
    this.#host.erase()
    this.#output.append(howWide)
    this.#output.resized()
    this.#ask('width')
  }

  #settle(): void {
    clearTimeout(this.#timer)
    const isMissed = this.#isMissed
    this.#isMissed = false
    this.#host.onSettled()
    if (isMissed) this.#output.redraw()
  }
}
