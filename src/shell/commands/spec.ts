import type { Suggestion } from '../../lang/eval/index.ts'
import type { Input, MaybePromise } from '../../value/index.ts'
import type { EnvironmentObject } from '../environment-object.ts'

export type TypeName = 'string' | 'number' | 'boolean'
type Constructor = StringConstructor | NumberConstructor | BooleanConstructor

/** A flag: `Boolean`, `'number'`, or what more there is to say. */
export type FlagSpec = TypeName | Constructor | FlagDetails

export interface FlagDetails {
  readonly type?: TypeName | Constructor
  /** The letter after one dash. */
  readonly short?: string
  /** May be given more than once: the value is an array. */
  readonly multiple?: boolean
  readonly required?: boolean
  readonly default?: string | number | boolean | readonly string[] | readonly number[]
  readonly choices?: readonly string[]
  /** One line for `--help` and completion. */
  readonly help?: string
}

export type FlagSpecs = Readonly<Record<string, FlagSpec>>

/** An argument by position. */
export interface ArgumentDetails {
  readonly help?: string
  readonly choices?: readonly string[]
  readonly optional?: boolean
  /** Takes all that are left: the value is an array. Only the last one can. */
  readonly rest?: boolean
  readonly type?: 'string' | 'number' | StringConstructor | NumberConstructor
  readonly default?: string | number
}

/** `['target', 'tag?', 'files...']`, or a record in the order of the positions, its keys with the same marks. */
export type ArgumentSpecs = readonly string[] | Readonly<Record<string, ArgumentDetails>>

// ---------------------------------------------------------------- what they infer

type Scalar<T> = T extends 'number' | NumberConstructor
  ? number
  : T extends 'boolean' | BooleanConstructor
    ? boolean
    : string

type BaseOf<F> = F extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : F extends { readonly type: infer T }
    ? Scalar<T>
    : F extends FlagDetails
      ? F extends { readonly default: infer D }
        ? Widened<D>
        : string
      : Scalar<F>

type Widened<T> = T extends number ? number : T extends boolean ? boolean : T extends string ? string : T

type FlagValue<F> = F extends { readonly multiple: true }
  ? BaseOf<F>[]
  : F extends { readonly required: true } | { readonly default: unknown }
    ? BaseOf<F>
    : BaseOf<F> extends boolean
      ? boolean
      : BaseOf<F> | undefined

/** The flags as the command gets them, by the names of the specification. */
export type FlagValues<F> = { readonly [K in keyof F]: FlagValue<F[K]> }

type ArgumentName<P extends string> = P extends `${infer N}...` ? N : P extends `${infer N}?` ? N : P

type PatternValue<P extends string> = P extends `${string}...`
  ? string[]
  : P extends `${string}?`
    ? string | undefined
    : string

type DetailsBase<A> = A extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : A extends { readonly type: infer T }
    ? Scalar<T>
    : string

type DetailsValue<A> = A extends { readonly rest: true }
  ? DetailsBase<A>[]
  : A extends { readonly default: unknown }
    ? DetailsBase<A>
    : A extends { readonly optional: true }
      ? DetailsBase<A> | undefined
      : DetailsBase<A>

/** A key of a record may say as well that it is optional or takes the rest. */
type MarkedValue<K, A> = K extends `${string}...`
  ? DetailsBase<A>[]
  : K extends `${string}?`
    ? DetailsValue<A> | (A extends { readonly default: unknown } ? never : undefined)
    : DetailsValue<A>

/** The arguments as the command gets them, by name. */
export type ArgumentValues<A> = A extends readonly string[]
  ? { readonly [P in A[number] as ArgumentName<P>]: PatternValue<P> }
  : { readonly [K in keyof A as K extends string ? ArgumentName<K> : K]: MarkedValue<K, A[K]> }

// ---------------------------------------------------------------- a command

/** Where a command writes: its own standard streams, as redirections and pipelines made them. */
export interface CommandOutput {
  write(text: string | Uint8Array): MaybePromise<void>
  line(text?: string): MaybePromise<void>
  readonly isTerminal: boolean
}

/** What a command written in TypeScript is called with. */
export interface CommandContext<
  A = Readonly<Record<string, unknown>>,
  F = Readonly<Record<string, unknown>>,
> {
  /** The name it was called by. */
  readonly name: string
  readonly args: A
  readonly flags: F
  /** The words after the name, as they were given. */
  readonly argv: readonly string[]
  readonly stdin: Input
  readonly stdout: CommandOutput
  readonly stderr: CommandOutput
  readonly env: EnvironmentObject
  readonly cwd: string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** Candidates for a value: a list, or a function of what is typed so far. */
export type CompletionSource =
  | readonly (string | Suggestion)[]
  | ((word: string, context: CompletionPlace) => MaybePromise<readonly (string | Suggestion)[]>)

export interface CompletionPlace {
  /** All words of the command, its name first. */
  readonly words: readonly string[]
  readonly env: EnvironmentObject
  readonly cwd: string
}

export interface CommandSpec<A extends ArgumentSpecs, F extends FlagSpecs> {
  readonly args?: A
  readonly flags?: F
  /** What it does, for `--help` and `help NAME`: the first line is the summary. */
  readonly help?: string
  /** Candidates by the name of an argument or flag; a function answers for all of them. */
  readonly complete?:
    | { readonly [K in keyof ArgumentValues<NoInfer<A>> | keyof NoInfer<F>]?: CompletionSource }
    | CompletionSource
  /** Takes flags only before the first argument: what follows belongs to the arguments. */
  readonly stopEarly?: boolean
}

/**
 * What the command does. A number is its exit status; text, bytes, objects and (async) iterables go to standard output as
 * from a stage; nothing is success. A throw is status 1, or the error's `exitCode`.
 */
export type CommandFunction<A, F> = (context: CommandContext<A, F>) => unknown
