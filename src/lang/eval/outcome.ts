import type { MaybePromise } from '../../value/index.ts'

/** An exit status, 0 to 255. */
export type Status = number

/** What a command ended with: its status, or a jump that enclosing commands answer — as data, not as an exception. */
export type Outcome = Status | Jump

export type Jump =
  | { readonly type: 'break' | 'continue'; readonly levels: number }
  | { readonly type: 'return'; readonly status: Status }
  | { readonly type: 'exit'; readonly status: Status }

/** A command's outcome, at once where it could be. */
export type Running = MaybePromise<Outcome>

export const succeeded: Status = 0
