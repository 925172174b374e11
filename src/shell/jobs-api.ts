import { isOver, type Job, type JobTable, type TaskJob, waitAny } from '../jobs/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { formatDuration } from '../value/index.ts'
import { startCoroutine, type JobContext } from './coroutine.ts'
import { runningCoroutine, shellHere } from './running-job.ts'

export type JobEvent = 'start' | 'change' | 'end'

/** What `jobs` has besides an array's methods. */
export interface JobsMethods {
  /** The job of an id, a name or a job spec. */
  get(spec: number | string): Job | undefined
  /** The job that the running code belongs to: its `signal` tells when it is cancelled. */
  readonly self: Job | undefined
  /** Of the jobs that live (or of these), the first to end: gives its value or output, or rejects as it does. */
  any(jobs?: Iterable<Job>): Promise<unknown>
  /** What all of them give, in order; rejects with the first that fails. */
  all(jobs?: Iterable<Job>): Promise<unknown[]>
  /** Runs a function beside the prompt as a coroutine job. */
  start<T>(run: (context: JobContext) => T | PromiseLike<T>, options?: StartOptions): TaskJob<T>
  /** Calls back at every coming, change or end of a job; gives what takes the listener away. */
  on(event: JobEvent, listener: (job: Job) => void): () => void
}

export interface StartOptions {
  readonly name?: string
}

/** The live table: an array of the jobs there are now, each time it is looked at. */
export type Jobs = readonly Job[] & JobsMethods

/** `jobs` for a shell. */
export function createJobs(shell: Shell): Jobs {
  const methods = jobsMethods(shell)
  const own = new Map<PropertyKey, PropertyDescriptor>(
    Reflect.ownKeys(methods).map(key => [key, Object.getOwnPropertyDescriptor(methods, key) ?? {}]),
  )
  const table = (): readonly Job[] => shellHere(shell).jobs.list()
  // What `inspect` looks at is the target.
  const target: readonly Job[] = Object.defineProperty([], inspectKey, {
    value: () => [...table()],
    configurable: true,
  })
  own.set(rowsKey, {})
  return new Proxy(target, {
    get(_, key) {
      if (key === rowsKey) return () => table().map(shownRow)
      if (own.has(key)) return Reflect.get(methods, key) as unknown
      const list = table()
      const value: unknown = Reflect.get(list, key)
      return typeof value === 'function' ? (value.bind(list) as unknown) : value
    },
    has: (_, key) => own.has(key) || key in table(),
    ownKeys: () => ['length', ...table().keys().map(String)],
    getOwnPropertyDescriptor(inner, key) {
      if (key === 'length') return Object.getOwnPropertyDescriptor(inner, key)
      const found = Object.getOwnPropertyDescriptor(table(), key)
      return found && { ...found, writable: false, configurable: true }
    },
    set: () => false,
    deleteProperty: () => false,
    defineProperty: () => false,
  }) as Jobs
}

function jobsMethods(shell: Shell): JobsMethods {
  const table = (): JobTable => shellHere(shell).jobs
  const living = (): Job[] =>
    table()
      .list()
      .filter(job => !isOver(job))
  return {
    get: spec => table().recall(typeof spec === 'number' ? `%${spec}` : spec)[0],
    get self() {
      return runningCoroutine()?.job
    },
    async any(jobs) {
      const all = [...(jobs ?? living())]
      for (const job of all) job.hold()
      const { job } = await waitAny(all)
      return await job
    },
    all: async jobs => await Promise.all([...(jobs ?? living())]),
    start: (run, options = {}) =>
      startCoroutine(
        shellHere(shell),
        { command: run.name === '' ? 'function' : `${run.name}()`, ...options },
        context => run(context),
      ),
    on: (event, listener) => listen(table(), event, listener),
  }
}

function listen(table: JobTable, event: JobEvent, listener: (job: Job) => void): () => void {
  const known = new WeakSet<Job>(table.list())
  return table.onChange(job => {
    const isNew = !known.has(job)
    known.add(job)
    const isListed = table.get(job.id) === job
    if (event === 'start' ? isNew : event === 'end' ? isListed && isOver(job) : isListed && !isNew)
      listener(job)
  })
}

const inspectKey = Symbol.for('nodejs.util.inspect.custom')
const rowsKey = Symbol.for('nacre.rows')

/** A job as a row of the table that `= jobs` shows. */
function shownRow(job: Job): Record<string, unknown> {
  const { done, total, failed } = job.progress ?? {}
  const progress =
    done === undefined
      ? ''
      : `${done}${total === undefined ? '' : `/${total}`}${failed ? ` (${failed} failed)` : ''}`
  return {
    id: job.id,
    ...(job.name === undefined ? {} : { name: job.name }),
    kind: job.kind,
    state: job.state,
    ...(progress === '' ? {} : { progress }),
    time: formatDuration((job.endedAt ?? Date.now()) - job.startedAt),
    command: job.command,
  }
}
