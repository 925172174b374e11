import { closeSync, read, readSync, write, writeSync } from 'node:fs'
import type { MaybePromise } from '../../../value/index.ts'
import type { Descriptor } from '../../descriptor.ts'
import { abortable } from '../abortable.ts'
import { kindOf } from '../file-kind.ts'
import { namedError, rethrow, toSystemError } from '../node-errors.ts'

/**
 * PIPE_BUF: so much goes to a pipe at once, as any program's line does; it is not lost if the process ends in this turn. The
 * reader of more may be slow, which must not stop the shell.
 */
const AT_ONCE = 4096

/** What is open behind a number of the system's: shared by its handles. */
export class SharedFile {
  readonly fd: number
  readonly isTerminal: boolean
  /** Reading and writing it never waits for another process. */
  readonly #isFile: boolean
  #references = 0
  /** A read whose caller gave up. */
  #pendingRead: Promise<Uint8Array | undefined> | undefined
  #writing: Promise<void> = Promise.resolve()
  #isWriting = false

  constructor(fd: number) {
    this.fd = fd
    const kind = kindOf(fd)
    this.isTerminal = kind === 'terminal'
    this.#isFile = kind === 'file' || kind === 'device'
  }

  get isOpen(): boolean {
    return this.#references > 0
  }

  handle(): Descriptor {
    this.#references++
    return new FileDescriptor(this)
  }

  release(): void {
    if (--this.#references === 0 && this.fd > 2) closeSync(this.fd)
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    if (this.#isWriting) return this.#queue(bytes)
    if (!this.#isFile && !this.isTerminal && bytes.length > AT_ONCE) return this.#queue(bytes)
    let at = 0
    try {
      while (at < bytes.length) at += writeSync(this.fd, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') rethrow(error)
      return this.#queue(bytes.subarray(at))
    }
    return undefined
  }

  /** In a thread of node's: a pipe whose reader is slow must not stop the shell. */
  #queue(bytes: Uint8Array): Promise<void> {
    this.#isWriting = true
    const written = this.#writing.then(() => this.#writeAll(bytes))
    const settled = written
      .catch(() => {})
      .then(() => {
        if (this.#writing === settled) this.#isWriting = false
      })
    this.#writing = settled
    return written
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    let at = 0
    while (at < bytes.length) at += await this.#writeSome(bytes.subarray(at))
  }

  #writeSome(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      write(this.fd, bytes, 0, bytes.length, null, (error, count) => {
        if (!error) resolve(count)
        // A non-blocking pipe that is full: there is no way to wait for it here but time.
        else if (error.code === 'EAGAIN') setTimeout(() => resolve(0), 2)
        else reject(toSystemError(error) as Error)
      })
    })
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    signal?.throwIfAborted()
    if (this.#isFile) return readNow(this.fd, size)
    return this.#readLater(size, signal)
  }

  /** A read in a thread cannot be called back: if its caller gave up, the next one gets what it brings. */
  async #readLater(size: number, signal?: AbortSignal): Promise<Uint8Array | undefined> {
    this.#pendingRead ??= readInThread(this.fd, size)
    const pending = this.#pendingRead
    const bytes = await (signal ? abortable(pending, signal) : pending)
    this.#pendingRead = undefined
    if (!bytes || bytes.length <= size) return bytes
    this.#pendingRead = Promise.resolve(bytes.subarray(size))
    return bytes.subarray(0, size)
  }

  /** Node has no lseek. */
  unread(): boolean {
    return false
  }
}

function readNow(fd: number, size: number): Uint8Array | undefined {
  const memory = Buffer.allocUnsafe(Math.min(size, 65_536))
  try {
    const count = readSync(fd, memory, 0, memory.length, null)
    return count === 0 ? undefined : memory.subarray(0, count)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EOF') return undefined // a Windows console
    rethrow(error)
  }
}

function readInThread(fd: number, size: number): Promise<Uint8Array | undefined> {
  const memory = Buffer.allocUnsafe(Math.min(size, 65_536))
  return new Promise((resolve, reject) => {
    const attempt = (): void =>
      read(fd, memory, 0, memory.length, null, (error, count) => {
        if (!error) resolve(count === 0 ? undefined : memory.subarray(0, count))
        else if (error.code === 'EAGAIN') setTimeout(attempt, 2)
        else if (error.code === 'EOF') resolve(undefined)
        else reject(toSystemError(error) as Error)
      })
    attempt()
  })
}

/** A handle on a file of the system's. */
export class FileDescriptor implements Descriptor {
  readonly #shared: SharedFile
  #isOpen = true

  constructor(file: SharedFile) {
    this.#shared = file
  }

  get #file(): SharedFile {
    if (!this.#isOpen) throw namedError('EBADF')
    return this.#shared
  }

  get fd(): number | undefined {
    return this.#isOpen ? this.#shared.fd : undefined
  }

  get isTerminal(): boolean {
    return this.#isOpen && this.#shared.isTerminal
  }

  write(bytes: Uint8Array): MaybePromise<void> {
    return this.#file.write(bytes)
  }

  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined> {
    return this.#file.read(size, signal)
  }

  unread(): boolean {
    return this.#file.unread()
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
