import { Writable } from 'node:stream'
import type { Descriptor, WriteWatch } from '../../os/index.ts'
import { chain, decodeBytes, encodeBytes, isPromise } from '../../value/index.ts'
import { cutAtEdge, drawingBegins, drawingEnds } from './drawing.ts'

export interface ScreenSize {
  readonly columns: number
  readonly rows: number
}

/** The terminal as the stream that Ink draws on: our descriptor's bytes, and a size that `resized` reads anew. */
export class OutputStream extends Writable {
  readonly isTTY = true
  columns: number
  rows: number
  /** How often the size changed, or may have. */
  resizes = 0
  readonly #descriptor: Descriptor
  readonly #size: () => ScreenSize
  #before = ''
  #behind = ''
  #isMuted = false
  /** What came of a drawing by Ink so far. */
  #drawing: string | undefined
  #watch: WriteWatch | undefined
  #onForeign: () => void = () => {}

  constructor(descriptor: Descriptor, size: () => ScreenSize) {
    super({ decodeStrings: false })
    this.#descriptor = descriptor
    this.#size = size
    const { columns, rows } = readSize(size)
    this.columns = columns
    this.rows = rows
  }

  /** The width that `resized` will find. */
  get nextColumns(): number {
    return readSize(this.#size).columns
  }

  /** True if the terminal has another size than what is laid out for. */
  get isOutgrown(): boolean {
    const { columns, rows } = readSize(this.#size)
    return columns !== this.columns || rows !== this.rows
  }

  /**
   * The terminal has another size now: `size` tells those who lay out for it. Ink would listen for `resize`, to erase and
   * draw once more; it hears nothing.
   */
  resized(): void {
    Object.assign(this, readSize(this.#size))
    this.resizes++
    this.emit('size')
  }

  /** Lays out and draws anew, whatever is there. */
  redraw(): void {
    this.resizes++
    this.emit('size')
  }

  /** Calls back when what is drawn must be laid out anew; returns what ends it. */
  onSize(listener: () => void): () => void {
    this.on('size', listener)
    return () => void this.off('size', listener)
  }

  get isMuted(): boolean {
    return this.#isMuted
  }

  /** Runs something whose writes go nowhere. */
  muted(run: () => void): void {
    this.#isMuted = true
    try {
      run()
    } finally {
      this.#isMuted = false
    }
  }

  /** From now on `onForeign` hears, before each write of this stream, of what others wrote. */
  tellApart(watch: WriteWatch | undefined, onForeign: () => void): void {
    this.#watch = watch
    this.#onForeign = onForeign
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    if (this.#isMuted) return true
    if (chunk === drawingBegins) this.#drawing ??= ''
    if (this.#drawing === undefined || typeof chunk !== 'string') return this.#pass(chunk, ...rest)
    this.#drawing += chunk
    return chunk !== drawingEnds || this.#pass(cutAtEdge(this.#takeDrawing()), ...rest)
  }

  /** A drawing comes in pieces, and goes to the terminal as one. */
  #takeDrawing(): string {
    const drawing = this.#drawing ?? ''
    this.#drawing = undefined
    return drawing
  }

  #pass(chunk: unknown, ...rest: unknown[]): boolean {
    return (super.write as (...all: unknown[]) => boolean).call(this, chunk, ...rest)
  }

  /** Resolves when all that was written is with the terminal. */
  flushed(): Promise<void> {
    return new Promise(resolve => void this.#pass(this.#takeDrawing(), () => resolve()))
  }

  /** What comes next is written together with this before it, as one. */
  prepend(text: string): void {
    this.#before += text
  }

  /** What comes next is written together with this behind it, as one. */
  append(text: string): void {
    this.#behind += text
  }

  override _write(chunk: string | Buffer, _encoding: string, callback: (error?: Error | null) => void): void {
    const bytes = encodeBytes(
      this.#before + (typeof chunk === 'string' ? chunk : decodeBytes(chunk)) + this.#behind,
    )
    this.#before = ''
    this.#behind = ''
    if (this.#watch?.take() === true) this.#onForeign()
    try {
      const written = chain(this.#descriptor.write(bytes), () => callback())
      if (isPromise(written)) written.catch(callback)
    } catch (error) {
      callback(error as Error)
    }
  }
}

/** A terminal that does not know its size says 0. */
function readSize(size: () => ScreenSize): ScreenSize {
  const { columns, rows } = size()
  return { columns: columns > 0 ? columns : 80, rows: rows > 0 ? rows : 24 }
}
