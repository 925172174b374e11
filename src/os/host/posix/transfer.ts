import { constants } from 'node:os'
import type { FileKind } from '../file-kind.ts'
import { systemError } from './errors.ts'
import type { Libc } from './libc.ts'
import { pollNow, type Readiness } from './readiness.ts'

const { EAGAIN, EINTR, EOPNOTSUPP, ENOSYS, EINVAL } = constants.errno
const RWF_NOWAIT = 0x8
const SCRATCH = 65_536
const READ: ReadonlySet<Readiness> = new Set(['read'])
const WRITE: ReadonlySet<Readiness> = new Set(['write'])

/**
 * Reads and writes that never block the thread, on descriptions whose flags are not ours to change: RWF_NOWAIT on Linux
 * pipes; elsewhere poll(2) first, then no more than surely fits.
 */
export class Transfer {
  readonly #libc: Libc
  readonly #pollEntry = Buffer.allocUnsafeSlow(128)
  readonly #vector = Buffer.allocUnsafeSlow(128)
  /** Memory that does not move: V8 keeps small arrays on its own heap. */
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH)
  readonly #scratchAddress: bigint
  readonly #atomic = process.platform === 'darwin' ? 512 : 4096 // PIPE_BUF
  #hasNowait: boolean

  constructor(libc: Libc) {
    this.#libc = libc
    this.#scratchAddress = libc.address(this.#scratch)
    this.#hasNowait = libc.pointerSize === 8 && libc.pwritev2 !== undefined && libc.preadv2 !== undefined
  }

  /** How many bytes went out now; 0 if the other side must read first. */
  write(fd: number, kind: FileKind, bytes: Uint8Array): number {
    const libc = this.#libc
    for (;;) {
      const nowait = kind === 'pipe' && this.#hasNowait
      if (!nowait && !isInstant(kind) && !this.#isReady(fd, WRITE)) return 0
      const count = nowait ? this.#writeNowait(fd, bytes) : libc.write(fd, bytes, this.#safeSize(kind, bytes))
      if (count >= 0) return count
      if (this.#shouldWait(libc.errno(), nowait)) return 0
    }
  }

  /** Up to `size` bytes in memory of their own; undefined at the end; 'wait' if there is nothing yet. */
  read(fd: number, kind: FileKind, size: number): Uint8Array | undefined | 'wait' {
    const libc = this.#libc
    const length = Math.min(size, SCRATCH)
    for (;;) {
      const nowait = kind === 'pipe' && this.#hasNowait
      if (!nowait && kind !== 'file' && !this.#isReady(fd, READ)) return 'wait'
      const count = nowait ? this.#readNowait(fd, length) : libc.read(fd, this.#scratch, length)
      if (count > 0) return Buffer.from(this.#scratch.subarray(0, count))
      if (count === 0) return undefined
      if (this.#shouldWait(libc.errno(), nowait)) return 'wait'
    }
  }

  /** After a failure: true to wait for readiness, false to try again; throws what is a real error. */
  #shouldWait(errno: number, nowait: boolean): boolean {
    if (errno === EAGAIN) return true
    if (errno === EINTR) return false
    if (nowait && (errno === EOPNOTSUPP || errno === ENOSYS || errno === EINVAL)) {
      this.#hasNowait = false // an older kernel
      return false
    }
    throw systemError(this.#libc, errno)
  }

  #safeSize(kind: FileKind, bytes: Uint8Array): number {
    return isInstant(kind) ? bytes.length : Math.min(bytes.length, this.#atomic)
  }

  #isReady(fd: number, want: ReadonlySet<Readiness>): boolean {
    return pollNow(this.#libc, this.#pollEntry, fd, want).length > 0
  }

  #writeNowait(fd: number, bytes: Uint8Array): number {
    let address = this.#scratchAddress
    if (bytes.length <= 4096) this.#scratch.set(bytes)
    else address = this.#libc.address(bytes)
    return this.#libc.pwritev2?.(fd, this.#vectorOf(address, bytes.length), 1, -1, RWF_NOWAIT) ?? -1
  }

  #readNowait(fd: number, size: number): number {
    return this.#libc.preadv2?.(fd, this.#vectorOf(this.#scratchAddress, size), 1, -1, RWF_NOWAIT) ?? -1
  }

  #vectorOf(address: bigint, size: number): Buffer {
    this.#vector.writeBigUInt64LE(address, 0)
    this.#vector.writeUInt32LE(size, 8) // struct iovec's length is 64 bits wide
    this.#vector.writeUInt32LE(0, 12)
    return this.#vector
  }
}

/** Writes to these do not wait for a reader. */
function isInstant(kind: FileKind): boolean {
  return kind === 'file' || kind === 'device'
}
