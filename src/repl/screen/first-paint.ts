import type { Frame } from '../layout/edit-area.ts'
import { eraseFrame, patchFrame } from '../layout/patch.ts'
import type { Session } from '../session/session.ts'
import { cutAtEdge } from './drawing.ts'
import type { OutputStream } from './output-stream.ts'
import { Picture } from './picture.ts'

/** Draws a session with nothing but escape sequences, until what draws it better is loaded. */
export class FirstPaint {
  readonly #session: Session
  readonly #output: OutputStream
  readonly #mayDraw: () => boolean
  readonly #picture: Picture
  /** What is on the screen now. */
  frame: Frame | undefined

  /** `mayDraw` says false while the drawing must wait; `output` tells when it need not any more. */
  constructor(session: Session, output: OutputStream, color: boolean, mayDraw: () => boolean) {
    this.#session = session
    this.#output = output
    this.#mayDraw = mayDraw
    this.#picture = new Picture(color)
  }

  /** Draws the session, in place of what was drawn before. */
  paint(): void {
    if (!this.#mayDraw()) return
    const before = this.frame
    const next = this.#picture.draw(this.#session.getView(), this.#output)
    const { rows } = next
    const isAlike = before?.rows.length === rows.length
    const top = { rows, cursor: { x: -1, y: rows.length - 1 } }
    const drawing = isAlike
      ? patchFrame(before, next)
      : this.takeEraser() + rows.join('\r\n') + patchFrame(top, next)
    this.#output.write(cutAtEdge(drawing))
    this.frame = next
  }

  /** The same without a look at what is there. */
  paintAnew(): void {
    this.erase()
    this.paint()
  }

  /** Takes the drawing off the screen. */
  erase(): void {
    this.#output.write(this.takeEraser())
  }

  /** What takes the drawing away, and leaves the cursor where its first row was. */
  takeEraser(): string {
    const { frame } = this
    this.frame = undefined
    return frame === undefined ? '' : eraseFrame(frame)
  }
}
