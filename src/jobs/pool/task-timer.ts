/** The time that a task may take: it does not run on while the task is stopped. */
export class TaskTimer {
  readonly #run: () => void
  #left: number
  #since = 0
  #timer: NodeJS.Timeout | undefined

  /** Calls back after so many milliseconds in which it was not paused. */
  constructor(ms: number, run: () => void, isPaused: boolean) {
    this.#left = ms
    this.#run = run
    if (!isPaused) this.resume()
  }

  pause(): void {
    if (this.#timer === undefined) return
    this.clear()
    this.#left = Math.max(0, this.#left - (performance.now() - this.#since))
  }

  resume(): void {
    if (this.#timer !== undefined) return
    this.#since = performance.now()
    this.#timer = setTimeout(this.#run, this.#left)
  }

  /** It is not wanted any more. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
