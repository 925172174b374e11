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
  /** Who waits for an answer of the terminal. */
  readonly #holders = new Set<object>()
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
    this.#holders.clear()
  }

  quoteNext(): void {
    this.#decoder.quoteNext()
  }

  /** Somebody has asked the terminal something: its answer is handed over, keys wait until all have released them. */
  hold(holder: object): void {
    this.#holders.add(holder)
  }

  release(holder: object): void {
    this.#holders.delete(holder)
    this.#deliver()
  }

  /** The terminal was asked where its cursor is. */
  expectPosition(): void {
    this.#decoder.expectPosition()
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
      const index = this.#holders.size > 0 ? this.#events.findIndex(event => event.type === 'report') : 0
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
