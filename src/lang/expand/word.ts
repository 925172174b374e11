import type { MaybePromise } from '../../value/index.ts'
import type { ExpandHost } from './host.ts'
import type { UnglobbedFields } from './fields.ts'
import type { Pattern } from './pattern.ts'

/** How a pattern is read where it is not as the options say. */
export interface PatternContext {
  /** `[[ ]]` has extended globs always; else they are on if the option is. */
  readonly extglob?: boolean
  /** Otherwise nocasematch decides. */
  readonly ignoreCase?: boolean
  /** Told the pattern's text with a backslash before every quoted character, as a trace shows it. */
  readonly trace?: (text: string) => void
}

/**
 * A word made ready to run: braces expanded and parts turned into closures once, so that a loop pays only for what
 * changes. Each method is one of the ways POSIX 2.6 expands a word; all throw ShellError.
 */
export interface CompiledWord {
  /** All expansions, field splitting, pathname expansion, quote removal: a command's words. */
  fields(host: ExpandHost): MaybePromise<string[]>
  /** As `fields`, but no files are looked for yet; what matches is put in when `into` is asked for it. */
  unglobbed(host: ExpandHost, into: UnglobbedFields): MaybePromise<void>
  /** It may run commands, which change what there is. */
  readonly runsCommands: boolean
  /**
   * The word's field or fields, for words that are quick to expand: a constant, `$x`, `"$x"`; undefined, with nothing
   * done, for those of which `fields` has to be asked.
   */
  quick(host: ExpandHost): string | string[] | undefined
  /** No splitting and no globbing: assignments, `case` words, redirect targets of here-strings, `[[ ]]` operands. */
  string(host: ExpandHost): MaybePromise<string>
  /** As `string`, quoted parts literal: `case` patterns, the right of `==`, `${x#…}`. */
  pattern(host: ExpandHost, context?: PatternContext): MaybePromise<Pattern>
  /** The body of a here-document: as in double quotes. */
  document(host: ExpandHost): MaybePromise<string>
  /** As `string`, as a POSIX extended regular expression with quoted parts escaped: the right of `=~`. */
  regex(host: ExpandHost): MaybePromise<string>
  /** The text if no expansion can change it: `echo`, `'a b'`. */
  readonly constant: string | undefined
}
