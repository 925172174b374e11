import type { ProcessHost } from './os/index.ts'
import type { HistoryEntry, HistoryStore } from './store/index.ts'

/** What earlier sessions have left for the list of `history`. Without a terminal that begins with HISTFILE. */
export class EarlierLines {
  readonly #host: ProcessHost
  readonly #history: HistoryStore
  #before: number | undefined

  constructor(host: ProcessHost, history: HistoryStore) {
    this.#host = host
    this.#history = history
  }

  /** What is kept from now on is not earlier. */
  end(): void {
    this.#before = (this.#history.recent(1)[0]?.id ?? 0) + 1
  }

  /** The newest, no more than so many; the oldest of them first. */
  fetch(limit: number): readonly HistoryEntry[] {
    if (this.#host.inherited(0)?.isTerminal !== true) return []
    return this.#history.recent(Math.min(limit, Number.MAX_SAFE_INTEGER), this.#before)
  }
}
