import type { Job } from './job.ts'

/** How many jobs that left the table can still be asked for their output or value. */
const rememberedJobs = 100

/** Jobs that ended, were told of and left the table, as long as their output or value may be asked for. */
export class PastJobs {
  readonly #jobs = new Set<Job>()

  /** Remembers a job that has something to be asked for; the oldest are forgotten. */
  add(job: Job): void {
    if (job.kind === 'process' && !job.output.isKept) return
    this.#jobs.add(job)
    if (this.#jobs.size <= rememberedJobs) return
    for (const oldest of this.#jobs) {
      this.#jobs.delete(oldest)
      break
    }
  }

  /** The newest first. */
  list(): Job[] {
    return [...this.#jobs].toReversed()
  }
}
