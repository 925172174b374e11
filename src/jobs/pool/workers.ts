import { PoolTimeout, type PoolBackend, type PoolOutput, type Task } from './backend.ts'
import { largestBatch, none } from './shared-results.ts'
import { Outgoing } from './outgoing.ts'
import { TaskQueue } from './task-queue.ts'
import { TaskTimer } from './task-timer.ts'
import { fromWire, toBuffer, type WireReply } from './wire.ts'
import type { OpenLink, WorkerLink } from './worker-link.ts'
import { cancelled, emptySlot, leave, type Slot } from './worker-slot.ts'

/** A task whose result is there and not told yet. */
interface Settling {
  task: Task
  readonly value: unknown
}

export interface WorkerOptions {
  readonly kind: 'thread' | 'process'
  readonly size: number
  readonly open: OpenLink
  readonly output: PoolOutput
}

/** Calls that take less than this go to a worker several at a time: the way there costs more than they do. */
const batchMs = 2
/** So often somebody looks for results of calls that share their batch with a long one. */
const watchMs = 5

/**
 * Tasks on workers that a link leads to. Tiny tasks go out in batches and come back one by one, so that a worker which
 * dies, hangs or is killed costs nothing but the call it was at.
 */
export class Workers implements PoolBackend {
  readonly kind: 'thread' | 'process'
  readonly size: number
  readonly #open: OpenLink
  readonly #output: PoolOutput
  readonly #queue = new TaskQueue()
  readonly #slots: Slot[] = []
  readonly #outgoing = new Outgoing()
  #batches = 0
  /** Milliseconds a call takes, lately. */
  #average = batchMs
  #isStopped = false
  #isEnded = false

  constructor(options: WorkerOptions) {
    this.kind = options.kind
    this.size = options.size
    this.#open = options.open
    this.#output = options.output
  }

  get window(): number {
    return this.size * 2 * this.#batchSize
  }

  get pids(): readonly number[] {
    return this.#slots.flatMap(({ link }) => (link?.pid === undefined ? [] : [link.pid]))
  }

  run(task: Task): void {
    this.#queue.push(task)
    this.#scheduleTurn()
  }

