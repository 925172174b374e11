import type { DatabaseSync, StatementSync } from 'node:sqlite'
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
import { Candidates } from './sqlite-candidates.ts'
import { readText, writeText } from './text-column.ts'

interface EntryRow {
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

/** The history in a database that many sessions share. Every method may throw what SQLite throws. */
export class SqliteHistory implements HistoryStore {
  readonly #database: DatabaseSync
  readonly #session: string
  readonly #cwd: () => string
  readonly #insert: StatementSync
  readonly #end: StatementSync
  readonly #own: StatementSync
  readonly #others: StatementSync
  #candidates: Candidates | undefined

  constructor(database: DatabaseSync, session: string, cwd: () => string) {
    this.#database = database
    this.#session = session
    this.#cwd = cwd
    this.#insert = database.prepare(
      'INSERT INTO line (text, escaped, language, session, cwd, started_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#end = database.prepare('UPDATE line SET status = ?, duration_ms = ? WHERE id = ?')
    this.#own = database.prepare(olderThan('session = ?'))
    this.#others = database.prepare(olderThan('session <> ?'))
  }

  begin(line: HistoryLine): number | undefined {
    if (!isKept(line.text)) return undefined
    const { text, escaped } = writeText(line.text)
    const cwd = this.#cwd().toWellFormed()
    const result = this.#insert.run(text, escaped, line.language, this.#session, cwd, Date.now())
    return Number(result.lastInsertRowid)
  }

  finish(id: number, end: HistoryEnd): void {
    this.#end.run(end.status, Math.round(end.durationMs), id)
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    if (than === undefined) return this.#find(true, newest, match) ?? this.#find(false, newest, match)
    if (!than.own) return this.#find(false, than.id, match)
    return this.#find(true, than.id, match) ?? this.#find(false, newest, match)
  }

  candidates(prefix: string, limit: number): readonly HistoryCandidate[] {
    this.#candidates ??= new Candidates(this.#database, this.#session)
    return this.#candidates.find(prefix, this.#cwd().toWellFormed(), limit)
  }

  remove(id: number): void {
    this.#database.prepare('DELETE FROM line WHERE id = ?').run(id)
  }

  recent(limit: number): readonly HistoryEntry[] {
    const rows = this.#database
      .prepare('SELECT * FROM line ORDER BY id DESC LIMIT ?')
      .all(Math.max(0, limit)) as unknown as EntryRow[]
    return rows.map(toEntry).toReversed()
  }

  close(): void {
    this.#database.close()
  }

  #find(own: boolean, id: number, match: HistoryMatch): HistoryHit | undefined {
    const prefix = match.prefix?.toWellFormed() ?? ''
    const contains = match.contains?.toWellFormed() ?? ''
    const statement = own ? this.#own : this.#others
    const row = statement.get(this.#session, id, prefix, prefix, contains) as unknown as EntryRow | undefined
    return row === undefined
      ? undefined
      : { text: readText(row.text, row.escaped), position: { own, id: row.id } }
  }
}

const newest = Number.MAX_SAFE_INTEGER

function olderThan(whose: string): string {
  return `SELECT id, text, escaped FROM line WHERE ${whose} AND id < ?
    AND substr(text, 1, length(?)) = ? AND instr(text, ?) > 0 ORDER BY id DESC LIMIT 1`
}

function toEntry(row: EntryRow): HistoryEntry {
  const { id, language, session, cwd, started_at: startedAt } = row
  const end = row.status === null ? undefined : { status: row.status, durationMs: row.duration_ms ?? 0 }
  return { id, text: readText(row.text, row.escaped), language, session, cwd, startedAt, end }
}
