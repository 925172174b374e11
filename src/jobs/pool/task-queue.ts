import type { Task } from './backend.ts'

/** First in, first out, without moving what waits. */
export class TaskQueue {
  #tasks: Task[] = []
  #head = 0

  get length(): number {
    return this.#tasks.length - this.#head
  }

  push(task: Task): void {
    this.#tasks.push(task)
  }

  take(count: number): Task[] {
    const taken = this.#tasks.slice(this.#head, this.#head + count)
    this.#head += taken.length
    if (this.#head > 1024 && this.#head * 2 > this.#tasks.length) {
      this.#tasks = this.#tasks.slice(this.#head)
      this.#head = 0
    }
    return taken
  }

  putBack(tasks: readonly Task[]): void {
    this.#tasks = [...tasks, ...this.#tasks.slice(this.#head)]
    this.#head = 0
  }

  remove(task: Task): boolean {
    const at = this.#tasks.indexOf(task, this.#head)
    if (at === -1) return false
    this.#tasks.splice(at, 1)
    return true
  }

  clear(): void {
    this.#tasks = []
    this.#head = 0
  }
}
