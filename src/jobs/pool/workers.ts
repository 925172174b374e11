import { PoolTimeout, type PoolBackend, type PoolFunction, type PoolOutput, type Task } from './backend.ts'
import { TaskQueue } from './task-queue.ts'
import { TaskTimer } from './task-timer.ts'
import { fromWire, toBuffer, wireArgument, type WireReply } from './wire.ts'
import type { OpenLink, WorkerLink } from './worker-link.ts'

/** A worker's place: what it is at. */
interface Slot {
  readonly number: number
  link: WorkerLink | undefined
  batch: Task[]
  id: number
  /** The first of the batch that is not answered. */
  at: number
  startedAt: number
  timer: TaskTimer | undefined
}

export interface WorkerOptions {
  readonly kind: 'thread' | 'process'
  readonly size: number
  readonly open: OpenLink
  readonly output: PoolOutput
}

/** Calls that take less than this go to a worker several at a time: the way there costs more than they do. */
const batchMs = 2
const largestBatch = 128

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
  readonly #numbers = new Map<PoolFunction, number>()
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
      slot.timer?.clear()
      slot.batch = []
      slot.at = 0
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
      died: error => {
        if (slot.link !== link) return
        // Refused before it went anywhere: the worker is as it was.
        if (error.name === 'DataCloneError' && slot.at === 0) this.#refuse(slot, error)
        else this.#replace(slot, error)
      },
    })
    return link
  }

  /** `all`: with every function, whatever the worker is believed to have. */
  #send(slot: Slot, link: WorkerLink, all: boolean): void {
    const functions = new Map<number, unknown>()
    const transfer: object[] = []
    try {
      const calls = slot.batch.map(task => {
        const number = this.#numberOf(task.fn)
        if (all || !link.known.has(number) || task.transfer !== undefined)
          functions.set(number, task.fn.pack())
        transfer.push(...(task.transfer ?? []))
        return { fn: number, args: task.args.map(value => wireArgument(task.fn, value)) }
      })
      link.send({ id: slot.id, calls, functions: [...functions] }, transfer)
      for (const number of functions.keys()) link.known.add(number)
      this.#begin(slot)
    } catch (error) {
      this.#refuse(slot, error)
    }
  }

  /** Something in the batch cannot be cloned: one by one it is known which. */
  #refuse(slot: Slot, error: unknown): void {
    slot.timer?.clear()
    const tasks = slot.batch.filter(task => task !== cancelled)
    slot.batch = []
    slot.at = 0
    slot.id = -1
    if (tasks.length === 1) tasks[0]?.reject(error)
    else {
      this.#average = batchMs
      this.#queue.putBack(tasks)
    }
    this.#scheduleTurn()
  }

  #numberOf(fn: PoolFunction): number {
    let number = this.#numbers.get(fn)
    if (number === undefined) this.#numbers.set(fn, (number = this.#numbers.size))
    return number
  }

  #begin(slot: Slot): void {
    const task = slot.batch[slot.at]
    slot.startedAt = performance.now()
    if (task === undefined) return
    task.started(slot.number + 1)
    slot.timer?.clear()
    const { timeout } = task
    if (timeout === undefined) return
    const late = (): void => this.#replace(slot, new PoolTimeout(timeout))
    slot.timer = new TaskTimer(timeout, late, this.#isStopped)
  }

  #reply(slot: Slot, reply: WireReply): void {
    if ('output' in reply) return this.#output(reply.output, reply.stream)
    if (reply.id !== slot.id) return
    if ('need' in reply) {
      slot.id = ++this.#batches
      if (slot.link !== undefined) this.#send(slot, slot.link, true)
      return
    }
    if ('done' in reply) return
    this.#answer(slot, reply)
  }

  #answer(slot: Slot, reply: Extract<WireReply, { index: number }>): void {
    const task = slot.batch[slot.at]
    if (task === undefined || reply.index !== slot.at) return
    slot.timer?.clear()
    this.#average = this.#average * 0.9 + (performance.now() - slot.startedAt) * 0.1
    slot.at++
    if (slot.at < slot.batch.length) this.#begin(slot)
    else {
      slot.batch = []
      slot.at = 0
    }
    if ('error' in reply) task.reject(fromWire(reply.error, stack => task.fn.trace(stack)))
    else task.resolve('buffer' in reply ? toBuffer(reply.buffer) : reply.value)
    if (slot.batch.length === 0) this.#scheduleTurn()
  }

  /** The worker is gone or has to go: the call it was at fails, the rest of its batch is handed out again. */
  #replace(slot: Slot, error: Error | undefined): void {
    slot.timer?.clear()
    const [task, ...rest] = slot.batch.slice(slot.at)
    const { link } = slot
    slot.link = undefined
    slot.batch = []
    slot.at = 0
    slot.id = -1
    link?.kill()
    this.#queue.putBack(rest.filter(one => one !== cancelled))
    if (error !== undefined) task?.reject(error)
    this.#scheduleTurn()
  }
}

function emptySlot(number: number): Slot {
  return { number, link: undefined, batch: [], id: 0, at: 0, startedAt: 0, timer: undefined }
}

/** Stands for a task of a batch that nobody waits for any more. */
const cancelled: Task = {
  fn: { call: () => undefined, pack: () => undefined, packArgument: () => undefined, trace: stack => stack },
  args: [],
  timeout: undefined,
  transfer: undefined,
  started: () => undefined,
  resolve: () => undefined,
  reject: () => undefined,
}
