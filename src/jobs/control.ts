import type { ProcessHost } from '../os/index.ts'
import { isOver, type Job } from './job.ts'
import { ProcessJob } from './process-job.ts'
import type { JobTable } from './table.ts'
import { waitJob } from './wait.ts'

/**
 * Runs a job in the foreground until it ends or stops: the terminal is its, and comes back with the shell's modes. A
 * stopped one stays in the table, with its own modes kept for the next time. Gives `$?`.
 */
export async function foreground(
  host: ProcessHost,
  table: JobTable,
  job: Job,
  options: { readonly continue?: boolean; readonly modes?: unknown } = {},
): Promise<number> {
  const terminal = host.terminal
  const group = job instanceof ProcessJob ? job.group : undefined
  const modes = options.modes ?? terminal?.saveModes()
  if (terminal !== undefined && group !== undefined) {
    terminal.give(group)
    if (job instanceof ProcessJob && job.modes !== undefined) terminal.restoreModes(job.modes)
  }
  if (options.continue === true) job.continue()
  try {
    return await waitJob(job, { stops: true })
  } finally {
    if (terminal !== undefined && group !== undefined) {
      terminal.take()
      if (job instanceof ProcessJob && job.state === 'stopped') job.modes = terminal.saveModes()
      // Only a job that ended in order leaves its modes to the shell (as bash); a killed or stopped one does not.
      if (modes !== undefined && (job.state === 'stopped' || job.signal !== undefined))
        terminal.restoreModes(modes)
    }
    if (job.state === 'stopped') table.add(job)
    if (isOver(job)) table.remove(job)
  }
}

/** Lets a stopped job go on behind the prompt. */
export function background(table: JobTable, job: Job): void {
  table.touch(job)
  job.continue()
}

/** Takes a job out of the table; it goes on by itself. */
export function disown(table: JobTable, job: Job): void {
  table.remove(job)
}
