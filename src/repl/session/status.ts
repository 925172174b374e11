import type { Diagnostic } from '../../diag/index.ts'
import type { HistorySearch } from '../history/search.ts'

/** What the line below the text could tell of. */
export interface StatusParts {
  readonly search: HistorySearch | undefined
  /** Keys of a command that is not complete. */
  readonly chords: string
  readonly argument: number | undefined
  /** Something to be told once. */
  readonly note: string | undefined
  /** What is wrong with the text. */
  readonly fault: Diagnostic | undefined
  /** The mode, where it is not plain inserting: `-- VISUAL --`. */
  readonly mode: string | undefined
}

/** The most urgent of it. */
export function statusOf({ search, chords, argument, note, fault, mode }: StatusParts): string | undefined {
  if (search !== undefined) return `${search.isFailing ? 'failing ' : ''}reverse-i-search: ${search.needle}`
  if (chords !== '') return `${chords} …`
  if (argument !== undefined) return `argument: ${argument}`
  if (note !== undefined) return note
  const told = fault && `${fault.message}${fault.hint === undefined ? '' : ` (${fault.hint})`}`
  const parts = [mode, told].filter(part => part !== undefined)
  return parts.length === 0 ? undefined : parts.join('  ').replaceAll(/\s+/g, ' ')
}
