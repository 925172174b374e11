import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Files that nobody closed, when their owner is gone. */
const forgotten = new FinalizationRegistry<number>(fd => closeSync(fd))

/** A file without a name, of this process alone: gone when it is closed, when its owner is forgotten, or with the process. */
export class TemporaryFile {
  readonly #fd: number
  #size = 0
  #isOpen = true

  constructor() {
    const path = join(tmpdir(), `nacre-${process.pid}-${process.hrtime.bigint()}`)
    this.#fd = openSync(path, 'wx+', 0o600)
    // Windows keeps the name until the file is closed.
    unlinkSync(path)
    forgotten.register(this, this.#fd, this)
  }

  get size(): number {
    return this.#size
  }

  /** Writes at the end. Throws what the system says: ENOSPC. */
  append(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;)
      at += writeSync(this.#fd, bytes, at, bytes.length - at, this.#size + at)
    this.#size += bytes.length
  }

  /** The bytes from an offset on, fewer at the end of the file. */
  read(offset: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.min(length, this.#size - offset))
    let at = 0
    while (at < bytes.length) {
      const count = readSync(this.#fd, bytes, at, bytes.length - at, offset + at)
      if (count === 0) break
      at += count
    }
    return bytes.subarray(0, at)
  }

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    forgotten.unregister(this)
    closeSync(this.#fd)
  }
}
