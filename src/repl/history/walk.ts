import type { HistoryMatch, HistoryPosition, HistoryStore } from '../../store/index.ts'
import { bufferOf, type LineBuffer } from '../editor/line-buffer.ts'

/**
 * A walk through the history, begun at a draft. No text comes twice. What is changed on the way stays changed until the
 * line is run, as in readline.
 */
export class HistoryWalk {
  readonly #match: HistoryMatch
  readonly #store: HistoryStore
  /** The draft, then the lines met so far, as they are now. */
  readonly #buffers: LineBuffer[]
  readonly #seen: Set<string>
  #position: HistoryPosition | undefined
  #index = 0

  constructor(store: HistoryStore, draft: LineBuffer, match: HistoryMatch = {}) {
    this.#store = store
    this.#match = match
    this.#buffers = [draft]
    this.#seen = new Set([draft.text])
  }

  /** True while the draft itself is shown. */
  get isAtDraft(): boolean {
    return this.#index === 0
  }

  /** The lines after the one that is shown, in the order in which they ran; not the draft. */
  get newerTexts(): readonly string[] {
    return this.#buffers
      .slice(1, Math.max(1, this.#index))
      .map(({ text }) => text)
      .toReversed()
  }

  /** The line before, or undefined at the oldest. `current` is kept in its place. */
  older(current: LineBuffer): LineBuffer | undefined {
    if (this.#index + 1 === this.#buffers.length && !this.#fetch()) return undefined
    return this.#go(current, 1)
  }

  /** The line after, at last the draft; undefined at the draft. */
  newer(current: LineBuffer): LineBuffer | undefined {
    return this.#index === 0 ? undefined : this.#go(current, -1)
  }

  /** The oldest line of all. */
  oldest(current: LineBuffer): LineBuffer | undefined {
    while (this.#fetch());
    return this.#go(current, this.#buffers.length - 1 - this.#index)
  }

  /** Back to the draft. */
  draft(current: LineBuffer): LineBuffer | undefined {
    return this.#go(current, -this.#index)
  }

  #go(current: LineBuffer, steps: number): LineBuffer | undefined {
    if (steps === 0) return undefined
    this.#buffers[this.#index] = current
    this.#index += steps
    return this.#buffers[this.#index]
  }

  #fetch(): boolean {
    for (;;) {
      const hit = this.#store.older(this.#position, this.#match)
      if (hit === undefined) return false
      this.#position = hit.position
      if (this.#seen.has(hit.text)) continue
      this.#seen.add(hit.text)
      this.#buffers.push(bufferOf(hit.text))
      return true
    }
  }
}
