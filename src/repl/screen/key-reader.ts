import type { Descriptor } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'
import { KeyDecoder } from '../keys/decoder.ts'
import type { KeyEvent } from '../keys/key.ts'

/** How long an ESC may stand alone before it is the Escape key. Remote terminals cut sequences by less. */
const escapeDelayMs = 40
const pasteSize = 4096

/**
 * Reads keys while a line is edited, and not a byte more: what is typed after the Enter that ends the line stays in the
 * kernel, for the command or for the next prompt. So bytes are taken one by one, but for those of a paste.
 */
export class KeyReader {
  readonly #input: Pick<Descriptor, 'read'>
  readonly #decoder = new KeyDecoder()
  #events: KeyEvent[] = []
  #isHeld = false
  #reading: { readonly controller: AbortController; readonly onKey: (event: KeyEvent) => void } | undefined

  constructor(input: Pick<Descriptor, 'read'>) {
    this.#input = input
  }

  /** Hands over keys until `stop`, or until the terminal is gone: then `onEnd` is called. */
  start(onKey: (event: KeyEvent) => void, onEnd: () => void): void {
    const controller = new AbortController()
    const { signal } = controller
    this.#reading = { controller, onKey }
    void this.#read(signal).then(
      isOver => isOver && onEnd(),
      () => !signal.aborted && onEnd(),
    )
  }

  /** No key is read after this; keys already decoded come first at the next start. */
  stop(): void {
    this.#reading?.controller.abort()
    this.#reading = undefined
    this.#isHeld = false
  }

  quoteNext(): void {
    this.#decoder.quoteNext()
  }

  /** The terminal was asked where the cursor is: its answer is handed over, keys wait for `release`. */
  hold(): void {
    this.#isHeld = true
    this.#decoder.expectPosition()
  }

  release(): void {
    this.#isHeld = false
    this.#deliver()
  }

  /** True when the terminal ended, false when reading was stopped. */
  async #read(signal: AbortSignal): Promise<boolean> {
    for (;;) {
      this.#deliver()
      if (signal.aborted) return false
      const size = this.#decoder.isPasting ? pasteSize : 1
      const read = this.#input.read(size, signal)
      const bytes = isPromise(read) ? await this.#withEscapeTimer(read) : read
      if (bytes === undefined) return !signal.aborted
      this.#events.push(...this.#decoder.push(bytes))
    }
  }

  #deliver(): void {
    while (this.#reading !== undefined) {
      const index = this.#isHeld ? this.#events.findIndex(event => event.type === 'report') : 0
      const [event] = index < 0 ? [] : this.#events.splice(index, 1)
      if (event === undefined) return
      this.#reading.onKey(event)
    }
  }

  async #withEscapeTimer<T>(read: Promise<T>): Promise<T> {
    if (!this.#decoder.isWaiting) return await read
    const timer = setTimeout(() => {
      this.#events.push(...this.#decoder.flush())
      this.#deliver()
    }, escapeDelayMs)
    try {
      return await read
    } finally {
      clearTimeout(timer)
    }
  }
}
