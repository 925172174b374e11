import type { HistoryEntry } from './history.ts'
import { readText } from './text-column.ts'

/** A row of the table `line`. */
export interface EntryRow {
  id: number
  text: string
  escaped: number
  language: string
  session: string
  cwd: string
  started_at: number
  duration_ms: number | null
  status: number | null
}

export function toEntry(row: EntryRow): HistoryEntry {
  const { id, language, session, cwd, started_at: startedAt } = row
  const end = row.status === null ? undefined : { status: row.status, durationMs: row.duration_ms ?? 0 }
  return { id, text: readText(row.text, row.escaped), language, session, cwd, startedAt, end }
}

/**
 * What the index of three characters in a row is asked for a text that has all of these words; undefined where the words are too short
 * for it.
 */
export function indexQuestion(words: readonly string[]): string | undefined {
  const parts = words.flatMap(word => {
    const characters = Array.from(word.replaceAll('\0', ''))
    const last = characters.length - 3
    // Side by side, and the last three: those between would only make the answer later.
    return characters
      .slice(2)
      .flatMap((_, index) =>
        index % 3 === 0 || index === last ? [characters.slice(index, index + 3).join('')] : [],
      )
  })
  // More would not make the answer shorter.
  const chosen = [...new Set(parts)].filter(part => part.isWellFormed()).slice(0, 24)
  return chosen.length === 0 ? undefined : chosen.map(part => `"${part.replaceAll('"', '""')}"`).join(' AND ')
}
