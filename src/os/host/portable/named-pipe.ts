import { closeSync, constants, open, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Descriptor } from '../../descriptor.ts'
import { namedError, toSystemError } from '../node-errors.ts'
import { Channel, type ChannelEnd } from './channel.ts'
import { SharedFile } from './file-descriptor.ts'

const { O_RDONLY, O_WRONLY, O_RDWR, O_NONBLOCK } = constants

/**
 * A FIFO that leads to a channel, so that a program can open it by its path (process substitution). It is removed when it is
 * done with, or when this process ends.
 */
export function namedPipe(end: ChannelEnd): string {
  const path = join(tmpdir(), `nacre-${process.pid}-${process.hrtime.bigint()}`)
  const { spawnSync } = process.getBuiltinModule('node:child_process')
  if (spawnSync('mkfifo', ['-m', '600', path]).status !== 0) throw namedError('ENOSYS')
  end.channel.named.add(end.side)
  bridge(path, end.dup(), () => rmSync(path, { force: true }))
  return path
}

/** A descriptor on a FIFO of somebody else's. open(2) would block the shell until its other side is opened. */
export function openFifo(path: string, side: 'read' | 'write'): Descriptor {
  const channel = new Channel()
  const [ours, theirs] =
    side === 'read' ? [channel.reader(), channel.writer()] : [channel.writer(), channel.reader()]
  bridge(path, theirs, () => {})
  return ours
}

/** FIFOs in use; they are let go when this process ends. */
const inUse = new WeakMap<NodeJS.Process, Map<string, () => void>>()

function bridges(): Map<string, () => void> {
  const known = inUse.get(process)
  if (known) return known
  const map = new Map<string, () => void>()
  inUse.set(process, map)
  process.once('exit', () => map.forEach((done, path) => (release(path), done())))
  return map
}

/** Moves bytes between a FIFO and a channel, until either is done. */
function bridge(path: string, end: ChannelEnd, done: () => void): void {
  const open = bridges()
  open.set(path, done)
  void (end.side === 'read' ? feed(end, path) : collect(path, end))
    .catch(() => {}) // the program went away; the channel learns it by its end
    .finally(() => {
      end.close()
      open.delete(path)
      done()
    })
}

/** A thread of node's may still sit in open(2), and would keep the process from ending: be its other side. */
function release(path: string): void {
  try {
    openSync(path, O_RDWR | O_NONBLOCK)
  } catch {
    // gone already
  }
}

/** Opens one side, in a thread: it comes when the program opens the other. */
async function openSide(path: string, flags: number): Promise<Descriptor> {
  const waiting = await new Promise<number>((resolve, reject) => {
    open(path, flags, (error, fd) => {
      if (error) reject(toSystemError(error) as Error)
      else resolve(fd)
    })
  })
  // Once more, so that a full or empty pipe holds up no thread.
  const file = new SharedFile(openSync(path, flags | O_NONBLOCK)).handle()
  closeSync(waiting)
  return file
}

async function feed(from: ChannelEnd, path: string): Promise<void> {
  const file = await openSide(path, O_WRONLY)
  try {
    for (;;) {
      const bytes = await from.read(65_536)
      if (!bytes) return
      await file.write(bytes)
    }
  } finally {
    file.close()
  }
}

async function collect(path: string, into: ChannelEnd): Promise<void> {
  const file = await openSide(path, O_RDONLY)
  try {
    for (;;) {
      const bytes = await file.read(65_536)
      if (!bytes) return
      await into.write(bytes)
    }
  } finally {
    file.close()
  }
}
