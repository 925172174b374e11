import { chmodSync, closeSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
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
  type Keeping,
} from './history.ts'
import { makeFolder } from './make-folder.ts'
import { bestMatches } from './matching.ts'
import { MemoryHistory } from './memory-history.ts'
import { PendingLines } from './pending-lines.ts'
import { prepareDatabase } from './schema.ts'
import { SqliteHistory } from './sqlite-history.ts'

export interface HistoryOptions {
  /** The database's path; made when it is not there, readable by the user alone. */
  readonly file: string
  /** Names this session among all; no two alike. */
  readonly session: string
  readonly cwd: () => string
  /** Told once, in a sentence, when the file cannot be used and lines are kept in memory only. */
  readonly onTrouble: (message: string) => void
  /** Where a line is to be kept, asked once for each; without it in the file, unless it is blank or begins with a blank. */
  readonly keeping?: (text: string) => Keeping
}

/** The history of lines, opened at its first use. Trouble with the file never stops the shell. */
export function openHistory(options: HistoryOptions): HistoryStore {
  return new FileHistory(options)
}

const always = (): boolean => true

/** The file's lines, and among them those of this session that are kept in memory. */
class FileHistory implements HistoryStore {
  readonly #options: HistoryOptions
  #store: HistoryStore | undefined
  #isInMemory = false
  #isTold = false
  #lastId = 0
  /** Lines that no file gets, each between two that one has. */
  readonly #private: MemoryHistory
  /** Lines that the file is to get once it is free. */
  readonly #pending = new PendingLines()

  constructor(options: HistoryOptions) {
    this.#options = options
    this.#private = new MemoryHistory(options.cwd, { keeps: always, nextId: () => this.#nextPrivateId() })
  }

  begin(line: HistoryLine): number | undefined {
    const keeping = this.#options.keeping?.(line.text) ?? (isKept(line.text) ? 'file' : 'nowhere')
    if (keeping === 'nowhere') return undefined
    if (keeping === 'memory') return this.#private.begin(line)
    try {
      return this.#write(line)
    } catch (error) {
      if (!isBusy(error)) throw error
      this.#tell(error, 'until it is free, lines are kept in memory')
      const id = this.#private.begin(line)
      if (id !== undefined) this.#pending.add(id, line)
      return id
    }
  }

  finish(id: number, end: HistoryEnd): void {
    if (Number.isInteger(id)) return this.#try(store => store.finish(id, end))
    this.#private.finish(id, end)
    this.#pending.finish(id, end)
  }

  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined {
    const found = this.#with(store => store.older(than, match))
    const hidden = than?.own === false ? undefined : this.#private.older(than, match)
    if (hidden === undefined) return found
    return found?.position.own === true && found.position.id > hidden.position.id ? found : hidden
  }

  candidates(prefix: string, limit: number): readonly HistoryCandidate[] {
    const found = this.#with(store => store.candidates(prefix, limit))
    return [...this.#private.candidates(prefix, limit), ...found].slice(0, limit)
  }

  search(query: HistoryQuery): readonly HistoryEntry[] {
    const found = this.#with(store => store.search(query))
    const hidden = this.#private.search(query)
    return hidden.length === 0 ? found : bestMatches([...hidden, ...found], query.text, query.limit)
  }

  remove(id: number): void {
    this.#private.remove(id)
    this.#pending.remove(id)
    if (Number.isInteger(id)) this.#try(store => store.remove(id))
  }

  forget(text: string): void {
    this.#private.forget(text)
    this.#pending.forget(text)
    this.#try(store => store.forget(text))
  }

  importLines(source: string, lines: Iterable<ImportedLine>): number {
    return this.#with(store => store.importLines(source, lines))
  }

  recent(limit: number, before?: number): readonly HistoryEntry[] {
    const found = this.#with(store => store.recent(limit, before))
    const hidden = this.#private.recent(limit, before)
    if (hidden.length === 0) return found
    return [...found, ...hidden].toSorted((a, b) => a.id - b.id).slice(-limit)
  }

  count(): number {
    return this.#with(store => store.count()) + this.#private.count()
  }

  close(): void {
    try {
      if (!this.#isInMemory && this.#pending.size > 0) this.#flush(this.#open())
    } catch {
      // Somebody holds it to the end; it has been told.
    }
    this.#store?.close()
    this.#store = undefined
  }

  /** What waits goes before it. */
  #write(line: HistoryLine): number | undefined {
    return this.#with(store => {
      this.#flush(store)
      const id = store.begin(line)
      this.#lastId = Math.max(this.#lastId, id ?? 0)
      return id
    })
  }

  #flush(store: HistoryStore): void {
    this.#pending.flush((id, line, end) => {
      const written = store.begin(line)
      if (written !== undefined && end !== undefined) store.finish(written, end)
      this.#private.remove(id)
    })
  }

  /** A change that can be done without: who holds the file has it. */
  #try(action: (store: HistoryStore) => void): void {
    try {
      this.#with(action)
    } catch (error) {
      if (!isBusy(error)) throw error
      this.#tell(error, 'until it is free, nothing of it changes')
    }
  }

  #with<T>(action: (store: HistoryStore) => T): T {
    try {
      return action(this.#open())
    } catch (error) {
      if (this.#isInMemory || (isBusy(error) && this.#store !== undefined)) throw error
      return action(this.#fallBack(error))
    }
  }

  #open(): HistoryStore {
    const { file, session, cwd } = this.#options
    return (this.#store ??= new SqliteHistory(openDatabase(file), session, cwd))
  }

  #fallBack(error: unknown): HistoryStore {
    this.#isInMemory = true
    this.#store = new MemoryHistory(this.#options.cwd, { keeps: always, nextId: () => ++this.#lastId })
    this.#isTold = false
    this.#tell(error, 'lines of this session are not kept after it')
    return this.#store
  }

  #tell(error: unknown, consequence: string): void {
    if (this.#isTold) return
    this.#isTold = true
    const reason = error instanceof Error ? error.message : String(error)
    this.#options.onTrouble(`history: ${this.#options.file}: ${reason}; ${consequence}`)
  }

  #nextPrivateId(): number {
    const newest = this.#private.recent(1)[0]?.id ?? 0
    return Math.max(newest, this.#lastId) + 2 ** -16
  }
}

/** Somebody else writes, and does so for long. */
function isBusy(error: unknown): boolean {
  return (error as { errcode?: number }).errcode === 5
}

function openDatabase(file: string): DatabaseSync {
  const folder = dirname(file)
  makeFolder(folder, 0o700)
  // Made by us, so that it is private from the first moment; SQLite gives its side files the same mode.
  closeSync(openSync(file, 'a', 0o600))
  chmodSync(file, 0o600)
  // Loaded here and not by an import: it costs 5 ms, and a script needs no history.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite')
  const database = new Database(file, { timeout: 250 })
  try {
    prepareDatabase(database)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}
