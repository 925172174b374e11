import { constants } from 'node:os'
import { chain, type MaybePromise } from '../../../value/index.ts'
import type { Capture, Descriptor } from '../../descriptor.ts'
import { systemError } from './errors.ts'
import { badDescriptor } from './open-file.ts'
import type { System } from './system.ts'

const FIRST_CHUNK = 65_536
const LARGE_CHUNK = 1 << 20
const POLLIN = 1

/**
 * What `$( … )` collects. While only we write it is memory; when a program is to write, a pipe is made, and drained by
 * whoever waits: the event loop, or a blocking wait for a child.
 */
export class PipeCapture implements Capture {
  readonly descriptor: Descriptor
  readonly #system: System
  readonly #set: CaptureSet
  readonly #chunks: Uint8Array[] = []
  #handles = 0
  #pipe: { readonly read: number; write: number | undefined } | undefined
  #ended = false
  #watching: Promise<void> | undefined
  /** Somebody waits until all handles are closed. */
  #released: PromiseWithResolvers<void> | undefined
  #chunkSize = FIRST_CHUNK

  constructor(system: System, set: CaptureSet) {
    this.#system = system
    this.#set = set
    this.descriptor = this.handle()
  }

  handle(): Descriptor {
    this.#handles++
    return new CaptureDescriptor(this)
  }

