import type { Libc } from './libc.ts'
import type { Platform } from './platform.ts'
import type { Readiness, ReadinessSource } from './readiness.ts'

const UV_POLL = 8 // uv_handle_type
const UV_READABLE = 1
const [ADD, DELETE, MODIFY] = [1, 2, 3]
const EVENT = { read: 0x1, write: 0x4, error: 0x8, hangUp: 0x10 } as const
const BATCH = 64

/**
 * An epoll set of ours that libuv watches as one descriptor: uv_poll_init makes what it watches non-blocking, which must
 * not happen to a pipe that children share, but is harmless on the set. Wakes in 5 µs, where a thread in poll(2)
 * takes 60 and would keep the process from exiting. Undefined where this kernel or this node has not got it.
 */
export function createEpoll(
  libc: Libc,
  platform: Platform,
  ready: (fd: number, what: readonly Readiness[]) => void,
): ReadinessSource | undefined {
  const set = libc.epoll_create1?.(platform.O.CLOEXEC) ?? -1
  if (set < 0) return undefined
  const drain = createDrain(libc, set, ready)
  const handle = watchWithLibuv(libc, set, () => {
    try {
      drain()
    } finally {
      // Called from C, with no turn of node's around it: an immediate runs what waits on the promises.
      setImmediate(() => {})
    }
  })
  if (handle === undefined) {
    libc.close(set)
    return undefined
  }
  return new EpollSource(libc, set, handle)
}

class EpollSource implements ReadinessSource {
  readonly #libc: Libc
  readonly #set: number
  readonly #handle: bigint
  readonly #watched = new Set<number>()
  readonly #event = Buffer.allocUnsafeSlow(128)
  #referenced = true

  constructor(libc: Libc, set: number, handle: bigint) {
    this.#libc = libc
    this.#set = set
    this.#handle = handle
    this.setReferenced(false)
  }

  watch(fd: number, interest: ReadonlySet<Readiness>): boolean {
    if (interest.size === 0) {
      // Gone at once: a descriptor closed here may live on in a child and would go on reporting.
      if (this.#watched.delete(fd)) this.#control(DELETE, fd, 0)
      return true
    }
    const events = (interest.has('read') ? EVENT.read : 0) | (interest.has('write') ? EVENT.write : 0)
    if (this.#watched.has(fd)) return this.#control(MODIFY, fd, events)
    if (!this.#control(ADD, fd, events)) return false // EPERM: a file
    this.#watched.add(fd)
    return true
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return
    this.#referenced = referenced
    if (referenced) this.#libc.uv_ref?.(this.#handle)
    else this.#libc.uv_unref?.(this.#handle)
  }

  #control(operation: number, fd: number, events: number): boolean {
    this.#event.writeUInt32LE(events, 0)
    this.#event.writeInt32LE(fd, eventLayout.fd)
    return this.#libc.epoll_ctl?.(this.#set, operation, fd, this.#event) === 0
  }
}

/** struct epoll_event is packed on x86-64 only. */
const eventLayout = process.arch === 'x64' ? { fd: 4, size: 12 } : { fd: 8, size: 16 }

function createDrain(
  libc: Libc,
  set: number,
  ready: (fd: number, what: readonly Readiness[]) => void,
): () => void {
  const events = Buffer.allocUnsafeSlow(BATCH * eventLayout.size)
  return () => {
    const count = libc.epoll_wait?.(set, events, BATCH, 0) ?? 0
    const found: [number, Readiness[]][] = []
    for (let i = 0; i < count; i++) {
      const at = i * eventLayout.size
      found.push([events.readInt32LE(at + eventLayout.fd), readinessOf(events.readUInt32LE(at))])
    }
    for (const [fd, what] of found) ready(fd, what)
  }
}

function readinessOf(events: number): Readiness[] {
  const failed = (events & (EVENT.error | EVENT.hangUp)) !== 0
  return (['read', 'write'] as const).filter(want => failed || (events & EVENT[want]) !== 0)
}

/** A uv_poll_t on the main thread's loop, in memory that is never freed; undefined where that fails. */
function watchWithLibuv(libc: Libc, fd: number, callback: () => void): bigint | undefined {
  const loop = libc.uv_default_loop?.()
  const size = libc.uv_handle_size?.(UV_POLL)
  if (loop === undefined || !size || !libc.uv_ref || !libc.uv_unref) return undefined
  const handle = libc.allocate(size)
  if (libc.uv_poll_init?.(loop, handle, fd) !== 0) return undefined
  if (libc.uv_poll_start?.(handle, UV_READABLE, libc.callback(callback)) !== 0) return undefined
  return handle
}
