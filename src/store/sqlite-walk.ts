import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { HistoryHit, HistoryMatch, HistoryPosition } from './history.ts'
import { indexQuestion, type EntryRow } from './sqlite-rows.ts'
import { readText } from './text-column.ts'

type Row = Pick<EntryRow, 'id' | 'text' | 'escaped'>

/** So many lines are looked at one by one before an index is asked. */
const near = 2000
/** No index knows one or two characters: among so many lines they are looked for. */
const far = 60_000

/** So many lines with the right letters are looked at for one of the right session. */
const likely = 20_000

const last = Number.MAX_SAFE_INTEGER
const matches = 'substr(text, 1, length(?)) = ? AND instr(text, ?) > 0'

/** A beginning and a part that a line has to have, both perhaps empty. */
type Asked = Required<HistoryMatch>

/** The walk through lines, this session's first; each step costs the same whatever the history's size. */
export class Walk {
  readonly #own: Side
  readonly #others: Side
  readonly #first: StatementSync
  readonly #session: string

  constructor(database: DatabaseSync, session: string) {
    this.#session = session
    this.#own = new Side(database, session, '=')
    this.#others = new Side(database, session, '<>')
    this.#first = database.prepare('SELECT min(id) AS id FROM line WHERE session = ?')
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    const asked = {
      prefix: match.prefix?.toWellFormed() ?? '',
      contains: match.contains?.toWellFormed() ?? '',
    }
    const isOwn = than === undefined || than.own
    const own = isOwn ? this.#own.older(than?.id ?? last, asked) : undefined
    return hit(true, own) ?? hit(false, this.#theirs(isOwn ? last : than.id, asked))
  }

  /** Before the first line of this session all are theirs: nothing of a long session is looked at there. */
  #theirs(below: number, asked: Asked): Row | undefined {
    const found = this.#others.older(below, asked)
    if (found !== undefined) return found
    const { id: first } = this.#first.get(this.#session) as { id: number | null }
    return first === null || first >= below ? undefined : this.#others.older(first, asked)
  }
}

/** The lines of this session, or those of the others. */
class Side {
  readonly #session: string
  readonly #between: StatementSync
  readonly #nearest: StatementSync
  readonly #byPrefix: StatementSync
  readonly #byParts: StatementSync
  readonly #get: StatementSync

  constructor(database: DatabaseSync, session: string, is: '=' | '<>') {
    this.#session = session
    const one = 'ORDER BY id DESC LIMIT 1'
    this.#between = database.prepare(
      `SELECT id, text, escaped FROM line WHERE session ${is} ? AND id < ? AND id >= ? AND ${matches} ${one}`,
    )
    // Of the others nobody knows which are the newest: the newest of all are near enough.
    this.#nearest = database.prepare(
      is === '='
        ? `SELECT id FROM line WHERE session = ? AND id < ? ORDER BY id DESC LIMIT 1 OFFSET ${near}`
        : `SELECT max(id) - ${near} AS id FROM line WHERE ? IS NOT NULL AND id < ?`,
    )
    this.#byPrefix = database.prepare(
      `SELECT max(id) AS id FROM line INDEXED BY line_text
       WHERE text >= ? AND text < ? AND id < ? AND session ${is} ?`,
    )
    this.#byParts = database.prepare(
      `SELECT id, text, escaped FROM (SELECT rowid AS found FROM line_search
         WHERE line_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ${likely})
         CROSS JOIN line ON line.id = found
       WHERE session ${is} ? AND ${matches} ORDER BY found DESC LIMIT 1`,
    )
    this.#get = database.prepare('SELECT id, text, escaped FROM line WHERE id = ?')
  }

  older(below: number, asked: Asked): Row | undefined {
    const nearest = this.#nearest.get(this.#session, below) as { id: number | null } | undefined
    const from = nearest?.id ?? undefined
    const found = this.#look(below, from ?? -last, asked)
    return found === undefined && from !== undefined ? this.#far(from, asked) : found
  }

  #look(below: number, from: number, { prefix, contains }: Asked): Row | undefined {
    const found = this.#between.get(this.#session, below, from, prefix, prefix, contains)
    return found as unknown as Row | undefined
  }

  #far(below: number, asked: Asked): Row | undefined {
    const { prefix, contains } = asked
    if (prefix + contains === '') return this.#look(below, -last, asked)
    if (prefix !== '' && contains === '' && !/[\0\ufffd]/.test(prefix)) return this.#prefixed(below, prefix)
    const question = indexQuestion([prefix, contains])
    if (question === undefined) return this.#look(below, below - far, asked)
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