  release(): void {
    if (--this.#handles > 0) return
    if (this.#pipe?.write !== undefined) this.#system.libc.close(this.#pipe.write)
    if (this.#pipe) this.#pipe.write = undefined
    this.#released?.resolve()
  }

  /** In order: what children have written so far comes first. */
  write(bytes: Uint8Array): void {
    this.drain()
    this.#chunks.push(Buffer.from(bytes)) // a copy: the memory is the caller’s
  }

  /** The end a child writes to. */
  writeEnd(): number {
    this.#pipe ??= this.#open()
    if (this.#pipe.write === undefined) throw badDescriptor()
    return this.#pipe.write
  }

  get readEnd(): number | undefined {
    return this.#ended ? undefined : this.#pipe?.read
  }

  #open(): { readonly read: number; write: number } {
    const { libc, platform } = this.#system
    const pipe = this.#system.pipe()
    // Ours alone: the reading end is never given away.
    libc.fcntl(pipe.read, platform.F_SETFL, 'int', platform.O.NONBLOCK)
    this.#set.add(this)
    return pipe
  }

  /** Takes all there is now. */
  drain(): void {
    while (!this.#ended && this.#pipe) {
      const count = this.#readChunk(this.#pipe.read)
      if (count === 0) this.#end(this.#pipe.read)
      if (count < this.#chunkSize) return
      this.#grow(this.#pipe.read)
    }
  }

  /** Bytes read; 0 at the end, -1 if there is nothing now. */
  #readChunk(fd: number): number {
    const { libc } = this.#system
    const chunk = this.#set.takeChunk(this.#chunkSize)
    const count = libc.read(fd, chunk, this.#chunkSize)
    if (count > 0) this.#chunks.push(this.#set.keep(chunk, count))
    if (count !== -1) return count
    const errno = libc.errno()
    if (errno === constants.errno.EINTR) return this.#readChunk(fd)
    if (errno === constants.errno.EAGAIN) return -1
    throw systemError(libc, errno)
  }

  /** Much is coming: a larger pipe means fewer turns between us and the writer. */
  #grow(fd: number): void {
    if (this.#chunkSize === LARGE_CHUNK) return
    this.#chunkSize = LARGE_CHUNK
    this.#system.resizePipe(fd, LARGE_CHUNK)
  }

  #end(fd: number): void {
    this.#ended = true
    this.#set.delete(this)
    this.#system.poller.forget(fd)
    this.#system.libc.close(fd)
  }

  /** Drains in the event loop until the end. */
  watch(): Promise<void> {
    return (this.#watching ??= this.#watchUntilEnd())
  }

  async #watchUntilEnd(): Promise<void> {
    for (;;) {
      this.drain()
      const fd = this.readEnd
      if (fd === undefined) return
      await this.#system.poller.wait(fd, 'read')
    }
  }

  /** What the shell itself has left in the background holds a handle, and may write yet. */
  finish(): MaybePromise<Uint8Array> {
    if (this.#handles === 0) return this.#collect()
    this.#released ??= Promise.withResolvers()
    return this.#released.promise.then(() => this.#collect())
  }

  #collect(): MaybePromise<Uint8Array> {
    this.drain()
    if (this.readEnd === undefined) return Buffer.concat(this.#chunks)
    return chain(this.watch(), () => Buffer.concat(this.#chunks))
  }
}

/** A handle on a capture. */
export class CaptureDescriptor implements Descriptor {
  readonly fd = undefined
  readonly isTerminal = false
  readonly #shared: PipeCapture
  #isOpen = true

  constructor(capture: PipeCapture) {
    this.#shared = capture
  }

  get capture(): PipeCapture {
    if (!this.#isOpen) throw badDescriptor()
    return this.#shared
  }

  write(bytes: Uint8Array): void {
    this.capture.write(bytes)
  }

  read(): never {
    throw badDescriptor()
  }

  unread(): boolean {
    return false
  }

  dup(): Descriptor {
    return this.capture.handle()
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    this.#shared.release()
  }
}

/** The captures whose pipes children may be writing to. */
export class CaptureSet {
  readonly #system: System
  readonly #open = new Set<PipeCapture>()
  #scratch: Buffer | undefined
  #scheduled = false

  constructor(system: System) {
    this.#system = system
  }

  add(capture: PipeCapture): void {
    this.#open.add(capture)
    this.#schedule()
  }

  delete(capture: PipeCapture): void {
    this.#open.delete(capture)
  }

  /** If the event loop turns while a child writes, it drains; a blocking wait gets there first and does it itself. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      for (const capture of this.#open) capture.watch().catch(() => {})
    })
  }

  takeChunk(size: number): Buffer {
    if (this.#scratch?.length !== size) this.#scratch = Buffer.allocUnsafeSlow(size)
    return this.#scratch
  }

  /** A large chunk is kept as it is, a small one copied and its memory used again. */
  keep(chunk: Buffer, count: number): Uint8Array {
    if (count < chunk.length / 2) return Buffer.from(chunk.subarray(0, count))
    this.#scratch = undefined
    return chunk.subarray(0, count)
  }

  /** Drains until the child may be waited for without blocking; false where this kernel cannot tell. */
  drainUntilExit(pid: number): boolean {
    if (this.#open.size === 0) return true
    const { libc, platform } = this.#system
    if (!platform.pidfdOpen) return false
    const pidfd = libc.syscall1(platform.pidfdOpen, 'long', pid, 'long', 0)
    if (pidfd < 0) return false
    try {
      this.#drainUntil(pidfd)
    } finally {
      libc.close(pidfd)
    }
    return true
  }

  #drainUntil(pidfd: number): void {
    const { libc } = this.#system
    for (;;) {
      const captures = [...this.#open]
      const entries = pollEntries([pidfd, ...captures.map(capture => capture.readEnd ?? -1)])
      libc.poll(entries, captures.length + 1, -1)
      for (const capture of captures) capture.drain()
      if (entries.readInt16LE(6) !== 0) return
    }
  }
}

/** struct pollfd for each descriptor, asking whether it can be read. */
function pollEntries(fds: readonly number[]): Buffer {
  const entries = Buffer.allocUnsafeSlow(Math.max(128, fds.length * 8))
  for (const [i, fd] of fds.entries()) {
    entries.writeInt32LE(fd, i * 8)
    entries.writeInt16LE(POLLIN, i * 8 + 4)
    entries.writeInt16LE(0, i * 8 + 6)
  }
  return entries
}
