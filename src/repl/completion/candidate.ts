/** One thing that could stand at the cursor. */
export interface Candidate {
  /** The text it stands for, without quotes. */
  readonly value: string
  /** What the menu shows, where it is not the value (the last part of a path). */
  readonly display?: string
  readonly description?: string
  readonly kind: CandidateKind
  /** What follows once it is chosen: a blank by default, nothing behind a directory or `--file=`. */
  readonly suffix?: string
  /** The value is put in as it stands: it carries its own quotes (`$NAME`, a glob). */
  readonly verbatim?: boolean
}

export type CandidateKind =
  | 'command'
  | 'builtin'
  | 'function'
  | 'alias'
  | 'keyword'
  | 'file'
  | 'directory'
  | 'option'
  | 'variable'
  | 'member'
  | 'module'
  | 'value'

/** Candidates in the order they are offered, and the part of the text that each of them replaces. */
export interface Completions {
  readonly start: number
  readonly end: number
  /** What is typed of it, without quotes. */
  readonly query: string
  readonly choices: readonly Choice[]
  /** More may come. */
  readonly isPartial: boolean
}

/** A candidate as it is inserted. */
export interface Choice {
  /** What replaces the range: quoted as its place needs. */
  readonly text: string
  /** What follows when it is taken for good: a closing quote, a blank. */
  readonly suffix: string
  readonly display: string
  readonly description: string
  readonly kind: CandidateKind
}
