import type { Names } from '../../lang/classify/index.ts'
import type { Member } from '../../lang/typescript/index.ts'
import type { Shell } from '../../lang/eval/index.ts'
import type { Candidate } from './candidate.ts'
import type { TypedWord } from './typed-word.ts'

/** What completion asks of the shell; given by the wiring. */
export interface CompletionHost {
  readonly shell: Shell
  /** TypeScript's declared names. */
  names(): Names
  /** Every name TypeScript code may use here, the shell's own among them. */
  globals(): Promise<readonly Member[]>
  /** The members of what an expression of names and members is now; looking runs no code of the user's. */
  members(object: string): Promise<readonly Member[]>
  /** For a suggestion nobody is asked: no program, no code of the person's. */
  readonly isQuiet?: boolean
  /** Standard output of a program that only tells about itself; '' where there is none. */
  output(argv: readonly string[], signal: AbortSignal): Promise<string>
}

/** The arguments of a command that are to be completed. */
export interface ArgumentRequest {
  /** The command and its arguments before the word, without what stands in front of it (`sudo -u x`). */
  readonly words: readonly [string, ...string[]]
  readonly word: TypedWord
  /** The whole text up to the cursor, and where the command begins in it. */
  readonly line: string
  readonly host: CompletionHost
  readonly signal: AbortSignal
  /** Shows what is known already, while the rest is still awaited. */
  readonly offer: (candidates: readonly Candidate[]) => void
}

export type Found = readonly Candidate[] | Promise<readonly Candidate[] | undefined>

/** What may stand at a place; undefined where this source has nothing to say, and others are to be asked. */
export type ArgumentSource = (request: ArgumentRequest) => Found | undefined

/** Candidates that are only names. */
export function named(names: Iterable<string>, kind: Candidate['kind'], description?: string): Candidate[] {
  return Array.from(names, value => ({ value, kind, ...(description === undefined ? {} : { description }) }))
}
