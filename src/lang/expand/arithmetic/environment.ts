import type { ExpandHost } from '../host.ts'
import type { Integer } from './number.ts'

/** What a compiled expression runs in. */
export interface Environment {
  readonly host: ExpandHost
  /** The values of the expansions that were put in as placeholders. */
  readonly parameters: readonly Integer[]
  /** How many variables' texts are being evaluated around this one. */
  readonly depth: number
  /** Evaluates a text found in a variable or a subscript, one level deeper. */
  readonly evaluate: (text: string, environment: Environment) => Integer
}

/** An expression made ready to run. */
export type Code = (environment: Environment) => Integer
