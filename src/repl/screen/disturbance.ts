import type { WriteWatch } from '../../os/index.ts'
import { blankLine } from './fresh-line.ts'
import type { OutputStream } from './output-stream.ts'

/** A writer gets this long to go on before the line is drawn again below what it wrote … */
const quietMs = 15
/** … and one that never pauses this long. */
const longestMs = 120

export interface DisturbanceHost {
  /** Calls back when somebody has written to the terminal; undefined where nobody can tell. */
  watchWrites(onWrite: () => void): WriteWatch | undefined
  /** Nothing can be drawn now: `settle` will be called later. */
  isBusy(): boolean
  /** Forgets what is drawn, without taking it away. */
  forget(): void
  /** Draws at the cursor, which is at the start of an empty line. */
  draw(): void
}

/**
 * Draws the line that is edited again, below what a background job wrote into it. Whoever draws or erases calls `settle`
 * first: after foreign output the cursor is not where the drawing left it.
 */
export class Disturbance {
  readonly #output: OutputStream
  readonly #host: DisturbanceHost
  #watch: WriteWatch | undefined
  /** When the first write came that nothing was drawn below yet. */
  #since: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(output: OutputStream, host: DisturbanceHost) {
    this.#output = output
    this.#host = host
  }

  /** From now on what is on the screen is ours. */
  start(): void {
    this.#watch = this.#host.watchWrites(() => this.#disturbed())
    this.#output.tellApart(this.#watch, () => this.#disturbed())
  }

  stop(): void {
    this.#calm()
    this.#output.tellApart(undefined, () => {})
    this.#watch?.close()
    this.#watch = undefined
  }

  /** Draws below foreign output, if there was any. */
  settle(): void {
    const isDisturbed = this.#watch?.take() === true || this.#since !== undefined
    if (!isDisturbed || this.#watch === undefined || this.#host.isBusy()) return
    this.#calm()
    this.#host.forget()
    this.#output.write(blankLine(this.#output.columns))
    this.#host.draw()
  }

  #disturbed(): void {
    const now = performance.now()
    this.#since ??= now
    clearTimeout(this.#timer)
    const wait = Math.max(0, Math.min(quietMs, this.#since + longestMs - now))
    this.#timer = setTimeout(() => this.settle(), wait)
  }

  #calm(): void {
    clearTimeout(this.#timer)
    this.#since = undefined
  }
}
