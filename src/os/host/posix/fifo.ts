import { statSync } from 'node:fs'
import { chain, isPromise, type MaybePromise } from '../../../value/index.ts'
import type { Descriptor } from '../../descriptor.ts'
import { pathArgument } from '../files.ts'
import { abortable } from '../abortable.ts'
import { rethrow } from '../node-errors.ts'
import type { Open } from '../trampoline.ts'
import { badDescriptor, type OpenFile } from './open-file.ts'
import { openPath } from './opening.ts'
import type { System } from './system.ts'

/** Nothing tells when a reader opens a FIFO; bash would sit in open(2). */
const RETRY_MS = 2

export type FifoMode = 'read' | 'write'

/** Whether opening this path would block until another process opens the other side. */
export function isFifo(path: string): boolean {
  try {
    return statSync(pathArgument(path), { throwIfNoEntry: false })?.isFIFO() ?? false
  } catch (error) {
    rethrow(error)
  }
}

/**
 * A FIFO whose other side may not be open yet. open(2) would block the whole shell, also the job that is to open the other
 * side; so our own reads and writes wait for it without blocking, and a child opens it itself, as in bash.
 */
export class Fifo {
  readonly path: string
  readonly mode: FifoMode
  readonly #system: System
  #file: OpenFile | undefined
  #opening: Promise<void> | undefined
  #handles = 0
  /** Open, but without a writer yet. */
  #waiting: number | undefined
  /** Our own handle on the open file, while there are handles on this. */
  #own: Descriptor | undefined

  constructor(system: System, path: string, mode: FifoMode) {
    this.#system = system
    this.path = path
    this.mode = mode
  }

  handle(): FifoDescriptor {
    this.#handles++
    return new FifoDescriptor(this)
  }

  release(): void {
    if (--this.#handles > 0) return
    this.#own?.close()
    if (this.#waiting !== undefined) this.#system.poller.forget(this.#waiting)
  }

  /** The open file, once both sides are there. */
  get opened(): OpenFile | undefined {
    return this.#file
  }

  /** Opens it for us, now or when the other side does. */
  open(): MaybePromise<OpenFile> {
    if (this.#file) return this.#file
    this.#opening ??= this.#openLater()
    return this.#opening.then(() => {
      if (!this.#file) throw badDescriptor()
      return this.#file
    })
  }

  async #openLater(): Promise<void> {
    const { platform, poller } = this.#system
    const { O } = platform
    const flags = O.NONBLOCK | O.CLOEXEC | O.NOCTTY | (this.mode === 'read' ? O.RDONLY : O.WRONLY)
    let fd = this.#tryOpen(flags)
    while (fd === undefined && this.#handles > 0) {
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
      fd = this.#tryOpen(flags)
    }
    if (fd === undefined) return
    // Before the first writer a read would report the end; poll(2) waits for one.
    this.#waiting = fd
    if (this.mode === 'read') await poller.wait(fd, 'read')
    this.#waiting = undefined
    this.#system.makeBlocking(fd)
    this.#file = this.#system.file(fd, 'pipe')
    this.#own = this.#file.handle()
    if (this.#handles === 0) this.#own.close()
  }

  /** Undefined while there is no reader. */
  #tryOpen(flags: number): number | undefined {
    try {
      return openPath(this.#system, this.path, flags)
    } catch (error) {
      if ((error as { readonly code?: string }).code === 'ENXIO') return undefined
      throw error
    }
  }
}

/** A handle on a FIFO. */
export class FifoDescriptor implements Descriptor {
  readonly isTerminal = false
  readonly #shared: Fifo
  #isOpen = true

  constructor(fifo: Fifo) {
    this.#shared = fifo
  }

  get fifo(): Fifo {
    if (!this.#isOpen) throw badDescriptor()
    return this.#shared
  }

  get fd(): number | undefined {
    return this.#isOpen ? this.#shared.opened?.fd : undefined
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    if (this.fifo.mode === 'read') throw badDescriptor()
    return chain(this.fifo.open(), file => file.write(bytes))
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    if (this.fifo.mode === 'write') throw badDescriptor()
    const file = this.fifo.open()
    if (isPromise(file) && signal) return abortable(file, signal).then(opened => opened.read(size, signal))
    return chain(file, opened => opened.read(size, signal))
  }

  opened(): MaybePromise<void> {
    return chain(this.fifo.open(), () => undefined)
  }

  unread(): boolean {
    return false
  }

  dup(): Descriptor {
    return this.fifo.handle()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#shared.release()
  }
}

/** The FIFOs of a plan that are not open yet: the child shall open them. We do too, so that the next child can share ours. */
export function waitingFifos(descriptors: ReadonlyMap<number, Descriptor>): readonly Open[] {
  const opens: Open[] = []
  for (const [number, descriptor] of descriptors) {
    if (!(descriptor instanceof FifoDescriptor) || descriptor.fd !== undefined) continue
    const { fifo } = descriptor
    if (fifo.mode === 'write') Promise.resolve(fifo.open()).catch(() => {})
    opens.push({ number, operator: fifo.mode === 'read' ? '<' : '>>', path: fifo.path })
  }
  return opens
}
