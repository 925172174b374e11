import type {
  ArithmeticExpansion,
  Command,
  CommandSubstitution,
  List,
  ParameterExpansion,
  ProcessSubstitution,
} from './nodes.ts'
import type { Mode } from './modes.ts'
import type { Parts } from './parts.ts'
import type { Reader } from './reader.ts'

/**
 * The rules that lower families call in higher ones (a word holds lists, a list holds words): tied together in
 * `parse.ts`, so that the files of the grammar import each other in one direction only.
 */
export interface Grammar {
  /** A list up to what cannot begin a command; it may be empty. */
  readonly list: (r: Reader) => List
  /** The compound command at the place (without redirections), if one begins there. */
  readonly compound: (r: Reader) => Command | undefined
  /** The simple command at the place. */
  readonly simple: (r: Reader) => Command
  /** Parts up to what ends them in the mode. */
  readonly parts: (r: Reader, mode: Mode, parts: Parts) => void
  /** `${…}`, the reader at the `$`. `quoted`: inside double quotes or a here-document. */
  readonly parameter: (r: Reader, quoted: boolean) => ParameterExpansion
  /** `$(…)` or `$((…))`, the reader at the `$`. */
  readonly substitution: (r: Reader) => CommandSubstitution | ArithmeticExpansion
  /** `` `…` ``, the reader at the first backquote. */
  readonly backquoted: (r: Reader, quoted: boolean) => CommandSubstitution
  /** `<(…)` or `>(…)` */
  readonly process: (r: Reader) => ProcessSubstitution
  /** `$[…]`, the reader at the `$`. */
  readonly bracketed: (r: Reader) => ArithmeticExpansion
}
