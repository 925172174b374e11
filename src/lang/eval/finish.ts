import { chain, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { type Outcome, type Status, statusOf } from './outcome.ts'
import { runExitTrap } from './trap-run.ts'

/** Ends the main shell: EXIT trap first, as bash does, then the lists that run within this process come to their end. */
export function finish(shell: Environment, outcome: Outcome): MaybePromise<Status> {
  const status = statusOf(outcome, shell.status)
  return chain(runExitTrap(shell, status), last => {
    const { background } = shell.runtime
    return background.size === 0 ? last : settle(background, last)
  })
}

async function settle(background: ReadonlySet<Promise<unknown>>, status: Status): Promise<Status> {
  while (background.size > 0) await Promise.all(background)
  return status
}
