import type { DatabaseSync } from 'node:sqlite'
import type { ImportedLine } from './history.ts'
import { writeText } from './text-column.ts'

/** So many lines are written at once: other sessions never wait long. */
const piece = 1000

/**
 * Puts lines of another shell before all there are, the newest of them first. What the same shell gave before is not taken
 * twice: lines with a time are known by it, those without by their text.
 */
export function importInto(database: DatabaseSync, source: string, lines: Iterable<ImportedLine>): number {
  const fresh = freshLines(database, source, lines)
  for (let end = fresh.length; end > 0; end -= piece) {
    database.exec('BEGIN IMMEDIATE')
    try {
      insertBefore(database, source, fresh.slice(Math.max(0, end - piece), end))
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  return fresh.length
}

function freshLines(database: DatabaseSync, source: string, lines: Iterable<ImportedLine>): ImportedLine[] {
  const known = new Set<string>()
  const rows = database.prepare('SELECT text, started_at FROM line WHERE session = ?').iterate(source)
  for (const row of rows as Iterable<{ text: string; started_at: number }>) {
    known.add(`${row.started_at} ${row.text}`)
    known.add(`0 ${row.text}`)
  }
  return [...lines].filter(line => !known.has(`${line.startedAt ?? 0} ${writeText(line.text).text}`))
}

function insertBefore(database: DatabaseSync, source: string, lines: readonly ImportedLine[]): void {
  const row = database.prepare('SELECT min(id) AS first FROM line').get() as { first: number | null }
  const first = Math.min(row.first ?? 1, 1) - lines.length
  const insert = database.prepare(
    `INSERT INTO line (id, text, escaped, language, session, cwd, started_at, duration_ms, status)
     VALUES (?, ?, ?, 'command', ?, ?, ?, ?, ?)`,
  )
  for (const [index, { text: line, startedAt = 0, cwd = '', end }] of lines.entries()) {
    const { text, escaped } = writeText(line)
    const duration = end === undefined ? null : Math.round(end.durationMs)
    insert.run(
      first + index,
      text,
      escaped,
      source,
      cwd.toWellFormed(),
      Math.round(startedAt),
      duration,
      end?.status ?? null,
    )
  }
}
