import type { HistoryEnd, HistoryLine } from './history.ts'

interface Pending {
  readonly line: HistoryLine
  end: HistoryEnd | undefined
}

/** Lines that could not be written yet, by the id they have meanwhile. */
export class PendingLines {
  readonly #lines = new Map<number, Pending>()

  get size(): number {
    return this.#lines.size
  }

  add(id: number, line: HistoryLine): void {
    this.#lines.set(id, { line, end: undefined })
  }

  finish(id: number, end: HistoryEnd): void {
    const pending = this.#lines.get(id)
    if (pending !== undefined) pending.end = end
  }

  remove(id: number): void {
    this.#lines.delete(id)
  }

  forget(text: string): void {
    for (const [id, { line }] of this.#lines) if (line.text === text) this.#lines.delete(id)
  }

  /** Writes them in their order; those before one that cannot be written are written. */
  flush(write: (id: number, line: HistoryLine, end: HistoryEnd | undefined) => void): void {
    for (const [id, { line, end }] of this.#lines) {
      write(id, line, end)
      this.#lines.delete(id)
    }
  }
}
