import type { Shell } from '../lang/eval/index.ts'
import type { HistoryEntry, HistoryStore } from '../store/index.ts'
import { formatDuration } from '../value/index.ts'

/** A line of the history. */
export interface HistoryItem {
  readonly id: number
  readonly text: string
  /** What it was taken for: `command`, `typescript`. */
  readonly language: string
  /** Where it ran; empty where nobody knows. */
  readonly cwd: string
  /** Undefined where nobody knows. */
  readonly startedAt: Date | undefined
  /** How it ended; undefined while it runs, or if its session died in it. */
  readonly status: number | undefined
  readonly durationMs: number | undefined
  /** The session's name; for an imported line the shell it came from. */
  readonly session: string
}

export interface HistorySearchOptions {
  /** Only what ran in this directory. */
  readonly cwd?: string
  /** Only this session's. */
  readonly session?: boolean
  /** Only what worked, or only what did not. */
  readonly outcome?: 'succeeded' | 'failed'
  /** No more than this many; 100 if it is not said. */
  readonly limit?: number
}

/** What `history` has besides an array's methods. */
export interface HistoryMethods {
  /** The lines that have these words in any order, or their characters in order: the best first, each text once. */
  search(text: string, options?: HistorySearchOptions): HistoryItem[]
  /** The newest lines, oldest of them first; 20 if it is not said. */
  recent(count?: number): HistoryItem[]
  /** Forgets every line of this text, or what an entry stands for, for good. */
  forget(line: string | HistoryItem): void
}

/** The lines of all sessions, oldest first, each time it is looked at; `at(-1)` reads no more than it needs. */
export type History = readonly HistoryItem[] & HistoryMethods

const page = 1000
const inspectKey = Symbol.for('nodejs.util.inspect.custom')
const rowsKey = Symbol.for('nacre.rows')

/** `history` for a shell. */
export function createHistory(shell: Shell): History {
  const store = (): HistoryStore => {
    const { savedHistory } = shell.session
    if (savedHistory === undefined) throw new Error('history: this shell keeps no history')
    return savedHistory
  }
  const methods = { ...methodsOf(store), ...readingsOf(store) }
  const target = Object.defineProperty([], inspectKey, {
    value: () => recent(store(), 20),
    configurable: true,
  })
  return new Proxy(target, {
    get(_, key) {
      if (key === rowsKey) return () => recent(store(), 20).map(shownRow)
      if (key === 'length') return store().count()
      if (Object.hasOwn(methods, key)) return Reflect.get(methods, key) as unknown
      if (typeof key === 'string' && /^\d+$/.test(key)) return all(store())[Number(key)]
      const list = all(store())
      const value: unknown = Reflect.get(list, key)
      return typeof value === 'function' ? (value.bind(list) as unknown) : value
    },
    has: (_, key) => key === rowsKey || Object.hasOwn(methods, key) || key in all(store()),
    ownKeys: () => ['length', ...all(store()).keys().map(String)],
    getOwnPropertyDescriptor(inner, key) {
      if (key === 'length') return Object.getOwnPropertyDescriptor(inner, key)
      const found = Object.getOwnPropertyDescriptor(all(store()), key)
      return found && { ...found, writable: false, configurable: true }
    },
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  }) as unknown as History
}

function methodsOf(store: () => HistoryStore): HistoryMethods {
  return {
    search(text, { session, limit = 100, ...options } = {}) {
      return store()
        .search({ text, own: session, limit, ...options })
        .map(itemOf)
    },
    recent: (count = 20) => recent(store(), count),
    forget: line => store().forget(typeof line === 'string' ? line : line.text),
  }
}

/** What of an array need not read everything. */
function readingsOf(store: () => HistoryStore) {
  return {
    at(index: number): HistoryItem | undefined {
      if (index >= 0) return all(store())[index]
      const items = recent(store(), -index)
      return items.length === -index ? items[0] : undefined
    },
  }
}

function recent(store: HistoryStore, count: number): HistoryItem[] {
  return store.recent(count).map(itemOf)
}

/** Everything, oldest first. */
function all(store: HistoryStore): HistoryItem[] {
  const pages: HistoryItem[][] = []
  for (let before: number | undefined; ;) {
    const entries = store.recent(page, before)
    if (entries.length === 0) return pages.toReversed().flat()
    pages.push(entries.map(itemOf))
    before = entries[0]?.id
  }
}

function itemOf({ id, text, language, cwd, startedAt, session, end }: HistoryEntry): HistoryItem {
  return {
    id,
    text,
    language,
    cwd,
    startedAt: startedAt === 0 ? undefined : new Date(startedAt),
    status: end?.status,
    durationMs: end?.durationMs,
    session,
  }
}

/** As a row of the table that `= history` shows. */
function shownRow({ text, cwd, startedAt, status, durationMs }: HistoryItem): Record<string, unknown> {
  return {
    started: startedAt?.toISOString().slice(0, 19).replace('T', ' ') ?? '',
    status: status ?? '',
    time: durationMs === undefined ? '' : formatDuration(durationMs),
    cwd,
    text,
  }
}
