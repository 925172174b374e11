import type { Frame } from '../layout/edit-area.ts'
import { rowsAdded } from '../layout/reflow.ts'
import type { OutputStream } from './output-stream.ts'

/** XTVERSION, which some do not answer, and DSR, which all do. */
const whoAndWhere = '\x1b[>q\x1b[6n'
const cursorReport = /^\x1b\[\d+;(\d+)R$/
/** A terminal that does not answer is drawn on all the same. */
const patienceMs = 200

export interface ResizingHost {
  /** What is on the screen, undefined if nothing is. */
  frame(): Frame | undefined
  /** Takes it away and forgets it. */
  erase(): void
  /** The terminal is asked for the cursor's position: until `onSettled` nothing may be drawn. */
  onAsk(): void
  onSettled(): void
}

/**
 * Draws anew when the terminal's size changes. One that gets narrower wraps what is drawn, and may not unwrap it when it
 * gets wider again, so the top of the drawing is not where it was: it is asked where the cursor is, before anything is
 * erased.
 */
export class Resizing {
  readonly #output: OutputStream
  readonly #host: ResizingHost
  #asked = 0
  #wraps = true
  #timer: NodeJS.Timeout | undefined

  constructor(output: OutputStream, host: ResizingHost) {
    this.#output = output
    this.#host = host
  }

  /** True while the terminal has not answered. */
  get isPending(): boolean {
    return this.#asked > 0
  }

  /** The terminal has another size. */
  resized(): void {
    if (this.#host.frame() === undefined) return this.#output.resized()
    this.#asked++
    this.#host.onAsk()
    this.#output.write(whoAndWhere)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#draw(undefined), patienceMs)
  }

  /** An answer of the terminal, perhaps to our question. */
  answered(sequence: string): void {
    // xterm cuts what is too wide; all that wrap say another name, or none.
    if (sequence.startsWith('\x1bP>|XTerm(')) this.#wraps = false
    const column = cursorReport.exec(sequence)?.[1]
    // Answers to earlier questions are older than the last change of size.
    if (column !== undefined && this.#asked > 0 && --this.#asked === 0) this.#draw(Number(column) - 1)
  }

  #draw(cursorColumn: number | undefined): void {
    clearTimeout(this.#timer)
    this.#asked = 0
    const frame = this.#host.frame()
    const { nextColumns } = this.#output
    const added = frame !== undefined && this.#wraps ? rowsAdded(frame, nextColumns, cursorColumn) : 0
    if (added > 0) this.#output.prepend(`\x1b[${added}A`)
    this.#host.erase()
    this.#output.resized()
    this.#host.onSettled()
  }
}
