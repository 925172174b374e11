/** Results of a run on their way to who iterates: in the order they come, or in that of the items. */
export class Results<T> {
  readonly #ordered: boolean
  readonly #early = new Map<number, T>()
  #ready: T[] = []
  #next = 0
  #ended: { readonly error?: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(ordered: boolean) {
    this.#ordered = ordered
  }

  /** Those that nobody has taken yet. */
  get waiting(): number {
    return this.#ready.length + this.#early.size
  }

  add(index: number, value: T): void {
    if (this.#ordered) this.#early.set(index, value)
    else this.#ready.push(value)
    this.#advance()
  }

  /** There is no result of this one: those after it need not wait for it. */
  skip(index: number): void {
    if (!this.#ordered) return
    this.#skipped.add(index)
    this.#advance()
  }

  readonly #skipped = new Set<number>()

  end(failure?: { readonly error: unknown }): void {
    this.#ended ??= failure ?? {}
    this.#wake?.()
  }

  /** Gives them on; `taken` is called after each. */
  async *read(taken: () => void): AsyncGenerator<T> {
    for (;;) {
      const batch = this.#ready
      this.#ready = []
      for (const value of batch) {
        yield value
        taken()
      }
      if (this.#ready.length > 0) continue
      if (this.#ended !== undefined) {
        if ('error' in this.#ended) throw this.#ended.error
        return
      }
      await new Promise<void>(resolve => (this.#wake = resolve))
      this.#wake = undefined
    }
  }

  #advance(): void {
    if (this.#ordered)
      for (;;) {
        if (this.#early.has(this.#next)) {
          this.#ready.push(this.#early.get(this.#next) as T)
          this.#early.delete(this.#next)
        } else if (!this.#skipped.delete(this.#next)) break
        this.#next++
      }
    if (this.#ready.length > 0) this.#wake?.()
  }
}
