import type { OwnTerminal, TerminalSize } from '../../os/index.ts'
import { encodeBytes, type MaybePromise } from '../../value/index.ts'
import { LineEnds } from './line-ends.ts'
import { ScreenModes } from './screen-modes.ts'

/** Takes what the terminal shows. */
export type Viewer = (bytes: Uint8Array) => MaybePromise<void>

/** The terminal that a job has for itself (`spawn --pty`), whichever of its attempts runs. */
export class JobTerminal {
  #size: TerminalSize
  #own: OwnTerminal | undefined
  #viewer: Viewer | undefined
  #modes = new ScreenModes()
  #ends = new LineEnds()

  constructor(size: TerminalSize) {
    this.#size = size
  }

  get size(): TerminalSize {
    return this.#size
  }

  get modes(): ScreenModes {
    return this.#modes
  }

  /** An attempt begins: this is its terminal. */
  connect(own: OwnTerminal): void {
    this.#own = own
    this.#modes = new ScreenModes()
    this.#ends = new LineEnds()
  }

  /** It is over: whoever still has the terminal hears HUP. Gives what is left to keep. */
  disconnect(own: OwnTerminal): Uint8Array {
    own.outside.close()
    if (this.#own === own) this.#own = undefined
    return this.#ends.end()
  }

  /** What it shows: to who looks, and as text that can be kept. */
  show(bytes: Uint8Array): { readonly kept: Uint8Array; readonly shown: MaybePromise<void> } {
    this.#modes.take(bytes)
    return { kept: this.#ends.push(bytes), shown: this.#viewer?.(bytes) }
  }

  /** Types a text, as a person would. */
  type(keys: string | Uint8Array): MaybePromise<void> {
    return this.#own?.outside.write(typeof keys === 'string' ? encodeBytes(keys) : keys)
  }

  resize(size: TerminalSize): void {
    this.#size = size
    this.#own?.resize(size)
  }

  /** Has a program that draws a screen draw it again: it hears of two changes of the size. */
  redraw(): void {
    const { columns, rows } = this.#size
    this.#own?.resize({ columns, rows: Math.max(1, rows - 1) })
    this.#own?.resize(this.#size)
  }

  /** Somebody looks, until the result is called. */
  view(viewer: Viewer): () => void {
    this.#viewer = viewer
    return () => {
      if (this.#viewer === viewer) this.#viewer = undefined
    }
  }
}
