import type { MaybePromise } from '../../../value/index.ts'
import type { Descriptor } from '../../descriptor.ts'
import { namedError } from '../node-errors.ts'

/** As much as a pipe of Linux holds. */
const CAPACITY = 65_536

/** A pipe inside this process: bounded, with an end for the reader and one for the writer. */
export class Channel {
  readonly #chunks: Uint8Array[] = []
  #size = 0
  #readers = 0
  #writers = 0
  #changed = Promise.withResolvers<void>()
  /** Sides that a FIFO leads to: programs open that, and get no pipe of their own. */
  readonly named = new Set<'read' | 'write'>()
  /** Set for a capture: it holds any amount. */
  readonly #isUnbounded: boolean

  constructor({ isUnbounded = false } = {}) {
    this.#isUnbounded = isUnbounded
  }

  reader(): ChannelEnd {
    this.#readers++
    return new ChannelEnd(this, 'read')
  }

  writer(): ChannelEnd {
    this.#writers++
    return new ChannelEnd(this, 'write')
  }

  release(side: 'read' | 'write'): void {
    if (side === 'read') this.#readers--
    else this.#writers--
    this.#tell()
  }

  get hasReaders(): boolean {
    return this.#readers > 0 || this.#isUnbounded
  }

  get hasWriters(): boolean {
    return this.#writers > 0
  }

  /** Resolves at the next change: bytes came or went, an end was closed. */
  changed(): Promise<void> {
    return this.#changed.promise
  }

  #tell(): void {
    this.#changed.resolve()
    this.#changed = Promise.withResolvers<void>()
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    if (!this.hasReaders) throw namedError('EPIPE')
    if (bytes.length === 0) return undefined
    this.#chunks.push(Buffer.from(bytes))
    this.#size += bytes.length
    this.#tell()
    return this.#isUnbounded || this.#size <= CAPACITY ? undefined : this.#untilRoom()
  }

  async #untilRoom(): Promise<void> {
    while (this.#size > CAPACITY) {
      if (!this.hasReaders) throw namedError('EPIPE')
      await this.changed()
    }
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    signal?.throwIfAborted()
    return this.#take(size) ?? (this.hasWriters ? this.#readLater(size, signal) : undefined)
  }

  async #readLater(size: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    const aborted = signal && whenAborted(signal)
    for (;;) {
      await (aborted ? Promise.race([this.changed(), aborted]) : this.changed())
      const bytes = this.#take(size)
      if (bytes || !this.hasWriters) return bytes
    }
  }

  #take(size: number): Uint8Array | undefined {
    const first = this.#chunks[0]
    if (!first) return undefined
    const bytes = first.length <= size ? first : first.subarray(0, size)
    if (bytes === first) this.#chunks.shift()
    else this.#chunks[0] = first.subarray(size)
    this.#size -= bytes.length
    this.#tell()
    return bytes
  }

  /** All that is there, taken out. */
  takeAll(): Buffer {
    const all = Buffer.concat(this.#chunks)
    this.#chunks.length = 0
    this.#size = 0
    this.#tell()
    return all
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>()
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  promise.catch(() => {}) // seen by whoever races with it
  return promise
}

/** A handle on one end of a channel. */
export class ChannelEnd implements Descriptor {
  readonly fd = undefined
  readonly isTerminal = false
  readonly side: 'read' | 'write'
  readonly #channel: Channel
  #isOpen = true

  constructor(channel: Channel, side: 'read' | 'write') {
    this.#channel = channel
    this.side = side
  }

  /** Whether programs reach it by a path. */
  get isNamed(): boolean {
    return this.channel.named.has(this.side)
  }

  get channel(): Channel {
    if (!this.#isOpen) throw namedError('EBADF')
    return this.#channel
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    if (this.side === 'read') throw namedError('EBADF')
    return this.channel.write(bytes)
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    if (this.side === 'write') throw namedError('EBADF')
    return this.channel.read(size, signal)
  }

  unread(): boolean {
    return false
  }

  dup(): ChannelEnd {
    return this.side === 'read' ? this.channel.reader() : this.channel.writer()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#channel.release(this.side)
  }
}
