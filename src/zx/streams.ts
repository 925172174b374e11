import { Socket } from 'node:net'
import { Readable, Writable } from 'node:stream'
import type { Descriptor, ProcessHost } from '../os/index.ts'
import { isPromise } from '../value/index.ts'

const chunkSize = 1 << 16

/** A Node stream of what a pipe gives, a Socket as a child's streams are. Takes the descriptor over. */
export function readableOf(host: ProcessHost, descriptor: Descriptor): Readable {
  const fd = host.detach?.(descriptor)
  return fd === undefined ? readableByHand(descriptor) : new Socket({ fd, readable: true, writable: false })
}

/** A Node stream into a pipe. Takes the descriptor over; a reader that left is no error, as with SIGPIPE ignored. */
export function writableOf(host: ProcessHost, descriptor: Descriptor): Writable {
  const fd = host.detach?.(descriptor)
  const stream =
    fd === undefined ? writableByHand(descriptor) : new Socket({ fd, readable: false, writable: true })
  stream.on('error', () => {})
  return stream
}

function readableByHand(descriptor: Descriptor): Readable {
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

function writableByHand(descriptor: Descriptor): Writable {
  return new Writable({
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
}
