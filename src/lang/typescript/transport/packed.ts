import type { FunctionSource } from './function-source.ts'
import type { Surroundings } from './function-scopes.ts'
import type { Parcel, Piece, Ref } from './parcel.ts'

/** What the place a function comes from knows of names. */
export interface PackOptions {
  /** The name of the object that the prompt's transformed code calls. */
  readonly runtime?: string | undefined
  /** Where imports at the prompt start from, as a file address. */
  readonly parent: string
  /** Names that every thread's global object has by itself. */
  readonly hostNames: ReadonlySet<string>
  /** Names the shell gives: a piece that can stand for it elsewhere, or why there is none. */
  provided?(name: string): Piece | string | undefined
  /** How a value came by an import at the prompt. */
  imported?(
    value: object,
  ): { readonly specifier: string; readonly parent: string; readonly name: string } | undefined
  /** A shell variable: `$HOME` in TypeScript at the prompt. */
  variable?(name: string): string | undefined
}

/** Where a packed function's text stands in the code it comes from: for stacks. */
export interface Origin {
  readonly unit: string
  /** In the unit's script, from 0. */
  readonly index: number
  readonly script: string
  readonly line: number
  readonly column: number
  /** From a place in the packed text to one in the function's own text, both as offsets. */
  toOriginal(offset: number): number
  readonly code: string
  /** The function's own text. */
  readonly original: string
}

export interface Packed {
  readonly parcel: Parcel
  readonly origins: readonly Origin[]
}

/** Functions of one script as they are gathered, with the names that they share. */
export interface UnitDraft {
  readonly strict: boolean
  readonly name: string
  readonly shared: [string, Ref][]
  readonly sharedNames: Set<string>
  readonly functions: FunctionDraft[]
}

/** One of them, with what its names stand for. */
export interface FunctionDraft {
  readonly code: string
  readonly form: FunctionSource['form']
  readonly bindings: [string, Ref][]
  readonly uses: string[]
  readonly eager: readonly string[]
}

/** The function whose names are looked for. */
export interface NameContext {
  readonly fn: Function
  readonly source: FunctionSource
  readonly surroundings: Surroundings
  readonly unit: UnitDraft
  readonly packed: FunctionDraft
  readonly label: string
}
