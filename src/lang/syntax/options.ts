/** What changes how a text is read. Aliases and options may differ from one complete command to the next. */
export interface ParseOptions {
  /** Alias values by name; absent = no alias expansion (POSIX 2.3.1). */
  readonly aliases?: (name: string) => string | undefined
  /** `@(…)` in a command word is a TypeScript door, not an extended glob. Patterns keep the glob. */
  readonly doors?: boolean
  /** Names declared in TypeScript: with it, `@(a|b)` with an undeclared name is a diagnostic. */
  readonly isDeclared?: (name: string) => boolean
  /** Bash's `extglob` (default true). `[[ x == @(…) ]]` and `${x#@(…)}` have it always. */
  readonly extglob?: boolean
}
