import { constants } from 'node:os'
import { decodeWaitStatus, isEnd } from '../../process/wait-status.ts'
import type { Process, ResourceUsage, WaitStatus } from '../host.ts'
import type { CaptureSet } from './capture.ts'
import type { Spawned } from './spawn.ts'
import { readUsage, USAGE_SIZE } from './usage.ts'
import type { System } from './system.ts'

const WNOHANG = 1
const WUNTRACED = 2
/** SIGCHLDs coalesce and may fall into a gap: ask again now and then. */
const ASK_AGAIN_MS = 1000

/**
 * Our own children and how they end. One waiter: SIGCHLD, then wait4 for each known pid (never -1, which would take
 * libuv's children from it).
 */
export class Children {
  readonly #system: System
  readonly #nameOf: (signal: number) => string
  readonly #running = new Map<number, Child>()
  readonly #status = new Int32Array(32)
  readonly #usage = Buffer.allocUnsafeSlow(USAGE_SIZE)
  interruptions = 0
  #isListening = false
  #scheduled = false
  #timer: NodeJS.Timeout | undefined
  #referenced = 0

  constructor(system: System, nameOf: (signal: number) => string) {
    this.#system = system
    this.#nameOf = nameOf
  }

  add(spawned: Spawned): Child {
    const child = new Child(spawned, this)
    this.#running.set(child.pid, child)
    this.changeReferences(1)
    this.#schedule()
    return child
  }

  /** Asks every known child for news and tells it. */
  askAll(): void {
    for (const child of [...this.#running.values()]) while (this.#ask(child));
  }

  /** Asks one child, and tells its news before this returns. */
  askOne(child: Child): void {
    while (this.#running.has(child.pid) && this.#ask(child));
  }

  /** One change of one child, if there is any. */
  #ask(child: Child): boolean {
    const { libc, platform } = this.#system
    const flags = WNOHANG | WUNTRACED | platform.WCONTINUED
    const result = libc.wait4(child.pid, this.#status, flags, this.#usage)
    if (result === 0) return false
    if (result === -1) {
      if (libc.errno() === constants.errno.EINTR) return true
      this.#lost(child)
      return false
    }
    return !this.#tell(child)
  }

  /** Blocks until the child ends. Pipes of captures are drained meanwhile, so that it cannot wait for us. */
  waitSync(child: Child, captures: CaptureSet): WaitStatus | undefined {
    const { libc } = this.#system
    while (child.isRunning) {
      if (!captures.drainUntilExit(child.pid)) return undefined
      const result = libc.wait4(child.pid, this.#status, 0, this.#usage)
      if (result === child.pid) this.#tell(child)
      else if (libc.errno() !== constants.errno.EINTR) this.#lost(child)
      else this.interruptions++
    }
    return child.status
  }

  /** Passes on the status that wait4 left; true if it was the end. */
  #tell(child: Child): boolean {
    const status = decodeWaitStatus(this.#status[0] ?? 0, this.#nameOf)
    const ended = isEnd(status)
    if (ended) {
      child.usage = readUsage(this.#usage, this.#system.platform)
      this.#forget(child)
    }
    child.tell(status)
    return ended
  }

  /** Somebody else waited for it (or it was disowned by the kernel): all that is known is that it is gone. */
  #lost(child: Child): void {
    this.#forget(child)
    child.tell({ type: 'exited', status: 127 })
  }

  #forget(child: Child): void {
    this.#running.delete(child.pid)
    if (child.isReferenced) this.changeReferences(-1)
    if (this.#running.size === 0 && this.#timer !== undefined) {
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  /** A signal watcher does not keep the event loop alive; this timer does, while a referenced child runs. */
  changeReferences(by: 1 | -1): void {
    this.#referenced += by
    if (!this.#timer) return
    if (this.#referenced > 0) this.#timer.ref()
    else this.#timer.unref()
  }

  /** When the event loop turns while children run, it is told of them from then on: scripts mostly wait for theirs at once. */
  #schedule(): void {
    if (this.#scheduled || this.#timer) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      if (this.#timer || this.#running.size === 0) return
      this.#timer = setInterval(() => this.askAll(), ASK_AGAIN_MS)
      if (this.#referenced === 0) this.#timer.unref()
      this.#listen()
    })
  }

  /** What happened before is asked for. */
  #listen(): void {
    if (this.#isListening) return
    this.#isListening = true
    process.on('SIGCHLD', () => this.askAll())
    this.askAll()
  }
}

/** A child of ours. */
export class Child implements Process {
  readonly pid: number
  readonly group: number | undefined
  onChange: ((status: WaitStatus) => void) | undefined
  usage: ResourceUsage | undefined
  isReferenced = true
  readonly #children: Children
  #status: WaitStatus | undefined
  #ended: PromiseWithResolvers<WaitStatus> | undefined

  constructor(spawned: Spawned, children: Children) {
    this.pid = spawned.pid
    this.group = spawned.group
    this.#children = children
  }

  get status(): WaitStatus | undefined {
    return this.#status
  }

  get isRunning(): boolean {
    return this.#status === undefined || !isEnd(this.#status)
  }

  get ended(): Promise<WaitStatus> {
    this.#ended ??= Promise.withResolvers<WaitStatus>()
    if (this.#status && isEnd(this.#status)) this.#ended.resolve(this.#status)
    return this.#ended.promise
  }

  ask(): void {
    this.#children.askOne(this)
  }

  ref(): void {
    this.#setReferenced(true)
  }

  unref(): void {
    this.#setReferenced(false)
  }

  #setReferenced(referenced: boolean): void {
    if (this.isReferenced === referenced) return
    this.isReferenced = referenced
    if (this.isRunning) this.#children.changeReferences(referenced ? 1 : -1)
  }

  tell(status: WaitStatus): void {
    this.#status = status
    if (isEnd(status)) this.#ended?.resolve(status)
    this.onChange?.(status)
  }
}
