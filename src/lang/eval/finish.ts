import { endStopped, hangUp, isWithinShell } from '../../jobs/index.ts'
import { chain, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { type Outcome, type Status, statusOf } from './outcome.ts'
import { runExitTrap } from './trap-run.ts'

/** Ends the main shell: EXIT trap first, as bash does, then the lists that run within this process come to their end. */
export function finish(shell: Environment, outcome: Outcome): MaybePromise<Status> {
  const status = statusOf(outcome, shell.status)
  return chain(runExitTrap(shell, status), last => {
    shell.runtime.fatal?.close()
    if (shell.session.interactive) return (leaveJobs(shell), last)
    const { background } = shell.runtime
    if (background.size === 0) return last
    // As at the end of a process: who reads from what only the shell could write to sees the end.
    shell.descriptors.closeAll()
    return settle(background, last)
  })
}

/** bash manual, Signals: what a stopped job waits for will not come; a login shell may take its jobs along. */
function leaveJobs(shell: Environment): void {
  if (shell.session.login && shell.options.get('huponexit')) hangUp(shell.jobs)
  endStopped(shell.jobs)
  // What runs within this process ends with it: its programs hear why.
  for (const job of shell.jobs.list()) if (isWithinShell(job)) hangUp(shell.jobs, job)
}

async function settle(background: ReadonlySet<Promise<unknown>>, status: Status): Promise<Status> {
  while (background.size > 0) await Promise.all(background)
  return status
}
