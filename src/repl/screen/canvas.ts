import type { Frame } from '../layout/edit-area.ts'
import { eraseFrame, patchFrame } from '../layout/patch.ts'
import type { Session } from '../session/session.ts'
import { cutAtEdge, drawingBegins, drawingEnds } from './drawing.ts'
import type { OutputStream } from './output-stream.ts'
import { Picture } from './picture.ts'

/** What the canvas asks of Ink. */
export interface Ink {
  /** Takes Ink's drawing off the screen; Ink believes then that nothing is there. */
  clear(): void
}

/**
 * What is drawn of a session. Ink draws whenever the number of rows changes; a key that leaves it as it is writes only what
 * it changed, since a drawing by Ink costs several milliseconds. What Ink drew before is taken off before it draws again.
 */
export class Canvas {
  readonly #session: Session
  readonly #output: OutputStream
  readonly #mayDraw: () => boolean
  readonly #picture: Picture
  readonly #listeners = new Set<() => void>()
  #ink: Ink | undefined
  /** What Ink is to draw, and what it has taken of it. */
  #wanted: Frame
  #taken: Frame | undefined
  /** What is on the screen; undefined until Ink has drawn. */
  #shown: Frame | undefined
  /** Something was written since Ink drew. */
  #isPatched = false
  #isSuspended = false

  /** `mayDraw` says false while the drawing must wait; `output` tells when it need not any more. */
  constructor(session: Session, output: OutputStream, color: boolean, mayDraw: () => boolean) {
    this.#session = session
    this.#output = output
    this.#mayDraw = mayDraw
    this.#picture = new Picture(color)
    this.#wanted = this.#draw()
  }

  /** What Ink is to draw; the same object until that changes. */
  readonly getFrame = (): Frame => this.#wanted

  /** Calls back when `getFrame` has something new; returns what ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What is on the screen, as far as anybody knows. */
  get frame(): Frame | undefined {
    return this.#shown ?? this.#taken
  }

  attach(ink: Ink): void {
    this.#ink = ink
  }

  /** Ink's next drawing is this frame. */
  readonly taken = (frame: Frame): void => void (this.#taken = frame)

  /** Ink has drawn what it took. */
  readonly drawn = (): void => {
    if (!this.#isSuspended) this.#shown = this.#taken
  }

  /** The session or the screen is not what it was. */
  readonly update = (): void => {
    if (!this.#isSuspended && !this.#mayDraw()) return
    const next = this.#draw()
    const shown = this.#taken === this.#wanted ? this.#shown : undefined
    if (shown === undefined || shown.rows.length !== next.rows.length) return this.#publish(next)
    const patch = patchFrame(shown, next)
    if (patch !== '') this.#output.write(drawingBegins + cutAtEdge(patch) + drawingEnds)
    this.#shown = next
    this.#isPatched = true
  }

  /** Takes it off the screen; the next `update` draws it again. */
  erase(): void {
    const { frame } = this
    if (frame !== undefined) this.#output.write(eraseFrame(frame))
    this.forget()
  }

  /** Nothing of it is on the screen any more. */
  forget(): void {
    this.#output.muted(() => this.#ink?.clear())
    this.#shown = undefined
    this.#taken = undefined
    this.#isPatched = false
  }

  /** Ink draws nothing until `resume`. */
  suspend(): void {
    this.#eraseIfPatched()
    this.#shown = undefined
    this.#isSuspended = true
  }

  resume(): void {
    this.#isSuspended = false
  }

  #draw(): Frame {
    return this.#picture.draw(this.#session.getView(), this.#output)
  }

  #publish(frame: Frame): void {
    this.#eraseIfPatched()
    this.#wanted = frame
    this.#shown = undefined
    for (const listener of this.#listeners) listener()
  }

  /** Ink would begin from where it left the cursor. */
  #eraseIfPatched(): void {
    if (!this.#isPatched || this.#shown === undefined) return
    this.#output.prepend(eraseFrame(this.#shown))
    this.forget()
  }
}
