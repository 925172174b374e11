import { PoolTimeout, type PoolBackend, type Task } from './backend.ts'
import { TaskTimer } from './task-timer.ts'

/** Tasks that run in this very process, and wait beside each other: requests, timers, files. */
export class Coroutines implements PoolBackend {
  readonly kind = 'coroutine'
  readonly size: number
  readonly pids: readonly number[] = []
  #waiting: Task[] = []
  #head = 0
  readonly #running = new Map<Task, number>()
  readonly #free: number[] = []
  readonly #timers = new Set<TaskTimer>()
  #workers = 0
  #isStopped = false

  constructor(size: number) {
    this.size = size
  }

  get window(): number {
    return this.size
  }

  run(task: Task): void {
    if (!this.#isStopped && this.#running.size < this.size) this.#begin(task)
    else this.#waiting.push(task)
  }

  cancel(task: Task): void {
    const at = this.#waiting.indexOf(task, this.#head)
    if (at !== -1) this.#waiting.splice(at, 1)
    else this.#leave(task)
  }

  stop(): void {
    this.#isStopped = true
    for (const timer of this.#timers) timer.pause()
  }

  continue(): void {
    this.#isStopped = false
    for (const timer of this.#timers) timer.resume()
    this.#next()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  terminate(): Promise<void> {
    this.#waiting = []
    this.#running.clear()
    for (const timer of this.#timers) timer.clear()
    this.#timers.clear()
    return Promise.resolve()
  }

  #begin(task: Task): void {
    const worker = this.#free.pop() ?? ++this.#workers
    this.#running.set(task, worker)
    task.started(worker)
    let result: unknown
    try {
      result = (task.fn.call as (...args: readonly unknown[]) => unknown)(...task.args)
    } catch (error) {
      return this.#settle(task, () => task.reject(error))
    }
    const timer = this.#limit(task)
    // Also what is no promise is answered in a later turn, as any worker's answer is.
    Promise.resolve(result).then(
      value => {
        this.#unlimit(timer)
        this.#settle(task, () => task.resolve(value))
      },
      (error: unknown) => {
        this.#unlimit(timer)
        this.#settle(task, () => task.reject(error))
      },
    )
  }

  /** Nobody waits for it any longer; a coroutine cannot be ended from outside. */
  #limit(task: Task): TaskTimer | undefined {
    const { timeout } = task
    if (timeout === undefined) return undefined
    const late = (): void => {
      this.#timers.delete(timer)
      this.#settle(task, () => task.reject(new PoolTimeout(timeout)))
    }
    const timer = new TaskTimer(timeout, late, this.#isStopped)
    this.#timers.add(timer)
    return timer
  }

  #unlimit(timer: TaskTimer | undefined): void {
    if (timer === undefined) return
    timer.clear()
    this.#timers.delete(timer)
  }

  #settle(task: Task, tell: () => void): void {
    if (!this.#leave(task)) return
    tell()
    this.#next()
  }

  #leave(task: Task): boolean {
    const worker = this.#running.get(task)
    if (worker === undefined) return false
    this.#running.delete(task)
    this.#free.push(worker)
    return true
  }

  #next(): void {
    while (!this.#isStopped && this.#running.size < this.size && this.#head < this.#waiting.length) {
      const task = this.#waiting[this.#head++]
      if (task !== undefined) this.#begin(task)
    }
    if (this.#head < this.#waiting.length) return
    this.#waiting = []
    this.#head = 0
  }
}
