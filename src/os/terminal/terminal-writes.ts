import { cString } from '../host/posix/memory.ts'
import type { System } from '../host/posix/system.ts'
import type { WriteWatch } from '../host/host.ts'

const IN_MODIFY = 2

/**
 * Hears of writes to a terminal by inotify(7): whoever writes through the terminal's own file (`/dev/pts/3`) is told of,
 * this process included; who writes through `/dev/tty` is not. It costs nothing while nobody writes.
 */
export class TerminalWrites {
  readonly #system: System
  readonly #set: number
  readonly #events = Buffer.allocUnsafeSlow(4096)

  private constructor(system: System, set: number) {
    this.#system = system
    this.#set = set
  }

  /** Undefined where there is no inotify. */
  static open(system: System): TerminalWrites | undefined {
    const { O } = system.platform
    const set = system.libc.inotify_init1?.(O.NONBLOCK | O.CLOEXEC) ?? -1
    return set < 0 ? undefined : new TerminalWrites(system, set)
  }

  watch(fd: number, onWrite: () => void): WriteWatch | undefined {
    const { libc, poller } = this.#system
    const watch = libc.inotify_add_watch?.(this.#set, cString(`/proc/self/fd/${fd}`), IN_MODIFY) ?? -1
    if (watch < 0) return undefined
    const stop = new AbortController()
    const listen = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        await poller.wait(this.#set, 'read', stop.signal)
        if (this.#take()) onWrite()
      }
    }
    listen().catch((error: unknown) => {
      if (!stop.signal.aborted) throw error
    })
    return {
      take: () => this.#take(),
      close: () => {
        stop.abort()
        libc.inotify_rm_watch?.(this.#set, watch)
        this.#take()
      },
    }
  }

  #take(): boolean {
    let any = false
    while (this.#system.libc.read(this.#set, this.#events, this.#events.length) > 0) any = true
    return any
  }
}
