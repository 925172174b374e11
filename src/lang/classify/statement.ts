import type { Diagnostic, Span } from '../../diag/index.ts'

export type StatementKind = 'typescript' | 'command' | 'comment' | 'unfinished' | 'error'

/** Names that count as declared where a statement stands. */
export interface Names {
  /** Declared by the user in this scope: variables, functions, classes, imports, `_`. */
  readonly user: ReadonlySet<string>
}

/** One top-level statement of a text, found by `nextStatement`. */
export interface Statement {
  readonly kind: StatementKind
  /** Its text in the source, without what ends it (newline, `;`). */
  readonly span: Span
  /** The language it was read in: for what is unfinished or wrong too. A comment has none. */
  readonly language: 'typescript' | 'command' | undefined
  /** Where the next statement begins. */
  readonly next: number
  /** For 'unfinished' and 'error': which language the fault is in, and what it is. */
  readonly diagnostics: readonly Diagnostic[]
  /** A leading `= ` was there: the value is wanted even in a script; `span` begins after it. */
  readonly show: boolean
  /** A TypeScript expression followed by ` &`: it runs as a coroutine job; `span` ends before the `&`. */
  readonly background: boolean
  /**
   * TypeScript only: the text was read as one expression, which it need not be as it stands (`{ a: 1 }`,
   * `= function () {}`): transform it as `(masked)`.
   */
  readonly expression: boolean
  /** TypeScript only: the value names it declares in the scope it stands in, `x = 5` included. */
  readonly declares: readonly string[]
  /** TypeScript only: the places where commands and shell variables stand in it, in rising order, not nested. */
  readonly doors: readonly Door[]
  /**
   * TypeScript only: the text of `span` with each door replaced by TypeScript of the same length, as it was parsed
   * (a command by `;`, a substitution by `0`, in a template by `${0}`, `#` comments by blanks; `$NAME` stays).
   */
  readonly masked: string
  /** Unfinished or wrong TypeScript only: the commands in it as far as they were found. */
  readonly insides: readonly Inside[]
}

/** A command or a `$(…)` in TypeScript that does not parse yet. */
export type Inside =
  | { readonly type: 'command'; readonly span: Span }
  | { readonly type: 'substitution'; readonly span: Span; readonly body: Span }

/** A place in TypeScript that the command language fills. Spans are in the source. */
export type Door =
  /** A whole command statement inside a block. `names`: the TypeScript names in sight there. */
  | {
      readonly type: 'command'
      readonly span: Span
      readonly names: ReadonlySet<string>
      readonly inAsync: boolean
    }
  /** `$(cmd)` in an expression; `body` is inside the brackets. */
  | {
      readonly type: 'substitution'
      readonly span: Span
      readonly body: Span
      readonly names: ReadonlySet<string>
      readonly inAsync: boolean
      /** It stands in a template's text, `` `on $(hostname)` ``: what replaces it must be wrapped in `${…}`. */
      readonly inTemplate: boolean
    }
  /** ` &` behind an expression statement inside a block, which `body` is; in `masked` it is a `;`. */
  | {
      readonly type: 'background'
      readonly span: Span
      readonly body: Span
      readonly names: ReadonlySet<string>
      readonly inAsync: boolean
    }
  /** `$NAME` where no TypeScript name `$NAME` is declared. */
  | {
      readonly type: 'variable'
      readonly span: Span
      readonly name: string
      /** `{ $NAME }`: what replaces it must be written `$NAME: …`. */
      readonly shorthand: boolean
    }
