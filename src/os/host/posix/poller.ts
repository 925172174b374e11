import type { Libc } from './libc.ts'
import type { Platform } from './platform.ts'
import { createEpoll } from './epoll.ts'
import { createTimed, type Readiness, type ReadinessSource } from './readiness.ts'

interface Waiter {
  readonly want: Readiness
  readonly resolve: () => void
}

/**
 * Waits until descriptors can be read or written, without a thread and without O_NONBLOCK. Any number of waiters may wait
 * for one descriptor; all of them wake, and try again.
 */
export class Poller {
  readonly #libc: Libc
  readonly #platform: Platform
  readonly #waiters = new Map<number, Waiter[]>()
  #source: ReadinessSource | undefined

  constructor(libc: Libc, platform: Platform) {
    this.#libc = libc
    this.#platform = platform
  }

  /** Resolves when `fd` is ready, or its other side is gone; rejects with the signal's reason. */
  wait(fd: number, want: Readiness, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason as Error)
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        want,
        resolve: () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
      }
      const abort = (): void => {
        this.#remove(fd, waiter)
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#add(fd, waiter)
    })
  }

  /** Wakes all that wait for a descriptor, because it is closed now. */
  forget(fd: number): void {
    const waiters = this.#waiters.get(fd)
    if (waiters) this.#wake(fd, waiters)
  }

  #add(fd: number, waiter: Waiter): void {
    const waiters = this.#waiters.get(fd)
    if (waiters) waiters.push(waiter)
    else this.#waiters.set(fd, [waiter])
    this.#update(fd)
  }

  #remove(fd: number, waiter: Waiter): void {
    const waiters = this.#waiters.get(fd)
    const index = waiters?.indexOf(waiter) ?? -1
    if (!waiters || index < 0) return
    waiters.splice(index, 1)
    if (waiters.length === 0) this.#waiters.delete(fd)
    this.#update(fd)
  }

  #update(fd: number): void {
    this.#source ??=
      createEpoll(this.#libc, this.#platform, this.#ready) ?? createTimed(this.#libc, this.#ready)
    const waiters = this.#waiters.get(fd) ?? []
    const possible = this.#source.watch(fd, new Set(waiters.map(waiter => waiter.want)))
    if (!possible && waiters.length > 0) this.#wake(fd, waiters)
    this.#source.setReferenced(this.#waiters.size > 0)
  }

  readonly #ready = (fd: number, what: readonly Readiness[]): void => {
    const waiters = this.#waiters.get(fd)
    if (waiters) {
      const ready = waiters.filter(waiter => what.includes(waiter.want))
      this.#wake(fd, ready)
    }
  }

  #wake(fd: number, ready: readonly Waiter[]): void {
    const rest = (this.#waiters.get(fd) ?? []).filter(waiter => !ready.includes(waiter))
    if (rest.length > 0) this.#waiters.set(fd, rest)
    else this.#waiters.delete(fd)
    for (const waiter of ready) waiter.resolve()
    this.#update(fd)
  }
}
