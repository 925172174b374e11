import type { MaybePromise } from '../../value/index.ts'
import type { Assignment } from '../syntax/index.ts'
import type { Running } from './outcome.ts'
import type { Shell } from './shell.ts'

/** A command that runs in the shell itself. One file each in `builtins`. */
export interface Builtin {
  readonly name: string
  /** As in a manual page: `umask [-p] [-S] [mode]`. */
  readonly synopsis: string
  /** One sentence, shown by `help` and in completions. */
  readonly summary: string
  /** Shown by `help` and run as tests. */
  readonly examples: readonly Example[]
  /** POSIX 2.15: assignments before it stay, errors end a script, found before functions in posix mode. */
  readonly special?: boolean
  /** `declare x=(1 2)`: arguments that look like assignments are parsed as such and come in `Invocation.assignments`. */
  readonly declaration?: boolean
  /** Candidates for `words[index]`, `words[0]` being the command's name; none: whatever a program would be offered. */
  complete?(words: readonly string[], index: number, shell: Shell): MaybePromise<readonly Suggestion[]>
  /** `pool @(f => hash(f))`: an argument that is one door may be a function, which comes in `Invocation.functions`. */
  readonly takesFunctions?: boolean
  /** It is a job as a program is (`pool`): it can be stopped, continued and ended from outside. At Ctrl-C it ends by itself. */
  readonly isJob?: (args: readonly string[]) => boolean
  /** Runs it. A usage error is a line on `ports.err` and status 2; a failure status 1. May answer at once. */
  run(args: readonly string[], ports: Ports, shell: Shell, invocation: Invocation): Running
}

/** What could stand in the place of a word. */
export interface Suggestion {
  readonly value: string
  readonly description?: string | undefined
}

export interface Example {
  readonly line: string
  readonly shows?: string
  readonly status?: number
}

/** What else a builtin may want to know of its call. */
export interface Invocation {
  /** The name it was called by. */
  readonly name: string
  /** For declaration builtins: one entry an argument, in order; expanded by the evaluator, arrays not yet assigned. */
  readonly declarations: readonly DeclarationArgument[]
  /** For builtins that take functions: those among the arguments, by their place. */
  readonly functions?: ReadonlyMap<number, (...args: never[]) => unknown>
}

/** An argument of a declaration builtin. Plain arguments (`-x`, `name`, `name=value` from an expansion) come as strings. */
export type DeclarationArgument =
  | string
  | {
      readonly name: string
      readonly append: boolean
      readonly subscript?: string
      /** Why the element cannot be assigned to. */
      readonly fault?: string
      readonly node: Assignment
      readonly value:
        | string
        | {
            readonly elements: readonly {
              readonly key?: string
              readonly append: boolean
              readonly value: string
            }[]
          }
    }

/** The three standard streams as a builtin sees them, redirections applied. Texts are byte-faithful (value/bytes). */
export interface Ports {
  readonly in: InPort
  readonly out: OutPort
  readonly err: OutPort
}

export interface OutPort {
  /** Writes all of it; at once unless the reader is slow. A closed pipe ends the command as SIGPIPE would (141). */
  write(text: string): MaybePromise<void>
  /** `write` with a newline. */
  line(text: string): MaybePromise<void>
  readonly isTerminal: boolean
}

export interface InPort {
  /** Up to `size` bytes, at least one; undefined at the end. Never takes more from a shared descriptor than it gives. */
  read(size: number, signal?: AbortSignal): MaybePromise<Uint8Array | undefined>
  /** Gives back bytes read too many, the last ones read; false where it cannot (pipe, terminal): then read byte by byte. */
  unread(count: number): boolean
  /** Would a read answer at once, with data or the end? */
  isReadable?(): boolean
  readonly isTerminal: boolean
}
