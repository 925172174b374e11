import { closeSync, openSync } from 'node:fs'
import { OpenFile } from './open-file.ts'
import { systemError } from './errors.ts'
import type { FileKind } from '../file-kind.ts'
import type { SystemError } from '../../descriptor.ts'
import { loadBinding } from './binding.ts'
import { bindLibc, type Libc } from './libc.ts'
import type { Platform } from './platform.ts'
import { Poller } from './poller.ts'
import { Transfer } from './transfer.ts'

/** What the parts of the posix host share: the C library, and the ways to wait and to move bytes. */
export class System {
  readonly platform: Platform
  #libc: Libc | undefined
  #poller: Poller | undefined
  #transfer: Transfer | undefined
  readonly #pair = Buffer.allocUnsafeSlow(128)

  constructor(platform: Platform) {
    this.platform = platform
  }

  /** Loaded when first needed: a script that starts no program does without. */
  get libc(): Libc {
    return (this.#libc ??= bindLibc(loadBinding()))
  }

  get isLoaded(): boolean {
    return this.#libc !== undefined
  }

  get poller(): Poller {
    return (this.#poller ??= new Poller(this.libc, this.platform))
  }

  /** Wakes all that wait for a descriptor, because it is closed now. */
  forgetWaiters(fd: number): void {
    this.#poller?.forget(fd)
  }

  get transfer(): Transfer {
    return (this.#transfer ??= new Transfer(this.libc))
  }

  /** The error of the call that failed just now. */
  error(): SystemError {
    return systemError(this.libc)
  }

  /** A new open file on a descriptor of ours. */
  file(fd: number, kind?: FileKind): OpenFile {
    return new OpenFile(this, fd, kind)
  }

  /** Both ends of a new pipe, close-on-exec. */
  pipe(): { readonly read: number; readonly write: number } {
    const { libc, platform } = this
    const result = libc.pipe2 ? libc.pipe2(this.#pair, platform.O.CLOEXEC) : libc.pipe(this.#pair)
    if (result === -1) throw systemError(libc)
    const ends = { read: this.#pair.readInt32LE(0), write: this.#pair.readInt32LE(4) }
    if (!libc.pipe2) for (const fd of Object.values(ends)) this.setCloseOnExec(fd)
    return ends
  }

  /** Asks for a pipe of so many bytes; one that may not grow stays as it is. */
  resizePipe(fd: number, capacity: number): void {
    const { F_SETPIPE_SZ } = this.platform
    if (F_SETPIPE_SZ) this.libc.fcntl(fd, F_SETPIPE_SZ, 'int', capacity)
  }

  setCloseOnExec(fd: number): void {
    this.libc.fcntl(fd, this.platform.F_SETFD, 'int', 1)
  }

  /** A copy of a descriptor at `lowest` or above, close-on-exec. */
  duplicateAbove(fd: number, lowest: number): number {
    const copy = this.libc.fcntl(fd, this.platform.F_DUPFD_CLOEXEC, 'int', lowest)
    if (copy === -1) throw systemError(this.libc)
    return copy
  }

  /** Children share the descriptions; libuv and others may have made them non-blocking, which programs do not expect. */
  makeBlocking(fd: number): void {
    const { libc, platform } = this
    const flags = libc.fcntl(fd, platform.F_GETFL, 'int', 0)
    if (flags !== -1 && flags & platform.O.NONBLOCK) {
      libc.fcntl(fd, platform.F_SETFL, 'int', flags & ~platform.O.NONBLOCK)
    }
  }

  closeFile(file: OpenFile): void {
    if (file.fd <= 2) this.#plug(file.fd)
    else if (this.isLoaded) this.libc.close(file.fd)
    else closeSync(file.fd)
  }

  /** 0, 1 and 2 are never left free: whatever opens next would become a standard stream. */
  #plug(fd: number): void {
    const empty = openSync('/dev/null', 'r+')
    this.libc.dup2(empty, fd)
    this.setCloseOnExec(fd)
    closeSync(empty)
  }
}
