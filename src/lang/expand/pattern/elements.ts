/** One step of a pattern (POSIX 2.14). */
export type Element =
  | { readonly type: 'Char'; readonly char: string }
  | { readonly type: 'Any' } // ?
  | { readonly type: 'Star' } // *
  | { readonly type: 'Bracket'; readonly matches: (char: string) => boolean } // [a-z]
  | {
      readonly type: 'Extended'
      readonly operator: '?' | '*' | '+' | '@' | '!'
      readonly alternatives: readonly Elements[]
    }

export type Elements = readonly Element[]

/** What decides how a pattern's text is read and matched. */
export interface PatternOptions {
  /** `@(a|b)` and its kin. */
  readonly extglob?: boolean
  /** nocasematch, nocaseglob */
  readonly ignoreCase?: boolean
}
