import { cutFrame, layoutEditArea, scrollTop, type Frame } from '../layout/edit-area.ts'
import type { Session } from '../session/session.ts'
import { contentOf } from './content.ts'
import type { OutputStream } from './output-stream.ts'

/** Draws a session with nothing but escape sequences, until what draws it better is loaded. */
export class FirstPaint {
  readonly #session: Session
  readonly #output: OutputStream
  readonly #color: boolean
  /** What is on the screen now. */
  frame: Frame | undefined
  #top = 0

  constructor(session: Session, output: OutputStream, color: boolean) {
    this.#session = session
    this.#output = output
    this.#color = color
  }

  /** Draws the session, in place of what was drawn before. */
  paint(): void {
    const { columns } = this.#output
    const view = this.#session.getView()
    const status = view.status === undefined ? [] : [view.status.slice(0, columns - 1)]
    const height = this.#output.rows - 1 - status.length
    const whole = layoutEditArea(contentOf(view, this.#color), columns, height)
    this.#top = scrollTop(whole, height, this.#top)
    const { rows: edited, cursor } = cutFrame(whole, this.#top, height)
    const rows = [...edited, ...status]
    const up = rows.length - 1 - cursor.y
    const toCursor = `\r${up > 0 ? `\x1b[${up}A` : ''}${cursor.x > 0 ? `\x1b[${cursor.x}C` : ''}`
    this.#output.write(this.takeEraser() + rows.join('\r\n') + toCursor)
    this.frame = { rows, cursor }
  }

  /** What takes the drawing away, and leaves the cursor where its first row was. */
  takeEraser(): string {
    const { frame } = this
    this.frame = undefined
    if (frame === undefined) return ''
    return `\r${frame.cursor.y > 0 ? `\x1b[${frame.cursor.y}A` : ''}\x1b[J`
  }
}
