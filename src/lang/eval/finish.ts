import { endJobs, endStopped, hangUp, isHeld, isOver, isWithinShell, type Job } from '../../jobs/index.ts'
import { ignoresSignal } from '../../os/index.ts'
import { chain, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { type Outcome, type Status, statusOf } from './outcome.ts'
import { runExitTrap } from './trap-run.ts'

/** Ends the main shell: EXIT trap first, as bash does, then the lists that run within this process come to their end. */
export function finish(shell: Environment, outcome: Outcome): MaybePromise<Status> {
  const dying = shell.runtime.fatal?.dying
  if (dying !== undefined) return dying
  const status = statusOf(outcome, shell.status)
  return chain(runExitTrap(shell, status), last => {
    shell.runtime.fatal?.close()
    if (shell.session.interactive) return chain(leaveJobs(shell), () => last)
    // Who says `exit` does not wait for the jobs that the shell itself holds; who comes to his end does.
    const held = typeof outcome === 'number' ? [] : shell.jobs.list().filter(isHeld)
    const { background } = shell.runtime
    return chain(held.length === 0 ? undefined : endJobs(held), () => {
      if (background.size === 0) return last
      // As at the end of a process: who reads from what only the shell could write to sees the end.
      shell.descriptors.closeAll()
      return settle(background, last)
    })
  })
}

/** A person leaves: with job control nothing stays behind but what was disowned, detached or is immune to HUP. */
function leaveJobs(shell: Environment): MaybePromise<void> {
  const { jobs, session } = shell
  if (session.jobControl) {
    const left = jobs.list().filter(job => !isOver(job))
    if (left.length > 0) return endJobs(left, { skipHangUp: jobs.isHungUp, outlives: isImmune })
    return undefined
  }
  if (session.login && shell.options.get('huponexit')) hangUp(jobs)
  endStopped(jobs)
  // What runs within this process ends with it: its programs hear why.
  for (const job of jobs.list()) if (isWithinShell(job)) hangUp(jobs, job)
  return undefined
}

/** `nohup program &` */
function isImmune(job: Job): boolean {
  return !isWithinShell(job) && job.pids.length > 0 && job.pids.every(pid => ignoresSignal(pid, 'HUP'))
}

async function settle(background: ReadonlySet<Promise<unknown>>, status: Status): Promise<Status> {
  while (background.size > 0) await Promise.all(background)
  return status
}
