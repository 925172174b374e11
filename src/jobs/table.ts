import { isOver, type Job } from './job.ts'

/** Statuses of ended jobs that `wait pid` may still ask for (POSIX: at least CHILD_MAX). */
const rememberedStatuses = 4096

/** Every job of the session, by id; which is the current and which the previous one; how ended ones ended. */
export class JobTable {
  readonly #jobs = new Map<number, Job>()
  readonly #listeners = new Set<(job: Job) => void>()
  readonly #statuses = new Map<number, number>()
  /** Most recent last: the current job is the last, the previous the one before it. */
  #recent: Job[] = []
  /** Jobs of the environment this one was forked from: shown, not waited for. */
  #inherited: readonly Job[] = []

  /** The table of a subshell: no jobs of its own yet. */
  fork(): JobTable {
    const child = new JobTable()
    child.#inherited = this.list()
    return child
  }

  /** What `jobs` shows: the environment's own, else its parent's (so that `$(jobs -p)` and `jobs | cat` work). */
  visible(): readonly Job[] {
    return this.#jobs.size > 0 ? this.list() : this.#inherited
  }

  /** All jobs, oldest first. */
  list(): Job[] {
    return [...this.#jobs.values()].toSorted((a, b) => a.id - b.id)
  }

  /** Gives a job its id and follows it. */
  add(job: Job): number {
    if (job.id !== 0 && this.#jobs.get(job.id) === job) return job.id
    job.id = Math.max(0, ...this.#jobs.keys()) + 1
    this.#jobs.set(job.id, job)
    this.#touch(job)
    job.onChange(changed => this.#changed(changed))
    return job.id
  }

  get(id: number): Job | undefined {
    return this.#jobs.get(id)
  }

  /** `%+` */
  get current(): Job | undefined {
    return this.#recent.at(-1)
  }

  /** `%-` */
  get previous(): Job | undefined {
    return this.#recent.at(-2) ?? this.#recent.at(-1)
  }

  /** Makes a job the current one (`fg`, `bg`). */
  touch(job: Job): void {
    this.#touch(job)
  }

  /**
   * The jobs a spec means: `%n %% %+ %- %string %?string`, with or without the `%`; more than one where a text is
   * ambiguous.
   */
  find(spec: string): Job[] {
    const text = spec.startsWith('%') ? spec.slice(1) : spec
    if (text === '' || text === '%' || text === '+') return listed(this.current)
    if (text === '-') return listed(this.previous)
    if (/^\d+$/.test(text)) return listed(this.#jobs.get(Number(text)))
    if (text.startsWith('?')) return this.list().filter(job => job.command.includes(text.slice(1)))
    return this.list().filter(job => job.command.startsWith(text))
  }

  /** The job a process belongs to. */
  byPid(pid: number): Job | undefined {
    for (const job of this.#jobs.values()) if (job.pids.includes(pid)) return job
    return undefined
  }

  /** How the job whose last process had this pid ended, also after it left the table. */
  statusOf(pid: number): number | undefined {
    return this.#statuses.get(pid)
  }

  /** Keeps the status under the pid that `$!` was. */
  remember(pid: number, status: number): void {
    this.#statuses.delete(pid)
    this.#statuses.set(pid, status)
    if (this.#statuses.size <= rememberedStatuses) return
    for (const oldest of this.#statuses.keys()) {
      this.#statuses.delete(oldest)
      break
    }
  }

  /** Forgets a remembered status: `wait` answers once. */
  forget(pid: number): void {
    this.#statuses.delete(pid)
  }

  /** Takes a job out of the table (`disown`, or its end was told). */
  remove(job: Job): void {
    this.#jobs.delete(job.id)
    this.#recent = this.#recent.filter(other => other !== job)
  }

  /** Takes out all that is over. */
  removeEnded(): void {
    for (const job of this.list()) if (isOver(job)) this.remove(job)
  }

  /** Calls back whenever a job changes: notices above the prompt, `jobs --watch`. */
  onChange(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #touch(job: Job): void {
    this.#recent = [...this.#recent.filter(other => other !== job), job]
  }

  #changed(job: Job): void {
    if (job.state === 'stopped') this.#touch(job)
    const pid = job.pids.at(-1)
    if (job.status !== undefined && pid !== undefined) this.remember(pid, job.status)
    for (const listener of [...this.#listeners]) listener(job)
  }
}

function listed(job: Job | undefined): Job[] {
  return job === undefined ? [] : [job]
}
