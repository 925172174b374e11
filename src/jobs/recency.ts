import type { Job } from './job.ts'

interface Link {
  readonly job: Job
  older: Link | undefined
  newer: Link | undefined
}

/** Jobs by when they were last begun, stopped or called current; every step costs the same with ten thousand of them. */
export class Recency {
  readonly #links = new Map<Job, Link>()
  #newest: Link | undefined

  /** Makes a job the newest. */
  touch(job: Job): void {
    this.remove(job)
    const link: Link = { job, older: this.#newest, newer: undefined }
    if (this.#newest !== undefined) this.#newest.newer = link
    this.#newest = link
    this.#links.set(job, link)
  }

  get size(): number {
    return this.#links.size
  }

  has(job: Job): boolean {
    return this.#links.has(job)
  }

  remove(job: Job): void {
    const link = this.#links.get(job)
    if (link === undefined) return
    this.#links.delete(job)
    if (link.older !== undefined) link.older.newer = link.newer
    if (link.newer !== undefined) link.newer.older = link.older
    else this.#newest = link.older
  }

  /** The newest first. */
  *[Symbol.iterator](): Generator<Job> {
    for (let link = this.#newest; link !== undefined; link = link.older) yield link.job
  }
}
