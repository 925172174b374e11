import { eraseBelow } from '../layout/patch.ts'
import { styled } from './style.ts'

/**
 * Puts the cursor at the start of a line: where it is there already nothing stays to be seen, else a mark shows that the
 * output had no newline at its end. The mark and blanks fill a line; behind a full line they reach into the next (zsh's
 * PROMPT_SP).
 */
export function freshLine(columns: number, color: boolean, mark: string): string {
  return `\x1b[0m${styled('\x1b[2m', mark, color)}${' '.repeat(columns - 1)}\r\x1b[K`
}

/** The same without a mark, for output that a job may go on with; what is below is cleared. */
export function blankLine(columns: number): string {
  return `\x1b[0m${' '.repeat(columns)}${eraseBelow}`
}
