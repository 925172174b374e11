import type { Descriptor } from '../../os/index.ts'
import { SystemError } from '../../os/index.ts'
import { encodeBytes, isPromise, type MaybePromise } from '../../value/index.ts'
import type { InPort, OutPort, Ports } from './builtin.ts'
import type { Descriptors } from './descriptors.ts'

/** The reader of a pipe is gone: the command ends as SIGPIPE would end it. Thrown within `eval` and builtins only. */
export class BrokenPipe extends Error {
  override readonly name = 'BrokenPipe'
}

/** The standard streams as they are at the moment of use: redirections come and go beneath. */
export class LivePorts implements Ports {
  readonly #descriptors: Descriptors
  readonly #dies: () => boolean
  readonly #interruption: () => AbortSignal | undefined

  /**
   * `diesOfPipe`: false where SIGPIPE is ignored, then a write error is the command's to report. `interruption` ends a
   * read that waits.
   */
  constructor(
    descriptors: Descriptors,
    diesOfPipe: () => boolean,
    interruption: () => AbortSignal | undefined,
  ) {
    this.#descriptors = descriptors
    this.#dies = diesOfPipe
    this.#interruption = interruption
  }

  get in(): InPort {
    return new DescriptorIn(this.#descriptors.get(0), this.#interruption())
  }

  get out(): OutPort {
    return new DescriptorOut(this.#descriptors.get(1), this.#dies)
  }

  get err(): OutPort {
    return new DescriptorOut(this.#descriptors.get(2), this.#dies)
  }
}

/** A port on any descriptor, as `read -u 3` wants it. */
export class DescriptorIn implements InPort {
  readonly #descriptor: Descriptor | undefined
  readonly #interruption: AbortSignal | undefined

  constructor(descriptor: Descriptor | undefined, interruption?: AbortSignal) {
    this.#descriptor = descriptor
    this.#interruption = interruption
  }

  get isTerminal(): boolean {
    return this.#descriptor?.isTerminal ?? false
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    return open(this.#descriptor).read(size, either(signal, this.#interruption))
  }

  isReadable(): boolean {
    return this.#descriptor?.isReadable?.() ?? true
  }

  unread(count: number): boolean {
    return this.#descriptor?.unread(count) ?? false
  }
}

class DescriptorOut implements OutPort {
  readonly #descriptor: Descriptor | undefined
  readonly #dies: () => boolean

  constructor(descriptor: Descriptor | undefined, dies: () => boolean) {
    this.#descriptor = descriptor
    this.#dies = dies
  }

  get isTerminal(): boolean {
    return this.#descriptor?.isTerminal ?? false
  }

  write(text: string): MaybePromise<void> {
    if (text === '') return undefined
    try {
      const written = open(this.#descriptor).write(encodeBytes(text))
      return isPromise(written) ? written.catch((error: unknown) => this.#fail(error)) : undefined
    } catch (error) {
      return this.#fail(error)
    }
  }

  line(text: string): MaybePromise<void> {
    return this.write(`${text}\n`)
  }

  #fail(error: unknown): never {
    if (error instanceof SystemError && error.code === 'EPIPE' && this.#dies()) throw new BrokenPipe()
    throw error
  }
}

function either(a: AbortSignal | undefined, b: AbortSignal | undefined): AbortSignal | undefined {
  return a === undefined || b === undefined ? (a ?? b) : AbortSignal.any([a, b])
}

function open(descriptor: Descriptor | undefined): Descriptor {
  if (descriptor === undefined) throw new SystemError('EBADF', 'Bad file descriptor')
  return descriptor
}
