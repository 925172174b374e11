import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type {
  HistoryCandidate,
  HistoryEnd,
  HistoryEntry,
  HistoryHit,
  HistoryLine,
  HistoryMatch,
  HistoryPosition,
  HistoryQuery,
  HistoryStore,
  ImportedLine,
} from './history.ts'
import { Candidates } from './sqlite-candidates.ts'
import { importInto } from './sqlite-import.ts'
import { toEntry, type EntryRow } from './sqlite-rows.ts'
import { searchDatabase } from './sqlite-search.ts'
import { Walk } from './sqlite-walk.ts'
import { writeText } from './text-column.ts'

/** The history in a database that many sessions share. It keeps what it is given; every method may throw what SQLite throws. */
export class SqliteHistory implements HistoryStore {
  readonly #database: DatabaseSync
  readonly #session: string
  readonly #cwd: () => string
  readonly #insert: StatementSync
  readonly #end: StatementSync
  #walk: Walk | undefined
  #candidates: Candidates | undefined

  constructor(database: DatabaseSync, session: string, cwd: () => string) {
    this.#database = database
    this.#session = session
    this.#cwd = cwd
    this.#insert = database.prepare(
      'INSERT INTO line (text, escaped, language, session, cwd, started_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    this.#end = database.prepare('UPDATE line SET status = ?, duration_ms = ? WHERE id = ?')
  }

  begin(line: HistoryLine): number {
    const { text, escaped } = writeText(line.text)
    const cwd = this.#cwd().toWellFormed()
    const result = this.#insert.run(text, escaped, line.language, this.#session, cwd, Date.now())
    return Number(result.lastInsertRowid)
  }

  finish(id: number, end: HistoryEnd): void {
    this.#end.run(end.status, Math.round(end.durationMs), id)
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    return (this.#walk ??= new Walk(this.#database, this.#session)).older(than, match)
  }

  candidates(prefix: string, limit: number): readonly HistoryCandidate[] {
    this.#candidates ??= new Candidates(this.#database, this.#session)
    return this.#candidates.find(prefix, this.#cwd().toWellFormed(), limit)
  }

  search(query: HistoryQuery): readonly HistoryEntry[] {
    const asked = query.here === true ? { ...query, cwd: this.#cwd() } : query
    return searchDatabase(this.#database, this.#session, asked)
  }

  remove(id: number): void {
    this.#database.prepare('DELETE FROM line WHERE id = ?').run(id)
  }

  forget(text: string): void {
    this.#database.prepare('DELETE FROM line WHERE text = ?').run(writeText(text).text)
  }

  importLines(source: string, lines: Iterable<ImportedLine>): number {
    return importInto(this.#database, source, lines)
  }

  recent(limit: number, before = Number.MAX_SAFE_INTEGER): readonly HistoryEntry[] {
    const rows = this.#database
      .prepare('SELECT * FROM line WHERE id < ? ORDER BY id DESC LIMIT ?')
      .all(before, Math.max(0, limit)) as unknown as EntryRow[]
    return rows.map(toEntry).toReversed()
  }

  count(): number {
    return (this.#database.prepare('SELECT count(*) AS lines FROM line').get() as { lines: number }).lines
  }

  close(): void {
    this.#database.close()
  }
}
