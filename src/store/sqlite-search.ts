import type { DatabaseSync } from 'node:sqlite'
import type { HistoryEntry, HistoryQuery } from './history.ts'
import { bestMatches } from './matching.ts'
import { indexQuestion, toEntry, type EntryRow } from './sqlite-rows.ts'

/** Of the lines the index finds, so many of the newest are looked at. */
const indexed = 1200
/** So many of the newest lines are looked through one by one, for characters in order and for words too short for the index. */
const scanned = 30_000
/** So many are put in order. */
const ranked = 600

type Filter = { readonly sql: string; readonly values: (string | number)[] }

/**
 * Answers a question in a time that hardly grows with the history: words are found by the index among all lines, scattered
 * characters among the newest.
 */
export function searchDatabase(database: DatabaseSync, session: string, query: HistoryQuery): HistoryEntry[] {
  const filter = filterOf(query, session)
  const words = query.text.trim().split(/\s+/).filter(Boolean)
  const found = [...byIndex(database, words, filter), ...byScan(database, words, filter)]
  return bestMatches(found.map(toEntry), query.text, query.limit)
}

function filterOf({ cwd, own, outcome }: HistoryQuery, session: string): Filter {
  const conditions: string[] = []
  const values: (string | number)[] = []
  if (cwd !== undefined) {
    conditions.push('cwd = ?')
    values.push(cwd.toWellFormed())
  }
  if (own === true) {
    conditions.push('session = ?')
    values.push(session)
  }
  if (outcome !== undefined) conditions.push(outcome === 'failed' ? 'status <> 0' : 'status = 0')
  return { sql: conditions.map(condition => ` AND ${condition}`).join(''), values }
}

function byIndex(database: DatabaseSync, words: readonly string[], filter: Filter): EntryRow[] {
  const question = indexQuestion(words)
  if (question === undefined) return []
  return database
    .prepare(
      `SELECT line.* FROM (SELECT rowid AS found FROM line_search WHERE line_search MATCH ?
         ORDER BY rowid DESC LIMIT ${indexed}) CROSS JOIN line ON line.id = found
       WHERE 1${filter.sql} ORDER BY id DESC LIMIT ${ranked}`,
    )
    .all(question, ...filter.values) as unknown as EntryRow[]
}

function byScan(database: DatabaseSync, words: readonly string[], filter: Filter): EntryRow[] {
  const patterns = patternsOf(words)
  // Of a directory or a session, however long ago it was; else of the newest lines of all.
  const from = filter.values.length > 0 ? '' : ` AND id > (SELECT max(id) FROM line) - ${scanned}`
  const rows = `SELECT * FROM line WHERE 1${filter.sql}${from} ORDER BY id DESC LIMIT ${scanned}`
  const alike = patterns.map(() => ` AND text LIKE ? ESCAPE '\\'`).join('')
  return database
    .prepare(`SELECT * FROM (${rows}) WHERE 1${alike} ORDER BY id DESC LIMIT ${ranked}`)
    .all(...filter.values, ...patterns) as unknown as EntryRow[]
}

/** So many characters in order are enough to leave few lines; each more costs. */
const scattered = 10

/** What LIKE is asked: the characters of one word in order, or several words as they are. */
function patternsOf(words: readonly string[]): string[] {
  const parts = words.length === 1 ? Array.from(words[0] ?? '').slice(0, scattered) : undefined
  const patterns =
    parts === undefined ? words.map(word => `%${literal(word)}%`) : [`%${parts.map(literal).join('%')}%`]
  return patterns.map(pattern => pattern.toWellFormed().replaceAll('\0', ''))
}

function literal(text: string): string {
  return text.replaceAll(/[%_\\]/g, String.raw`\$&`)
}