  cancel(task: Task): void {
    if (this.#queue.remove(task)) return
    for (const one of this.#settling) if (one.task === task) one.task = cancelled
    for (const one of this.#slots) this.#drain(one)
    const slot = this.#slots.find(({ batch, at }) => batch.indexOf(task) >= at)
    if (slot === undefined) return
    const index = slot.batch.indexOf(task)
    if (index === slot.at) this.#replace(slot, undefined)
    else slot.batch[index] = cancelled
  }

  stop(): void {
    this.#isStopped = true
    for (const { link, timer } of this.#slots) {
      timer?.pause()
      link?.stop?.()
    }
  }

  continue(): void {
    this.#isStopped = false
    for (const { link, timer, batch } of this.#slots) {
      link?.continue?.()
      if (batch.length > 0) timer?.resume()
    }
    this.#turn()
  }

  async close(): Promise<void> {
    this.#isEnded = true
    await Promise.all(this.#slots.map(async ({ link }) => link?.end()))
  }

  async terminate(): Promise<void> {
    this.#isEnded = true
    clearInterval(this.#hold)
    this.#queue.clear()
    for (const slot of this.#slots) {
      leave(slot)
      slot.link?.kill()
    }
    await Promise.all(this.#slots.map(async ({ link }) => link?.end()))
  }

  #isScheduled = false

  /** What comes in one turn goes out together. */
  #scheduleTurn(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    queueMicrotask(() => {
      this.#isScheduled = false
      this.#turn()
    })
  }

  #turn(): void {
    this.#holdWhileBusy()
    if (this.#isStopped || this.#isEnded) return
    for (let number = 0; number < this.size && this.#queue.length > 0; number++) {
      const slot = (this.#slots[number] ??= emptySlot(number))
      if (slot.at >= slot.batch.length) this.#hand(slot)
    }
  }

  #hold: NodeJS.Timeout | undefined

  /** A worker that starts or is idle keeps nobody alive; its tasks do. */
  #holdWhileBusy(): void {
    const isBusy =
      !this.#isEnded && (this.#queue.length > 0 || this.#slots.some(({ batch }) => batch.length > 0))
    if (isBusy) this.#hold ??= setInterval(() => undefined, 1 << 30)
    else {
      clearInterval(this.#hold)
      this.#hold = undefined
    }
  }

  get #batchSize(): number {
    return Math.max(1, Math.min(largestBatch, Math.floor(batchMs / Math.max(this.#average, 0.001))))
  }

  #hand(slot: Slot): void {
    // Fairly among the workers: the last ones do not all wait for one.
    const share = Math.ceil(this.#queue.length / this.size)
    slot.batch = this.#queue.take(Math.min(this.#batchSize, share))
    slot.at = 0
    slot.id = ++this.#batches
    slot.link ??= this.#openLink(slot)
    this.#send(slot, slot.link, false)
  }

  #openLink(slot: Slot): WorkerLink {
    const link: WorkerLink = this.#open(slot.number, {
      reply: reply => this.#reply(slot, reply),
      ready: () => {
        if (slot.link === link) this.#time(slot)
      },
      died: error => {
        if (slot.link !== link) return
        this.#drain(slot)
        // Refused before it went anywhere: the worker is as it was.
        if (error.name === 'DataCloneError' && slot.at === 0) this.#refuse(slot, error)
        else this.#replace(slot, error)
      },
    })
    return link
  }

  /** `all`: with every function, whatever the worker is believed to have. */
  #send(slot: Slot, link: WorkerLink, all: boolean): void {
    try {
      this.#outgoing.send(slot, link, all)
      if (link.shared !== undefined && slot.batch.length > 1)
        slot.watch = setInterval(() => this.#drain(slot), watchMs)
      this.#begin(slot)
    } catch (error) {
      this.#refuse(slot, error)
    }
  }

  /** Something in the batch cannot be cloned: one by one it is known which. */
  #refuse(slot: Slot, error: unknown): void {
    const tasks = slot.batch.filter(task => task !== cancelled)
    leave(slot)
    slot.id = -1
    if (tasks.length === 1) tasks[0]?.reject(error)
    else {
      this.#average = batchMs
      this.#queue.putBack(tasks)
    }
    this.#scheduleTurn()
  }

  #begin(slot: Slot): void {
    slot.batch[slot.at]?.started(slot.number + 1)
    this.#time(slot)
  }

  /** From now on the time of its call counts. */
  #time(slot: Slot): void {
    const task = slot.batch[slot.at]
    slot.startedAt = performance.now()
    slot.timer?.clear()
    if (task === undefined || slot.link?.isStarting === true) return
    const { timeout } = task
    if (timeout === undefined) return
    const late = (): void => {
      this.#drain(slot)
      if (slot.batch[slot.at] === task) this.#replace(slot, new PoolTimeout(timeout))
    }
    slot.timer = new TaskTimer(timeout, late, this.#isStopped)
  }

  #reply(slot: Slot, reply: WireReply): void {
    if ('output' in reply) return this.#output(reply.output, reply.stream)
    if (reply.id !== slot.id) return
    if ('need' in reply) {
      slot.id = ++this.#batches
      clearInterval(slot.watch)
      if (slot.link !== undefined) this.#send(slot, slot.link, true)
      return
    }
    this.#drain(slot)
    if ('done' in reply) return
    this.#answer(slot, reply)
    this.#drain(slot)
  }

  #settling: Settling[] = []

  /** Tells of results that are in shared memory. */
  #drain(slot: Slot): void {
    const shared = slot.link?.shared
    if (shared === undefined || slot.at >= slot.batch.length) return
    const found: Settling[] = []
    for (const task of slot.batch.slice(slot.at)) {
      const value = shared.take(slot.at + found.length)
      if (value === none) break
      found.push({ task, value })
    }
    if (found.length === 0) return
    this.#advance(slot, found.length, task => task.started(slot.number + 1))
    // Who hears of the first may cancel the others.
    const outer = this.#settling
    this.#settling = found
    for (const one of found) one.task.resolve(one.value)
    this.#settling = outer
  }

  /** So many more calls of a batch are over; `passed` hears of those that began meanwhile and ended. */
  #advance(slot: Slot, count: number, passed: (task: Task) => void): void {
    slot.timer?.clear()
    const each = (performance.now() - slot.startedAt) / count
    const weight = 0.9 ** count
    this.#average = this.#average * weight + each * (1 - weight)
    for (const task of slot.batch.slice(slot.at + 1, slot.at + count)) passed(task)
    slot.at += count
    if (slot.at < slot.batch.length) return this.#begin(slot)
    leave(slot)
    this.#scheduleTurn()
  }

  #answer(slot: Slot, reply: Extract<WireReply, { index: number }>): void {
    const task = slot.batch[slot.at]
    if (task === undefined || reply.index !== slot.at) return
    this.#advance(slot, 1, () => undefined)
    if ('error' in reply) task.reject(fromWire(reply.error, stack => task.fn.trace(stack)))
    else task.resolve('buffer' in reply ? toBuffer(reply.buffer) : reply.value)
  }

  /** The worker is gone or has to go: the call it was at fails, the rest of its batch is handed out again. */
  #replace(slot: Slot, error: Error | undefined): void {
    const [task, ...rest] = slot.batch.slice(slot.at)
    const { link } = slot
    slot.link = undefined
    leave(slot)
    slot.id = -1
    link?.kill()
    this.#queue.putBack(rest.filter(one => one !== cancelled))
    if (error !== undefined) task?.reject(error)
    this.#scheduleTurn()
  }
}
