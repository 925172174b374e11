import type { Job } from './job.ts'

/** Every job of the session, by id. */
export class JobTable {
  readonly #jobs = new Map<number, Job>()

  /** All jobs, oldest first. */
  list(): Job[] {
    return [...this.#jobs.values()]
  }
}
