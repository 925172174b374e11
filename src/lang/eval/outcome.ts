import type { MaybePromise } from '../../value/index.ts'

/** An exit status, 0 to 255. */
export type Status = number

/** What a command ended with: its status, or a jump that enclosing commands answer — as data, not as an exception. */
export type Outcome = Status | Jump

export type Jump =
  /** `loopStatus` is what the loop ends with: of a `break 0`, 1. */
  | { readonly type: 'break' | 'continue'; readonly levels: number; readonly loopStatus?: Status }
  | { readonly type: 'return'; readonly status: Status }
  /** `failed`: a special builtin that could not do its work ends a script; behind `command` it does not (POSIX 2.8.1). */
  | { readonly type: 'exit'; readonly status: Status; readonly failed?: true }
  /** The rest of the complete command is given up (an expansion failed, Ctrl-C): `run` goes on with the next one. */
  | {
      readonly type: 'discard'
      readonly status: Status
      /** Errexit does not take it for a failure (bash: faults of arithmetic, too many arguments). */
      readonly isTolerated?: boolean
    }

/** A command's outcome, at once where it could be. */
export type Running = MaybePromise<Outcome>

export const succeeded: Status = 0

/** The status that a jump leaves in `$?` when it ends a shell environment. */
export function statusOf(outcome: Outcome, fallback: Status = 0): Status {
  if (typeof outcome === 'number') return outcome
  return 'status' in outcome ? outcome.status : fallback
}
