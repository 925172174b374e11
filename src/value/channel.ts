/** The reader of a channel left: the writer ends as SIGPIPE would end it. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed'
  readonly code = 'EPIPE'
  constructor() {
    super('Broken pipe')
  }
}

const capacity = 64

/** A pipe between two TypeScript stages: objects cross as they are, with the back-pressure of a pipe. */
export class Channel implements AsyncIterable<unknown> {
  readonly #items: unknown[] = []
  #ended = false
  #abandoned = false
  #readers: (() => void)[] = []
  #writers: (() => void)[] = []
  #whole: { readonly value: unknown } | undefined
  #begun = Promise.withResolvers<void>()

  /** Waits while the reader is behind; throws once it is gone. */
  async item(value: unknown): Promise<void> {
    this.#begun.resolve()
    while (this.#items.length >= capacity && !this.#abandoned)
      await new Promise<void>(resolve => this.#writers.push(resolve))
    if (this.#abandoned) throw new ChannelClosed()
    this.#items.push(value)
    wake(this.#readers)
  }

  flush(): void {}

  /** The writer's whole result is this one object: the reader may have it as its argument. */
  whole(value: unknown): void {
    this.#whole = { value }
    this.#begun.resolve()
  }

  /** The writer is done. */
  end(): void {
    this.#ended = true
    this.#begun.resolve()
    wake(this.#readers)
  }

  /** The reader is done. */
  abandon(): void {
    this.#abandoned = true
    wake(this.#writers)
  }

  /** What the writer gave as a whole, or undefined when it gives items; known once it gave anything. */
  async first(): Promise<{ readonly value: unknown } | undefined> {
    await this.#begun.promise
    return this.#whole
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
    if (this.#whole !== undefined) yield this.#whole.value
    for (;;) {
      while (this.#items.length > 0) {
        yield this.#items.shift()
        wake(this.#writers)
      }
      if (this.#ended) return
      await new Promise<void>(resolve => this.#readers.push(resolve))
    }
  }
}

function wake(waiting: (() => void)[]): void {
  for (const resume of waiting.splice(0)) resume()
}

const links = new WeakMap<object, Channel>()

/** Makes the two ends of a pipe one channel: both sides are TypeScript. */
export function linkEnds(read: object, write: object): void {
  const channel = new Channel()
  links.set(read, channel)
  links.set(write, channel)
}

/** The channel that an end of a pipe stands for, if both sides are TypeScript. */
export function channelOf(end: object): Channel | undefined {
  return links.get(end)
}
