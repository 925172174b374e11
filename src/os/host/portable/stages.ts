import type { ChildProcess } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import type { Descriptor } from '../../descriptor.ts'
import { ChannelEnd } from './channel.ts'
import { namedError } from '../node-errors.ts'

/** What child_process is told about one descriptor: a number of ours, a pipe to us, or nothing. */
export type Stdio = number | 'pipe' | 'ignore'

/** The `stdio` array of a plan. Numbers below 3 that are not named read and write nothing. */
export function stdioOf(descriptors: ReadonlyMap<number, Descriptor>): Stdio[] {
  const stdio: Stdio[] = Array.from(
    { length: Math.max(3, ...[...descriptors.keys()].map(n => n + 1)) },
    () => 'ignore',
  )
  for (const [number, descriptor] of descriptors) {
    if (descriptor instanceof ChannelEnd) stdio[number] = descriptor.isNamed ? 'ignore' : 'pipe'
    else if (descriptor.fd !== undefined) stdio[number] = descriptor.fd
    else throw namedError('EBADF')
  }
  return stdio
}

/** Joins the channels of a plan with the pipes of the child; each has an end of its own until the stream is done. */
export function connect(child: ChildProcess, descriptors: ReadonlyMap<number, Descriptor>): void {
  for (const [number, descriptor] of descriptors) {
    if (!(descriptor instanceof ChannelEnd) || descriptor.isNamed) continue
    const stream = child.stdio[number]
    const end = descriptor.dup()
    if (descriptor.side === 'read') void feed(end, stream as Writable)
    else void collect(stream as Readable, end)
  }
}

/** channel → child, until either side has had enough. */
async function feed(from: ChannelEnd, into: Writable): Promise<void> {
  let isClosed = false
  const closed = new Promise<void>(resolve => into.once('close', resolve)).then(() => {
    isClosed = true
    from.close()
  })
  into.on('error', () => {}) // EPIPE: the child reads no further
  const { channel } = from
  while (!isClosed) {
    const bytes = await Promise.race([channel.read(65_536), closed])
    if (!bytes) break
    if (!into.write(bytes)) await Promise.race([drained(into), closed])
  }
  into.end()
  from.close()
}

function drained(stream: Writable): Promise<void> {
  return new Promise(resolve => stream.once('drain', resolve))
}

/** child → channel; when nobody reads any more the child's pipe breaks, as a kernel's would. */
async function collect(from: Readable, into: ChannelEnd): Promise<void> {
  const { channel } = into
  try {
    void breakWithoutReaders()
    for await (const chunk of from) await channel.write(chunk as Buffer)
  } catch {
    from.destroy()
  } finally {
    into.close()
  }

  async function breakWithoutReaders(): Promise<void> {
    while (channel.hasReaders && !from.destroyed) await channel.changed()
    from.destroy()
  }
}
