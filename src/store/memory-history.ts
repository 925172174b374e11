import {
  isKept,
  type HistoryCandidate,
  type HistoryEnd,
  type HistoryEntry,
  type HistoryHit,
  type HistoryLine,
  type HistoryMatch,
  type HistoryPosition,
  type HistoryQuery,
  type HistoryStore,
  type ImportedLine,
} from './history.ts'
import { bestMatches } from './matching.ts'

export interface MemoryOptions {
  /** What a line is known by; rising. */
  readonly nextId?: () => number
  /** Whether a line is kept; without it, those that are not blank and do not begin with a blank. */
  readonly keeps?: (text: string) => boolean
}

/** A history that is gone with the session: for tests, when the file cannot be used, and for lines that are no file's business. */
export class MemoryHistory implements HistoryStore {
  #entries: HistoryEntry[] = []
  #count = 0
  readonly #cwd: () => string
  readonly #nextId: () => number
  readonly #keeps: (text: string) => boolean

  constructor(cwd: () => string = () => '', options: MemoryOptions = {}) {
    this.#cwd = cwd
    this.#nextId = options.nextId ?? (() => ++this.#count)
    this.#keeps = options.keeps ?? isKept
  }

  begin(line: HistoryLine): number | undefined {
    if (!this.#keeps(line.text)) return undefined
    const id = this.#nextId()
    const { text, language } = line
    const [cwd, startedAt] = [this.#cwd(), Date.now()]
    this.#entries.push({ id, text, language, session: '', cwd, startedAt, end: undefined })
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

  search({ text, here, outcome, limit, ...query }: HistoryQuery): readonly HistoryEntry[] {
    const cwd = here === true ? this.#cwd() : query.cwd
    const meant = this.#entries.filter(
      entry =>
        (cwd === undefined || entry.cwd === cwd) &&
        (outcome === undefined ||
          (entry.end !== undefined && (entry.end.status === 0) === (outcome === 'succeeded'))),
    )
    return bestMatches(meant, text, limit)
  }

  remove(id: number): void {
    this.#entries = this.#entries.filter(entry => entry.id !== id)
  }

  forget(text: string): void {
    this.#entries = this.#entries.filter(entry => entry.text !== text)
  }

  importLines(source: string, lines: Iterable<ImportedLine>): number {
    const known = new Set(this.#entries.map(entry => `${entry.startedAt} ${entry.text}`))
    const fresh = [...lines].filter(({ text, startedAt = 0 }) => !known.has(`${startedAt} ${text}`))
    const first = Math.min(1, this.#entries[0]?.id ?? 1) - fresh.length
    const entries = fresh.map(({ text, startedAt = 0, cwd = '', end }, index) => {
      return { id: first + index, text, language: 'command', session: source, cwd, startedAt, end }
    })
    this.#entries = [...entries, ...this.#entries]
    return fresh.length
  }

  recent(limit: number, before = Number.POSITIVE_INFINITY): readonly HistoryEntry[] {
    return limit <= 0 ? [] : this.#entries.filter(entry => entry.id < before).slice(-limit)
  }

  count(): number {
    return this.#entries.length
  }

  close(): void {}
}
