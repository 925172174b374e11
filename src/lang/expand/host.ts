import type { MaybePromise } from '../../value/index.ts'
import type {
  CommandSubstitution,
  ParameterExpansion,
  ProcessSubstitution,
  TypeScriptDoor,
} from '../syntax/index.ts'
import type { IndexedArray } from './indexed-array.ts'

/** What a variable holds: nothing yet (`declare x`), a string, an indexed array or an associative array. */
export type VariableValue = string | undefined | IndexedArray | Map<string, string>

/** A shell variable with its attributes (bash manual, “declare”). A nameref's value is the other variable's name. */
export interface Variable {
  value: VariableValue
  exported: boolean
  readonly: boolean
  integer: boolean
  lowercase: boolean
  uppercase: boolean
  /** `declare -c`: the first letter upper case, the others lower. */
  capitalized: boolean
  nameref: boolean
  trace: boolean
  /** Set by a declaration without a value, to know `declare -a x` and `declare -A x` before the first element. */
  array: 'none' | 'indexed' | 'associative'
}

/**
 * The world of the expansions: `eval` gives the real one, highlighting and completion give ones that refuse.
 * Whatever fails throws a ShellError.
 */
export interface ExpandHost {
  /** A variable by name, namerefs followed, dynamic ones (RANDOM, SECONDS …) computed; undefined if unset. */
  variable(name: string): Variable | undefined
  /** The same without following a nameref (`${!ref}`, `${ref@a}`). */
  rawVariable(name: string): Variable | undefined
  /** The scalar value: element 0 of an array. The fast path of `$x`. */
  get(name: string): string | undefined
  /** Assigns a scalar (to element 0 of an array), applying `-i -l -u` and the readonly check. */
  set(name: string, value: string): void
  /** One element; the subscript text is a key for associative arrays, else arithmetic. */
  getElement(name: string, subscript: string): string | undefined
  setElement(name: string, subscript: string, value: string): void
  /** Names of all set variables that begin with the prefix, sorted. */
  names(prefix: string): string[]

  /** `$1 …`; index 0 is `$1`. */
  readonly positional: readonly string[]
  /** `$0 $? $$ $! $- ` — by their character; undefined where unset (`$!` before any background job). */
  special(name: string): string | undefined
  /** A `set -o` option or a `shopt` by its long name: nounset, noglob, nounset, extglob, nullglob, globstar … */
  option(name: string): boolean

  /** Runs a command substitution and gives its output, trailing newlines already removed. */
  substitute(node: CommandSubstitution): MaybePromise<string>
  /** Starts a process substitution and gives its path (`/dev/fd/63`). */
  processSubstitution(node: ProcessSubstitution): MaybePromise<string>
  /** The value of `@(expr)`. */
  door(node: TypeScriptDoor): MaybePromise<unknown>
  /** The TypeScript binding a name in this command stands for, when it is no shell variable's (language.md §2). */
  binding(name: string): { readonly value: unknown } | undefined
  /** `${x@P}`: the prompt string expanded. */
  promptString(text: string): MaybePromise<string>

  /** A subscript that came as text (`printf -v 'a[$i]'`, the value of a variable in arithmetic) with its expansions done. */
  expandSubscript?(text: string): string
  /** Whether the locale is C, in which a character is a byte (LC_ALL, LC_CTYPE, LANG). */
  isByteLocale?(): boolean
  /** Says what is wrong but ends nothing: a negative subscript beyond the start. */
  warn?(message: string): void

  /** `~` (undefined name) or `~user`. */
  homeDirectory(user: string | undefined): string | undefined
  /** The logical current directory (`~+`, relative globs) and the previous one (`~-`). */
  readonly cwd: string
  /** Directory entries for pathname expansion; undefined where it cannot be read. Names are byte-faithful texts. */
  readDirectory(path: string): readonly DirectoryEntry[] | undefined
  /** The names alone, where that is cheaper. */
  readNames?(path: string): readonly string[] | undefined
  /** Follows links; undefined where nothing is. */
  exists(path: string): 'file' | 'directory' | undefined
}

export interface DirectoryEntry {
  readonly name: string
  readonly type: 'file' | 'directory' | 'link' | 'other'
}

/**
 * The user's program failed in an expansion: `x: unbound variable`, `bad substitution`, `division by 0`, a readonly
 * assignment. Thrown inside `lang` only; `eval` turns it into a message with the command's position and an Outcome.
 */
export class ShellError extends Error {
  override readonly name = 'ShellError'
  /** 'command': only this command fails; 'shell': a non-interactive shell exits (POSIX 2.8.1). */
  readonly severity: 'command' | 'shell'
  readonly status: number
  readonly node?: ParameterExpansion | TypeScriptDoor | undefined
  readonly hint?: string | undefined
  /** An arithmetic expression failed: bash gives up the complete command, also out of a builtin. */
  readonly arithmetic: boolean

  constructor(
    message: string,
    options: {
      severity?: 'command' | 'shell'
      status?: number
      node?: ParameterExpansion | TypeScriptDoor
      hint?: string
      arithmetic?: boolean
    } = {},
  ) {
    super(message)
    this.severity = options.severity ?? 'command'
    this.status = options.status ?? 1
    this.node = options.node
    this.hint = options.hint
    this.arithmetic = options.arithmetic ?? false
  }
}
