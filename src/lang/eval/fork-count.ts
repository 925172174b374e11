/**
 * Counts the living forks of one set of variables: while there are any, what they share is copied before it is written;
 * when all have ended, it is written in place again, by the owner from before.
 */
export class ForkCount {
  #ownerBefore: object | undefined
  #living = 0
  #onEnd: (() => void) | undefined
  #isReleased = false
  readonly #giveBack: (owner: object) => void

  /** `onEnd`: these variables are a fork's themselves; called when that has ended with all of its own. */
  constructor(giveBack: (owner: object) => void, onEnd: (() => void) | undefined) {
    this.#giveBack = giveBack
    this.#onEnd = onEnd
  }

  /** A fork begins; gives what is to be called at its end. */
  begin(owner: object): () => void {
    if (this.#living++ === 0) this.#ownerBefore = owner
    return () => this.#ended()
  }

  /** The fork these variables belong to is over. */
  release(): void {
    const onEnd = this.#onEnd
    if (this.#living > 0 || onEnd === undefined) {
      this.#isReleased = true
      return
    }
    this.#onEnd = undefined
    onEnd()
  }

  #ended(): void {
    this.#living--
    if (this.#living > 0) return
    if (this.#ownerBefore !== undefined) this.#giveBack(this.#ownerBefore)
    if (this.#isReleased) this.release()
  }
}
