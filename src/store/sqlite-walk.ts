import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { HistoryHit, HistoryMatch, HistoryPosition } from './history.ts'
import { indexQuestion, type EntryRow } from './sqlite-rows.ts'
import { readText } from './text-column.ts'

type Row = Pick<EntryRow, 'id' | 'text' | 'escaped'>

/** So many lines are looked at one by one before an index is asked. */
const near = 2000
/** No index knows one or two characters: among so many lines they are looked for. */
const far = 60_000

const last = Number.MAX_SAFE_INTEGER
const matches = 'substr(text, 1, length(?)) = ? AND instr(text, ?) > 0'

/** The walk through lines, this session's first; each step costs the same whatever the history's size. */
export class Walk {
  readonly #session: string
  readonly #own: StatementSync
  readonly #others: StatementSync
  readonly #newest: StatementSync
  readonly #byPrefix: StatementSync
  readonly #byParts: StatementSync
  readonly #get: StatementSync

  constructor(database: DatabaseSync, session: string) {
    this.#session = session
    const one = 'ORDER BY id DESC LIMIT 1'
    this.#own = database.prepare(
      `SELECT id, text, escaped FROM line WHERE session = ? AND id < ? AND ${matches} ${one}`,
    )
    this.#others = database.prepare(
      `SELECT id, text, escaped FROM line WHERE session <> ? AND id < ? AND id >= ? AND ${matches} ${one}`,
    )
    this.#newest = database.prepare('SELECT max(id) AS id FROM line WHERE id < ?')
    this.#byPrefix = database.prepare(
      `SELECT max(id) AS id FROM line INDEXED BY line_text
       WHERE text >= ? AND text < ? AND id < ? AND session <> ?`,
    )
    this.#byParts = database.prepare(
      `SELECT id, text, escaped FROM (SELECT rowid AS found FROM line_search
         WHERE line_search MATCH ? AND rowid < ? ORDER BY rowid DESC) JOIN line ON line.id = found
       WHERE session <> ? AND ${matches} ORDER BY found DESC LIMIT 1`,
    )
    this.#get = database.prepare('SELECT id, text, escaped FROM line WHERE id = ?')
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    const asked = {
      prefix: match.prefix?.toWellFormed() ?? '',
      contains: match.contains?.toWellFormed() ?? '',
    }
    const own = than === undefined || than.own ? this.#mine(than?.id ?? last, asked) : undefined
    return own ?? this.#theirs(than === undefined || than.own ? last : than.id, asked)
  }

  #mine(below: number, { prefix, contains }: Required<HistoryMatch>): HistoryHit | undefined {
    return hit(
      true,
      this.#own.get(this.#session, below, prefix, prefix, contains) as unknown as Row | undefined,
    )
  }

  #theirs(below: number, asked: Required<HistoryMatch>): HistoryHit | undefined {
    const newest = (this.#newest.get(below) as { id: number | null }).id
    if (newest === null) return undefined
    const found = this.#between(newest + 1, newest + 1 - near, asked)
    return hit(false, found ?? this.#far(newest + 1 - near, asked))
  }

  #between(below: number, from: number, { prefix, contains }: Required<HistoryMatch>): Row | undefined {
    return this.#others.get(this.#session, below, from, prefix, prefix, contains) as unknown as
      | Row
      | undefined
  }

  #far(below: number, asked: Required<HistoryMatch>): Row | undefined {
    const { prefix, contains } = asked
    if (prefix !== '' && contains === '' && !/[\0\ufffd]/.test(prefix)) return this.#prefixed(below, prefix)
    const question = indexQuestion([prefix, contains])
    if (question === undefined)
      return this.#between(below, prefix + contains === '' ? -last : below - far, asked)
    const found = this.#byParts.get(question, below, this.#session, prefix, prefix, contains)
    return found as unknown as Row | undefined
  }

  #prefixed(below: number, prefix: string): Row | undefined {
    const found = this.#byPrefix.get(prefix, `${prefix}\u{10ffff}`, below, this.#session) as {
      id: number | null
    }
    return found.id === null ? undefined : (this.#get.get(found.id) as unknown as Row | undefined)
  }
}

function hit(own: boolean, row: Row | undefined): HistoryHit | undefined {
  return row && { text: readText(row.text, row.escaped), position: { own, id: row.id } }
}
