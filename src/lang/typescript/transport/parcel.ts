/** A place in a parcel's list of pieces. */
export type Ref = number

/** One piece of what a function needs elsewhere. All of it survives the structured clone algorithm. */
export type Piece =
  /** What the structured clone algorithm copies faithfully. */
  | { readonly type: 'clone'; readonly value: unknown }
  | { readonly type: 'function'; readonly unit: number; readonly index: number; readonly name: string }
  | {
      readonly type: 'object'
      readonly isBare: boolean
      readonly entries: readonly (readonly [string, Ref])[]
    }
  | { readonly type: 'array'; readonly items: readonly Ref[] }
  | { readonly type: 'map'; readonly entries: readonly (readonly [Ref, Ref])[] }
  | { readonly type: 'set'; readonly items: readonly Ref[] }
  | { readonly type: 'instance'; readonly class: Ref; readonly entries: readonly (readonly [string, Ref])[] }
  /** A clone, with what cloning leaves behind. */
  | { readonly type: 'filled'; readonly value: object; readonly entries: readonly (readonly [string, Ref])[] }
  | { readonly type: 'buffer'; readonly bytes: Uint8Array }
  | { readonly type: 'url'; readonly href: string }
  | { readonly type: 'symbol'; readonly key: string; readonly isWellKnown: boolean }
  /** A value every thread has: `Math.sqrt`. */
  | { readonly type: 'global'; readonly path: readonly string[] }
  /** What a module exports; `*` is its namespace. */
  | { readonly type: 'import'; readonly specifier: string; readonly parent: string; readonly name: string }
  /** `import.meta` of a module, and `import()` as if from there. */
  | { readonly type: 'meta'; readonly parent: string }
  | { readonly type: 'importer'; readonly parent: string }
  /** What code of the prompt calls for its awaits and imports. */
  | {
      readonly type: 'runtime'
      readonly parent: string
      readonly variables: Readonly<Record<string, string>>
    }
  | { readonly type: 'require'; readonly parent: string }
  | { readonly type: 'sleep' }

/** A function's or class's own text, and the names it takes from around it. */
export interface PackedFunction {
  readonly code: string
  readonly form: 'expression' | 'method' | 'class'
  /** Names of its own surroundings. */
  readonly bindings: readonly (readonly [string, Ref])[]
  /** Names of the unit that it takes. */
  readonly uses: readonly string[]
  /** Of all these, those that must have their value when a class is made: what it extends, static fields. */
  readonly eager: readonly string[]
}

/** Functions of one module or of the prompt: they share its names, so that what one sets another sees. */
export interface Unit {
  readonly strict: boolean
  /** The name V8 gives its code: errors are traced back by it. */
  readonly name: string
  readonly shared: readonly (readonly [string, Ref])[]
  readonly functions: readonly PackedFunction[]
}

/** A function with all that it needs, ready to be cloned to where it runs. */
export interface Parcel {
  readonly pieces: readonly Piece[]
  readonly units: readonly Unit[]
  readonly root: Ref
}

/** Something that the function needs cannot be where it would run. */
export class TransportError extends TypeError {
  override readonly name = 'TransportError'
  /** The variable, with the way to the value in it: `config.onDone`. */
  readonly variable: string

  constructor(variable: string, reason: string) {
    super(`\`${variable}\` cannot go to a worker: ${reason}`)
    this.variable = variable
  }
}
