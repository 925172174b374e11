import { descendantsOf, type ProcessHost, SystemError } from '../os/index.ts'

/** Signals for which what a program has started counts as the program: the job shall end, or hold. */
const harmless = new Set(['0', 'CONT'])

/**
 * Sends a signal to all of a job: to its process group, or where a host has none to its programs and what they have
 * started. Throws SystemError: ESRCH, EPERM, EINVAL.
 */
export function sendToJob(
  host: ProcessHost,
  job: { readonly group: number | undefined; readonly livingPids: readonly number[] },
  signal: string,
): void {
  if (job.group !== undefined) return host.kill(-job.group, signal)
  // Asked for first: what outlives its parent has another one then.
  const family = host.hasJobControl || harmless.has(signal) ? [] : descendantsOf(job.livingPids)
  for (const pid of job.livingPids) host.kill(pid, signal)
  for (const pid of family)
    try {
      host.kill(pid, signal)
    } catch (error) {
      // It may have ended with its parent.
      if (!(error instanceof SystemError)) throw error
    }
}
