import { isOver, type Job, type JobState } from './job.ts'
import { matchJobs } from './job-match.ts'
import { PastJobs } from './past-jobs.ts'
import { Recency } from './recency.ts'

/** Statuses of ended jobs that `wait pid` may still ask for (POSIX: at least CHILD_MAX). */
const rememberedStatuses = 4096
/** Ended jobs that stay until somebody is told of them; older ones go, with their statuses remembered. */
const rememberedJobs = 512

/** Every job of the session, by id; which is the current and which the previous one; how ended ones ended. */
export class JobTable {
  readonly #jobs = new Map<number, Job>()
  readonly #listeners = new Set<(job: Job) => void>()
  readonly #tellers = new Set<(job: Job) => void>()
  readonly #statuses = new Map<number, number>()
  readonly #collected = new WeakSet<Job>()
  readonly #heard = new WeakMap<Job, JobState>()
  readonly #recent = new Recency()
  /** Those that are stopped, as `#recent` has all. */
  readonly #stopped = new Recency()
  /** Those of the table that are over, in the order of their ends. */
  readonly #ended = new Set<Job>()
  readonly #past = new PastJobs()
  /** Those that leave soon, and what they stay for. */
  readonly #leaving = new Map<Job, 'command' | 'program'>()
  #highest = 0
  /** Jobs of the environment this one was forked from: shown, not waited for. */
  #inherited: readonly Job[] = []

  readonly #lent = new Set<Promise<unknown>>()
  /** Process substitutions: they are no jobs, and `wait` waits for them. */
  readonly #beside = new Set<Promise<unknown>>()
  /** Those whose pid somebody has asked for. */
  readonly #unlisted = new Set<Job>()
  /** Left the table before they ended: their end is nobody's news. */
  readonly #disowned = new WeakSet<Job>()

  /** The person was told of the jobs that live, and may leave now. */
  isExitConfirmed = false
  /** All of them were sent HUP: the shell is leaving. */
  isHungUp = false

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
    // A new id is always the highest: they were added in this order.
    return [...this.#jobs.values()]
  }

  /** How many of them have not ended. */
  get living(): number {
    return this.#jobs.size - this.#ended.size
  }

