import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { HistoryCandidate } from './history.ts'

interface CandidateRow {
  text: string
  cwd: string
  session: string
  status: number | null
  after: string | null
}

/** How many of the newest lines are looked at one by one; older ones are found by the index. */
const newest = 2000
/** Of a prefix that only old lines have, no more than this many are put in order. */
const oldest = 2000

const columns = `text, cwd, session, status, (SELECT p.text FROM line p
  WHERE p.session = l.session AND p.id < l.id AND p.escaped = 0 ORDER BY p.id DESC LIMIT 1) AS after`

/** What a line being typed could become, found at every key: so a search costs the same whatever the history's size. */
export class Candidates {
  readonly #session: string
  readonly #recent: StatementSync
  readonly #older: StatementSync

  constructor(database: DatabaseSync, session: string) {
    this.#session = session
    // The unary plus keeps the index out: these are few, and they are wanted newest first.
    this.#recent = database.prepare(
      `SELECT ${columns} FROM line l WHERE id > (SELECT max(id) FROM line) - ${newest}
       AND +text > ? AND +text < ? AND escaped = 0 ORDER BY id DESC LIMIT ?`,
    )
    this.#older = database.prepare(
      `SELECT ${columns} FROM (SELECT * FROM line INDEXED BY line_text
         WHERE text > ? AND text < ? AND escaped = 0 LIMIT ${oldest}) l ORDER BY id DESC LIMIT ?`,
    )
  }

  find(prefix: string, cwd: string, limit: number): readonly HistoryCandidate[] {
    if (prefix === '' || !prefix.isWellFormed() || prefix.includes('\0')) return []
    const end = `${prefix}\u{10ffff}`
    const recent = this.#recent.all(prefix, end, limit) as unknown as CandidateRow[]
    const rows =
      recent.length > 0 ? recent : (this.#older.all(prefix, end, limit) as unknown as CandidateRow[])
    return rows.map(row => ({
      text: row.text,
      here: row.cwd === cwd,
      own: row.session === this.#session,
      status: row.status ?? undefined,
      after: row.after ?? undefined,
    }))
  }
}
