import {
  isKept,
  type HistoryCandidate,
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
  #entries: HistoryEntry[] = []
  #count = 0
  readonly #cwd: () => string

  constructor(cwd: () => string = () => '') {
    this.#cwd = cwd
  }

  begin(line: HistoryLine): number | undefined {
    if (!isKept(line.text)) return undefined
    const id = ++this.#count
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
    this.#entries = this.#entries.map(entry => (entry.id === id ? { ...entry, end } : entry))
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    const hit = this.#entries.findLast(
      ({ id, text }) =>
        id < (than?.id ?? Number.POSITIVE_INFINITY) &&
        text.startsWith(match.prefix ?? '') &&
        text.includes(match.contains ?? ''),
    )
    return hit && { text: hit.text, position: { own: true, id: hit.id } }
  }

  candidates(prefix: string, limit: number): readonly HistoryCandidate[] {
    const cwd = this.#cwd()
    const found = this.#entries.flatMap((entry, index) => {
      if (!entry.text.startsWith(prefix) || entry.text.length === prefix.length) return []
      const after = this.#entries[index - 1]?.text
      return [{ text: entry.text, here: entry.cwd === cwd, own: true, status: entry.end?.status, after }]
    })
    return found.slice(-limit).toReversed()
  }

  remove(id: number): void {
    this.#entries = this.#entries.filter(entry => entry.id !== id)
  }

  recent(limit: number): readonly HistoryEntry[] {
    return limit <= 0 ? [] : this.#entries.slice(-limit)
  }

  close(): void {}
}
