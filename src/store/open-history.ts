import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import type {
  HistoryCandidate,
  HistoryEnd,
  HistoryEntry,
  HistoryHit,
  HistoryLine,
  HistoryMatch,
  HistoryPosition,
  HistoryStore,
} from './history.ts'
import { MemoryHistory } from './memory-history.ts'
import { SqliteHistory } from './sqlite-history.ts'

export interface HistoryOptions {
  /** The database's path; made when it is not there, readable by the user alone. */
  readonly file: string
  /** Names this session among all; no two alike. */
  readonly session: string
  readonly cwd: () => string
  /** Told once, in a sentence, when the file cannot be used and lines are kept in memory only. */
  readonly onTrouble: (message: string) => void
}

/** The history of lines, opened at its first use. Trouble with the file never stops the shell. */
export function openHistory(options: HistoryOptions): HistoryStore {
  return new FileHistory(options)
}

const schema = `CREATE TABLE IF NOT EXISTS line (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  escaped INTEGER NOT NULL,
  language TEXT NOT NULL,
  session TEXT NOT NULL,
  cwd TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  duration_ms INTEGER,
  status INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS line_session ON line (session, id);`

const version = 1

class FileHistory implements HistoryStore {
  readonly #options: HistoryOptions
  #store: HistoryStore | undefined
  #isInMemory = false

  constructor(options: HistoryOptions) {
    this.#options = options
  }

  begin(line: HistoryLine): number | undefined {
    return this.#with(store => store.begin(line))
  }
  finish(id: number, end: HistoryEnd): void {
    this.#with(store => store.finish(id, end))
  }
  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    return this.#with(store => store.older(than, match))
  }
  candidates(prefix: string, limit: number): readonly HistoryCandidate[] {
    return this.#with(store => store.candidates(prefix, limit))
  }
  remove(id: number): void {
    this.#with(store => store.remove(id))
  }
  recent(limit: number): readonly HistoryEntry[] {
    return this.#with(store => store.recent(limit))
  }
  close(): void {
    this.#store?.close()
    this.#store = undefined
  }

  #with<T>(action: (store: HistoryStore) => T): T {
    try {
      return action((this.#store ??= this.#open()))
    } catch (error) {
      if (this.#isInMemory) throw error
      return action(this.#fallBack(error))
    }
  }

  #open(): HistoryStore {
    const { file, session, cwd } = this.#options
    return new SqliteHistory(openDatabase(file), session, cwd)
  }

  #fallBack(error: unknown): HistoryStore {
    const reason = error instanceof Error ? error.message : String(error)
    this.#isInMemory = true
    this.#store = new MemoryHistory(this.#options.cwd)
    this.#options.onTrouble(
      `history: ${this.#options.file}: ${reason}; lines of this session are not kept after it`,
    )
    return this.#store
  }
}

function openDatabase(file: string): DatabaseSync {
  const folder = dirname(file)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // Made by us, so that it is private from the first moment; SQLite gives its side files the same mode.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  // Loaded here and not by an import: it costs 5 ms, and a script needs no history.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  const database = new Database(file, { timeout: 250 })
  try {
    prepare(database)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

function prepare(database: DatabaseSync): void {
  const found = (database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (found > version) throw new Error('written by a newer nacre')
  // A line is safe against our own death at once; against the machine's at the next checkpoint.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
  if (found === version) return
  database.exec(`BEGIN IMMEDIATE; ${schema} PRAGMA user_version = ${version}; COMMIT`)
}
