import type { Libc } from './libc.ts'

export type Readiness = 'read' | 'write'

/** The kernel's part: calls back once when a descriptor becomes ready for any of `interest`. */
export interface ReadinessSource {
  /** Changes what is asked of a descriptor (none: forget it). False: it is always ready (a file). */
  watch(fd: number, interest: ReadonlySet<Readiness>): boolean
  /** Whether somebody waits: only then the event loop stays alive for it. */
  setReferenced(referenced: boolean): void
}

const POLL = { read: 0x1, write: 0x4 } as const

/** Where the kernel offers nothing the event loop can watch: poll(2) by a timer, each descriptor alone. */
export function createTimed(
  libc: Libc,
  ready: (fd: number, what: readonly Readiness[]) => void,
): ReadinessSource {
  const interests = new Map<number, ReadonlySet<Readiness>>()
  const entry = Buffer.allocUnsafeSlow(128)
  const ask = (): void => {
    for (const [fd, interest] of [...interests]) {
      const what = pollNow(libc, entry, fd, interest)
      if (what.length > 0) ready(fd, what)
    }
  }
  let timer: NodeJS.Timeout | undefined
  return {
    watch(fd, interest) {
      if (interest.size > 0) interests.set(fd, interest)
      else interests.delete(fd)
      return true
    },
    setReferenced(referenced) {
      if (referenced) timer ??= setInterval(ask, 2)
      else {
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}

/** What of `interest` a descriptor is ready for right now; an error or a hang-up is ready for everything. */
export function pollNow(
  libc: Libc,
  entry: Buffer,
  fd: number,
  interest: ReadonlySet<Readiness>,
): readonly Readiness[] {
  entry.writeInt32LE(fd, 0)
  entry.writeInt16LE((interest.has('read') ? POLL.read : 0) | (interest.has('write') ? POLL.write : 0), 4)
  entry.writeInt16LE(0, 6)
  if (libc.poll(entry, 1, 0) <= 0) return []
  const events = entry.readInt16LE(6)
  const failed = (events & ~(POLL.read | POLL.write)) !== 0
  return [...interest].filter(want => failed || (events & POLL[want]) !== 0)
}
