import { SystemError } from '../os/index.ts'
import { isOver, type Job } from './job.ts'

/** How long what was sent is waited for before the next signal. */
export interface LadderTimes {
  readonly hangUpMs: number
  readonly terminateMs: number
}

const usualTimes: LadderTimes = { hangUpMs: 500, terminateMs: 1500 }

/**
 * Ends jobs whose shell leaves: HUP, then TERM, then KILL to those that are still there; stopped ones are continued to hear
 * it. `skipHangUp`: HUP was sent already. `outlives`: what ignores HUP on purpose (nohup) is let go.
 */
export async function endJobs(
  jobs: readonly Job[],
  options: {
    readonly skipHangUp?: boolean
    readonly outlives?: (job: Job) => boolean
    readonly times?: LadderTimes
  } = {},
): Promise<void> {
  const { skipHangUp = false, outlives = () => false, times = usualTimes } = options
  let left = living(jobs.filter(job => !job.noHangup && !outlives(job)))
  if (!skipHangUp) for (const job of left) send(job, 'HUP')
  left = await afterwards(left, times.hangUpMs)
  for (const job of left) send(job, 'TERM')
  left = await afterwards(left, times.terminateMs)
  for (const job of left) send(job, 'KILL')
  await afterwards(left, times.hangUpMs)
}

function living(jobs: readonly Job[]): Job[] {
  return jobs.filter(job => !isOver(job))
}

/** Those that live still when all have ended, or after a while. */
async function afterwards(jobs: readonly Job[], ms: number): Promise<Job[]> {
  if (jobs.length === 0) return []
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>(resolve => (timer = setTimeout(resolve, ms)))
  await Promise.race([late, Promise.all(jobs.map(job => job.ended))])
  clearTimeout(timer)
  return living(jobs)
}

function send(job: Job, signal: string): void {
  try {
    const wasStopped = job.state === 'stopped'
    job.kill(signal)
    if (wasStopped && !isOver(job)) job.cont()
  } catch (error) {
    // It has ended in this very moment.
    if (!(error instanceof SystemError)) throw error
  }
}
