/** A line as it begins to run. */
export interface HistoryLine {
  readonly text: string
  /** What it was taken for: `command`, `typescript`. */
  readonly language: string
}

/** How it ended. */
export interface HistoryEnd {
  readonly status: number
  readonly durationMs: number
}

/** A line that was kept. */
export interface HistoryEntry extends HistoryLine {
  /** Rises with time; what was imported is older than all else. */
  readonly id: number
  /** The session's name; for an imported line the shell it came from. */
  readonly session: string
  readonly cwd: string
  /** Milliseconds since 1970; 0 where nobody knows. */
  readonly startedAt: number
  /** Not there while it runs, or when the session died in it. */
  readonly end: HistoryEnd | undefined
}

/** A place in the order in which lines are walked: this session's first, then the others', newest first. */
export interface HistoryPosition {
  readonly own: boolean
  readonly id: number
}

/** Which lines are meant; both empty means all. */
export interface HistoryMatch {
  readonly prefix?: string
  readonly contains?: string
}

export interface HistoryHit {
  readonly text: string
  readonly position: HistoryPosition
}

/** What somebody looks for in all lines. */
export interface HistoryQuery {
  /** Words that all have to be there, in any case unless they have capitals; or their characters in order. */
  readonly text: string
  /** Only what ran in this directory. */
  readonly cwd?: string | undefined
  /** Only what ran in the directory of now. */
  readonly here?: boolean | undefined
  /** Only this session's. */
  readonly own?: boolean | undefined
  /** Only what worked, or only what did not. */
  readonly outcome?: 'succeeded' | 'failed' | undefined
  /** No more than this many. */
  readonly limit: number
}

/** A line that could be what somebody types again. */
export interface HistoryCandidate {
  readonly text: string
  /** It ran in the directory of now. */
  readonly here: boolean
  /** It is this session's. */
  readonly own: boolean
  /** How it ended, if it did. */
  readonly status: number | undefined
  /** The line before it in its session. */
  readonly after: string | undefined
}

/** A line of another shell's history. */
export interface ImportedLine {
  readonly text: string
  readonly startedAt?: number | undefined
  readonly cwd?: string | undefined
  readonly end?: HistoryEnd | undefined
}

/** The lines of this session and of those before, whatever keeps them. */
export interface HistoryStore {
  /** Keeps a line; undefined if it is not to be kept (blank, or it begins with a blank). Safe on disk when it returns. */
  begin(line: HistoryLine): number | undefined
  /** Says how a line ended. */
  finish(id: number, end: HistoryEnd): void
  /** The next line older than a place (from the newest if none is given) that matches. */
  older(than: HistoryPosition | undefined, match: HistoryMatch): HistoryHit | undefined
  /** The newest lines that begin with a text and are longer; one text may come more than once. */
  candidates(prefix: string, limit: number): readonly HistoryCandidate[]
  /** What answers a question, the best first and each text once. */
  search(query: HistoryQuery): readonly HistoryEntry[]
  /** Forgets a line for good. */
  remove(id: number): void
  /** Forgets every line of this text for good. */
  forget(text: string): void
  /** Takes over lines of another shell (`source`: its name), older than all there are; gives how many were new. */
  importLines(source: string, lines: Iterable<ImportedLine>): number
  /** The newest lines of all sessions, oldest of them first; only those older than `before` if it is given. */
  recent(limit: number, before?: number): readonly HistoryEntry[]
  /** How many lines there are. */
  count(): number
  close(): void
}

/** Where a line is to be kept. */
export type Keeping = 'file' | 'memory' | 'nowhere'

/** False for a line that is blank or begins with a blank: it is run and forgotten (bash's `ignorespace`). */
export function isKept(text: string): boolean {
  return text !== '' && !/^\s/.test(text)
}
