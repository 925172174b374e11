import { ftruncateSync, mkdtempSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Descriptor, ProcessHost } from '../../os/index.ts'

/**
 * What a task writes, kept in a file without a name that one task after the other uses: a program writes to it at full
 * speed, and nothing is to be done for one that writes nothing.
 */
export class CaptureFile {
  readonly descriptor: Descriptor

  constructor(host: ProcessHost) {
    const folder = mkdtempSync(join(tmpdir(), 'nacre-pool-'))
    try {
      this.descriptor = host.open(join(folder, 'output'), 'append', 0o077, '/')
      this.#read = host.open(join(folder, 'output'), 'read', 0, '/')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }

  readonly #read: Descriptor
  readonly #scratch = Buffer.allocUnsafeSlow(65_536)

  /** What was written since the last call. */
  take(): Uint8Array {
    const { fd } = this.#read
    if (fd === undefined) throw new Error('a file without a number')
    const scratch = this.#scratch
    // Most write little: one read tells more than to ask for the size first.
    let count = readSync(fd, scratch, 0, scratch.length, 0)
    if (count === 0) return empty
    const chunks: Uint8Array[] = []
    for (let length = 0; count > 0; count = readSync(fd, scratch, 0, scratch.length, length)) {
      chunks.push(Buffer.from(scratch.subarray(0, count)))
      length += count
      if (count < scratch.length) break
    }
    ftruncateSync(this.descriptor.fd ?? fd)
    return Buffer.concat(chunks)
  }

  close(): void {
    this.descriptor.close()
    this.#read.close()
  }
}

/** A file without a name that has these bytes, to be read from its beginning. */
export function inputOf(host: ProcessHost, bytes: Uint8Array): Descriptor {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-pool-'))
  try {
    writeFileSync(join(folder, 'input'), bytes, { mode: 0o600 })
    return host.open(join(folder, 'input'), 'read', 0, '/')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const empty = new Uint8Array(0)
