import { writeSync } from 'node:fs'
import type { MaybePromise } from '../../../value/index.ts'
import { SystemError, type Descriptor } from '../../descriptor.ts'
import { kindOf, type FileKind } from '../file-kind.ts'
import { rethrow } from '../node-errors.ts'
import { pollNow, type Readiness } from './readiness.ts'
import type { System } from './system.ts'

const forReading: ReadonlySet<Readiness> = new Set(['read'])

/** What is open behind a descriptor number: shared by all handles on it, closed with the last. */
export class OpenFile {
  readonly fd: number
  readonly #system: System
  #references = 0
  #kind: FileKind | undefined
  /** The write that still waits for the other side: later ones queue behind it. */
  #writing: Promise<void> | undefined
  #copy: number | undefined

  constructor(system: System, fd: number, kind?: FileKind) {
    this.#system = system
    this.fd = fd
    this.#kind = kind
  }

  get kind(): FileKind {
    return (this.#kind ??= kindOf(this.fd))
  }

  get isOpen(): boolean {
    return this.#references > 0
  }

  handle(): Descriptor {
    this.#references++
    return new KernelDescriptor(this)
  }

  release(): void {
    if (--this.#references > 0) return
    if (this.#copy !== undefined) this.#dropCopy(this.#copy)
    else this.#system.forgetWaiters(this.fd)
    this.#system.closeFile(this)
  }

  /**
   * The number to wait for. A standard stream on a terminal is opened anew by libuv when JavaScript first touches
   * `process.stdin`, and who waits for the old one would wait for ever: a copy of it stays what it is.
   */
  get #waitable(): number {
    if (this.fd > 2 || this.kind !== 'terminal') return this.fd
    return (this.#copy ??= this.#system.duplicateAbove(this.fd, 10))
  }

  #dropCopy(copy: number): void {
    this.#copy = undefined
    this.#system.forgetWaiters(copy)
    this.#system.libc.close(copy)
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    if (this.#writing) return this.#queue(bytes)
    if (!this.#system.isLoaded && withoutPipes.has(this.kind)) return this.#writeFile(bytes)
    const { transfer } = this.#system
    let at = 0
    while (at < bytes.length) {
      const count = transfer.write(this.fd, this.kind, at === 0 ? bytes : bytes.subarray(at))
      if (count === 0) return this.#queue(bytes.subarray(at))
      at += count
    }
    return undefined
  }

  /** Without the C library where that is no loss: it need not be loaded for a mere `echo`. */
  #writeFile(bytes: Uint8Array): MaybePromise<void> {
    let at = 0
    try {
      while (at < bytes.length) at += writeSync(this.fd, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') rethrow(error)
      void this.#system.libc // a non-blocking terminal: with the C library one can wait for it
      return this.write(bytes.subarray(at))
    }
    return undefined
  }

  #queue(bytes: Uint8Array): Promise<void> {
    const before = this.#writing ?? Promise.resolve()
    const written = before.catch(() => {}).then(() => this.#writeWaiting(bytes))
    const done = written.finally(() => {
      if (this.#writing === done) this.#writing = undefined
    })
    this.#writing = done
    return done
  }

  async #writeWaiting(bytes: Uint8Array): Promise<void> {
    const { transfer, poller } = this.#system
    let at = 0
    while (at < bytes.length) {
      if (!this.isOpen) throw badDescriptor()
      const count = transfer.write(this.fd, this.kind, bytes.subarray(at))
      if (count === 0) await poller.wait(this.#waitable, 'write')
      at += count
    }
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    signal?.throwIfAborted()
    const now = this.#system.transfer.read(this.fd, this.kind, size)
    return now === 'wait' ? this.#readWaiting(size, signal) : now
  }

  async #readWaiting(size: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    for (;;) {
      await this.#system.poller.wait(this.#waitable, 'read', signal)
      if (!this.isOpen) throw badDescriptor()
      const now = this.#system.transfer.read(this.fd, this.kind, size)
      if (now !== 'wait') return now
    }
  }

  /** Data or the end is there: a read would not wait. */
  get isReadable(): boolean {
    if (this.kind === 'file') return true
    return pollNow(this.#system.libc, Buffer.allocUnsafeSlow(8), this.fd, forReading).length > 0
  }

  unread(count: number): boolean {
    if (this.kind !== 'file') return false
    return this.#system.libc.lseek(this.fd, -count, 1) !== -1
  }
}

/** Nobody at another end makes a write to these wait, or a write may wait as it does in any program. */
const withoutPipes: ReadonlySet<FileKind> = new Set(['file', 'device', 'terminal'])

/** One handle on an OpenFile. */
class KernelDescriptor implements Descriptor {
  readonly #shared: OpenFile
  #isOpen = true

  constructor(file: OpenFile) {
    this.#shared = file
  }

  get #file(): OpenFile {
    if (!this.#isOpen) throw badDescriptor()
    return this.#shared
  }

  get fd(): number | undefined {
    return this.#isOpen ? this.#shared.fd : undefined
  }

  get isTerminal(): boolean {
    return this.#isOpen && this.#shared.kind === 'terminal'
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    return this.#file.write(bytes)
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    return this.#file.read(size, signal)
  }

  unread(count: number): boolean {
    return this.#file.unread(count)
  }

  isReadable(): boolean {
    return this.#file.isReadable
  }

  dup(): Descriptor {
    return this.#file.handle()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#shared.release()
  }
}

export function badDescriptor(): SystemError {
  return new SystemError('EBADF', 'Bad file descriptor')
}
