import { Readable, Writable } from 'node:stream'
import type { Descriptor } from '../os/index.ts'
import { isPromise } from '../value/index.ts'

const chunkSize = 1 << 16

/** A Node stream of what a descriptor gives. Closes it at the end. */
export function readableOf(descriptor: Descriptor): Readable {
  const closing = new AbortController()
  return new Readable({
    read() {
      readChunk(descriptor, closing.signal).then(
        chunk => this.push(chunk ?? null),
        (error: Error) => this.destroy(closing.signal.aborted ? undefined : error),
      )
    },
    destroy(error, done) {
      closing.abort()
      descriptor.close()
      done(error)
    },
  })
}

async function readChunk(descriptor: Descriptor, signal: AbortSignal): Promise<Uint8Array | undefined> {
  return await descriptor.read(chunkSize, signal)
}

/** A Node stream into a descriptor. Closes it at the end; a reader that left is no error, as with SIGPIPE ignored. */
export function writableOf(descriptor: Descriptor): Writable {
  const stream = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      try {
        const written = descriptor.write(chunk)
        if (isPromise(written)) written.then(() => done(), done)
        else done()
      } catch (error) {
        done(error as Error)
      }
    },
    destroy(error, done) {
      descriptor.close()
      done(error)
    },
  })
  stream.on('error', () => {})
  return stream
}
