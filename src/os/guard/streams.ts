import { isUint8Array } from 'node:util/types'

/** Takes what `process.stdout` or `process.stderr` is to write; false: it is written as ever. */
export type TakeWrite = (fd: 1 | 2, bytes: Uint8Array) => boolean

type Write = (chunk: unknown, encoding?: unknown, done?: unknown) => boolean

/** Lets the session have what the user's code writes by Node's own streams. Does not touch them before the user does. */
export function guardStreams(take: TakeWrite): () => void {
  const undo = [guardStream('stdout', 1, take), guardStream('stderr', 2, take)]
  return () => undo.forEach(back => back())
}

function guardStream(name: 'stdout' | 'stderr', fd: 1 | 2, take: TakeWrite): () => void {
  const before = Object.getOwnPropertyDescriptor(process, name)
  const read = before?.get
  if (before === undefined || read === undefined) return () => {}
  let guarded: NodeJS.WriteStream | undefined
  Object.defineProperty(process, name, {
    ...before,
    get: () => (guarded ??= guardWrite(read.call(process) as NodeJS.WriteStream, fd, take)),
  })
  return () => {
    Object.defineProperty(process, name, before)
    if (guarded !== undefined) Reflect.deleteProperty(guarded, 'write')
  }
}

function guardWrite(stream: NodeJS.WriteStream, fd: 1 | 2, take: TakeWrite): NodeJS.WriteStream {
  const write = stream.write.bind(stream) as Write
  const guarded: Write = (chunk, encoding, done) => {
    const bytes = bytesOf(chunk, encoding)
    if (bytes === undefined || !take(fd, bytes)) return write(chunk, encoding, done)
    const callback = typeof encoding === 'function' ? encoding : done
    if (typeof callback === 'function') queueMicrotask(callback as () => void)
    return true
  }
  return Object.assign(stream, { write: guarded })
}

/** Undefined for what the stream itself is to refuse. */
function bytesOf(chunk: unknown, encoding: unknown): Uint8Array | undefined {
  if (isUint8Array(chunk)) return chunk
  if (typeof chunk !== 'string') return undefined
  return Buffer.from(chunk, Buffer.isEncoding(encoding as string) ? (encoding as BufferEncoding) : 'utf8')
}
