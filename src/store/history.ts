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
  readonly id: number
  readonly session: string
  readonly cwd: string
  /** Milliseconds since 1970. */
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
  /** Forgets a line for good. */
  remove(id: number): void
  /** The newest lines of all sessions, oldest of them first. */
  recent(limit: number): readonly HistoryEntry[]
  close(): void
}

/** False for a line that is blank or begins with a blank: it is run and forgotten (bash's `ignorespace`). */
export function isKept(text: string): boolean {
  return text !== '' && !/^\s/.test(text)
}