  /** Gives a job its id and follows it. */
  add(job: Job): number {
    if (job.id !== 0 && this.#jobs.get(job.id) === job) return job.id
    this.sweep('command')
    job.id = ++this.#highest
    this.#jobs.set(job.id, job)
    this.touch(job)
    this.#follow(job)
    return job.id
  }

  get(id: number): Job | undefined {
    return this.#jobs.get(id)
  }

  /** `%+`: the job stopped last; without a stopped one, the last that was begun or continued (POSIX 3.105). */
  get current(): Job | undefined {
    for (const job of this.#ranked()) return job
    return undefined
  }

  /** `%-` */
  get previous(): Job | undefined {
    const ranked = this.#ranked()
    const current = ranked.next().value
    return ranked.next().value ?? current
  }

  *#ranked(): Generator<Job, undefined> {
    if (this.#stopped.size === 0) return yield* this.#recent
    yield* this.#stopped
    for (const job of this.#recent) if (!this.#stopped.has(job)) yield job
  }

  /** Makes a job the current one (`fg`, `bg`). */
  touch(job: Job): void {
    this.#recent.touch(job)
    if (this.#stopped.has(job)) this.#stopped.touch(job)
  }

  /**
   * The jobs a spec means: `%n %% %+ %- %name %string %?string`, with or without the `%`; more than one where a text is
   * ambiguous.
   */
  find(spec: string): Job[] {
    const text = spec.startsWith('%') ? spec.slice(1) : spec
    if (text === '' || text === '%' || text === '+') return listed(this.current)
    if (text === '-') return listed(this.previous)
    return /^\d+$/.test(text) ? listed(this.#jobs.get(Number(text))) : matchJobs(this.list(), text)
  }

  /** As `find`, and where there is none, the newest such job that was told of and left the table: its output is still there. */
  recall(spec: string): Job[] {
    const found = this.find(spec)
    if (found.length > 0) return found
    const text = spec.replace(/^%/, '')
    const past = this.#past.list()
    return (['', '%', '+'].includes(text) ? past : matchJobs(past, text)).slice(0, 1)
  }

  /** The job a process belongs to. */
  byPid(pid: number): Job | undefined {
    for (const job of this.#jobs.values()) if (job.pids.includes(pid)) return job
    for (const job of this.#unlisted) if (job.pid === pid) return job
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

  /** Follows what has a pid and is no job, until it ends. */
  addUnlisted(job: Job): void {
    this.#unlisted.add(job)
    void job.ended.then(status => {
      this.#unlisted.delete(job)
      if (job.pid !== undefined) this.remember(job.pid, status)
    })
  }

  /** `wait` without operands waits for this, too. */
  alsoWait(ended: Promise<unknown>): void {
    this.#beside.add(ended)
    void ended.finally(() => this.#beside.delete(ended))
  }

  /** What `alsoWait` was told of and has not ended. */
  get beside(): Iterable<Promise<unknown>> {
    return this.#beside
  }

  /** Forgets a remembered status: `wait` answers once. */
  forget(pid: number): void {
    this.#statuses.delete(pid)
  }

  /** Takes a job out of the table that nobody will be told of; one that has not ended counts as ended well. */
  disown(job: Job): void {
    if (!isOver(job)) {
      this.#disowned.add(job)
      if (job.pid !== undefined) this.remember(job.pid, 0)
    }
    this.remove(job)
  }

  /** Takes a job out of the table (`disown`, or its end was told). */
  remove(job: Job): void {
    if (this.#jobs.get(job.id) !== job) return
    this.#jobs.delete(job.id)
    this.#recent.remove(job)
    this.#stopped.remove(job)
    this.#ended.delete(job)
    this.#leaving.delete(job)
    if (isOver(job)) this.#past.add(job)
    while (this.#highest > 0 && !this.#jobs.has(this.#highest)) this.#highest--
    this.#say(job)
  }

  #follow(job: Job): void {
    if (!isOver(job)) {
      const unlisten = job.onChange(changed => {
        this.#changed(changed)
        if (isOver(changed)) unlisten()
      })
    }
    this.#note(job)
    this.#say(job)
  }

  /** Keeps count of those that are stopped or over. */
  #note(job: Job): void {
    if (this.#jobs.get(job.id) !== job) return
    if (job.state !== 'stopped') this.#stopped.remove(job)
    else if (!this.#stopped.has(job)) this.#stopped.touch(job)
    if (!isOver(job)) return
    this.#ended.add(job)
    if (this.#ended.size <= rememberedJobs) return
    for (const oldest of this.#ended) return this.remove(oldest)
  }

  /** Takes out all that is over. */
  removeEnded(): void {
    for (const job of this.list()) if (isOver(job)) this.remove(job)
  }

  /** A person should hear how this job is now: a stop in the foreground, any end or stop in the background. */
  tell(job: Job): void {
    for (const teller of [...this.#tellers]) teller(job)
  }

  /** Somebody waited for it: nobody else may. A person is still told of its end. */
  collect(job: Job, isInteractive: boolean): void {
    if (isInteractive) this.#collected.add(job)
    else this.remove(job)
  }

  /**
   * It is over, and leaves: at the next complete command, program or job (bash: until then `wait %1` answers once more), or
   * when a program has run (a coprocess).
   */
  leaveAfter(job: Job, what: 'command' | 'program'): void {
    this.#leaving.set(job, what)
  }

  /** What they stayed for is there. */
  sweep(what: 'command' | 'program'): void {
    if (this.#leaving.size === 0) return
    for (const [job, until] of [...this.#leaving]) if (until === what) this.remove(job)
  }

  /** All that can be waited for. */
  waitable(): Job[] {
    return this.list().filter(job => !this.#collected.has(job))
  }

  /** It has been told how this job is now. */
  heard(job: Job): void {
    this.#heard.set(job, job.state)
  }

  /** Its state is another than the last one that was told (`jobs -n`). */
  hasNews(job: Job): boolean {
    return job.state !== (this.#heard.get(job) ?? 'running')
  }

  /** A job has the terminal as long as this runs. */
  lend<T>(running: Promise<T>): Promise<T> {
    const done = running.finally(() => this.#lent.delete(done))
    this.#lent.add(done)
    return done
  }

  /** Resolves when the terminal is the shell's again: a line may have been given up while it was lent. */
  async returned(): Promise<void> {
    while (this.#lent.size > 0) await Promise.allSettled(this.#lent)
  }

  /** Calls back with each job that a person should hear of. */
  onTell(listener: (job: Job) => void): () => void {
    this.#tellers.add(listener)
    return () => void this.#tellers.delete(listener)
  }

  /** Calls back whenever a job comes, changes its state or leaves: `jobs --watch`. */
  onChange(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #changed(job: Job): void {
    if (job.state === 'stopped' && this.#jobs.get(job.id) === job) this.touch(job)
    this.#note(job)
    if (job.status !== undefined && job.pid !== undefined && !this.#disowned.has(job))
      this.remember(job.pid, job.status)
    this.#say(job)
    if (this.#jobs.get(job.id) !== job || job.isForeground || job.state === 'running') return
    // Who awaits it in TypeScript has its value: it is no news to anybody.
    if (isOver(job) && job.isAwaited) this.remove(job)
    else this.tell(job)
  }

  #say(job: Job): void {
    for (const listener of [...this.#listeners]) listener(job)
  }
}

function listed(job: Job | undefined): Job[] {
  return job === undefined ? [] : [job]
}
