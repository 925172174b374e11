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
  readonly #input: Descriptor
  readonly #decoder = new KeyDecoder()
  #events: KeyEvent[] = []
  #reading: AbortController | undefined

  constructor(input: Descriptor) {
    this.#input = input
  }

  /** Hands over keys until `stop`, or until the terminal is gone: then `onEnd` is called. */
  start(onKey: (event: KeyEvent) => void, onEnd: () => void): void {
    const reading = new AbortController()
    this.#reading = reading
    void this.#read(reading.signal, onKey).then(
      isOver => isOver && onEnd(),
      () => !reading.signal.aborted && onEnd(),
    )
  }

  /** No key is read after this; keys already decoded come first at the next start. */
  stop(): void {
    this.#reading?.abort()
    this.#reading = undefined
  }

  quoteNext(): void {
    this.#decoder.quoteNext()
  }

  /** True when the terminal ended, false when reading was stopped. */
  async #read(signal: AbortSignal, onKey: (event: KeyEvent) => void): Promise<boolean> {
    for (;;) {
      this.#deliver(signal, onKey)
      if (signal.aborted) return false
      const size = this.#decoder.isPasting ? pasteSize : 1
      const read = this.#input.read(size, signal)
      const bytes = isPromise(read) ? await this.#withEscapeTimer(read, signal, onKey) : read
      if (bytes === undefined) return !signal.aborted
      this.#events.push(...this.#decoder.push(bytes))
    }
  }

  #deliver(signal: AbortSignal, onKey: (event: KeyEvent) => void): void {
    while (this.#events.length > 0 && !signal.aborted) {
      const event = this.#events.shift()
      if (event !== undefined) onKey(event)
    }
  }

  async #withEscapeTimer<T>(
    read: Promise<T>,
    signal: AbortSignal,
    onKey: (event: KeyEvent) => void,
  ): Promise<T> {
    if (!this.#decoder.isWaiting) return await read
    const timer = setTimeout(() => {
      this.#events.push(...this.#decoder.flush())
      this.#deliver(signal, onKey)
    }, escapeDelayMs)
    try {
      return await read
    } finally {
      clearTimeout(timer)
    }
  }
}
