import type { Names } from '../../lang/classify/index.ts'

/** What a command's name stands for; `missing` where nothing has it. */
export type CommandKind = 'builtin' | 'function' | 'alias' | 'program' | 'missing'

/** What highlighting asks about the world. Answers come at once; undefined: not known yet, perhaps later. */
export interface Knowledge {
  /** TypeScript's names, by which a statement's language is judged. */
  names(): Names
  /** No TypeScript at all: `--sh`. */
  readonly commandsOnly: boolean
  command(name: string): CommandKind | undefined
  /** Whether a path, as it is written in a word without quotes, is there. */
  path(path: string): boolean | undefined
}

const none: Names = { user: new Set() }

/** Knows nothing: for tests, and until the shell is asked. */
export const knowsNothing: Knowledge = {
  names: () => none,
  commandsOnly: false,
  command: () => undefined,
  path: () => undefined,
}
