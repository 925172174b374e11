/** A shell pattern (POSIX 2.14 with extglob) made ready to match. */
export interface Pattern {
  /** The whole text matches. */
  matches(text: string): boolean
  /** The end of the shortest or longest prefix that matches, or -1. */
  prefix(text: string, longest: boolean): number
  /** The start of the shortest or longest suffix that matches, or -1. */
  suffix(text: string, longest: boolean): number
  /** The leftmost longest match at or after `from`, for `${x/p/r}`. */
  find(text: string, from: number): { start: number; end: number } | undefined
  /** The text it stands for where it holds no pattern character. */
  readonly literal: string | undefined
}
