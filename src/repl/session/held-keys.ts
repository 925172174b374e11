import type { KeyEvent } from '../keys/key.ts'

/** Keys that wait until something is done: they are meant for what it is about to show. */
export class HeldKeys {
  #waiting: KeyEvent[] | undefined

  get isHolding(): boolean {
    return this.#waiting !== undefined
  }

  /** Keys are kept until the function it gives is called, which hands them over. */
  hold(handle: (event: KeyEvent) => void): () => void {
    const waiting: KeyEvent[] = (this.#waiting ??= [])
    return () => {
      if (this.#waiting !== waiting) return
      this.#waiting = undefined
      for (const event of waiting) handle(event)
    }
  }

  add(event: KeyEvent): void {
    this.#waiting?.push(event)
  }

  /** What was typed is for nobody. */
  drop(): void {
    this.#waiting = undefined
  }
}
