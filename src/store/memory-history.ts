import {
  isKept,
  type HistoryEnd,
  type HistoryEntry,
  type HistoryHit,
  type HistoryLine,
  type HistoryMatch,
  type HistoryPosition,
  type HistoryStore,
} from './history.ts'

/** A history that is gone with the session: for tests, and when the file cannot be used. */
export class MemoryHistory implements HistoryStore {
  readonly #entries: HistoryEntry[] = []
  readonly #cwd: () => string

  constructor(cwd: () => string = () => '') {
    this.#cwd = cwd
  }

  begin(line: HistoryLine): number | undefined {
    if (!isKept(line.text)) return undefined
    const id = this.#entries.length + 1
    const { text, language } = line
    this.#entries.push({
      id,
      text,
      language,
      session: '',
      cwd: this.#cwd(),
      startedAt: Date.now(),
      end: undefined,
    })
    return id
  }

  finish(id: number, end: HistoryEnd): void {
    const entry = this.#entries[id - 1]
    if (entry !== undefined) this.#entries[id - 1] = { ...entry, end }
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    for (let index = (than?.id ?? this.#entries.length + 1) - 2; index >= 0; index--) {
      const text = this.#entries[index]?.text ?? ''
      if (text.startsWith(match.prefix ?? '') && text.includes(match.contains ?? ''))
        return { text, position: { own: true, id: index + 1 } }
    }
    return undefined
  }

  recent(limit: number): readonly HistoryEntry[] {
    return limit <= 0 ? [] : this.#entries.slice(-limit)
  }

  close(): void {}
}
