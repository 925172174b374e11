import type { Job, JobKind, JobState } from './job.ts'

/** A job as plain data: a row of the table of `= jobs`, a line of `jobs --json`. */
export interface JobRow {
  readonly id: number
  readonly name?: string
  readonly kind: JobKind
  readonly state: JobState
  readonly command: string
  readonly pids?: readonly number[]
  readonly status?: number
  readonly signal?: string
  readonly startedAt: string
  readonly endedAt?: string
  readonly elapsedMs: number
  readonly progress?: { readonly done: number; readonly total?: number | undefined; readonly failed: number }
  readonly usage?: { readonly cpuMs: number; readonly rssBytes: number }
  readonly directory?: string
}

/** What there is to say of a job, without what is not known. */
export function jobRow(job: Job): JobRow {
  return {
    id: job.id,
    ...(job.name === undefined ? {} : { name: job.name }),
    kind: job.kind,
    state: job.state,
    command: job.command,
    ...(job.pids.length === 0 ? {} : { pids: job.pids }),
    ...(job.status === undefined ? {} : { status: job.status }),
    ...(job.signalName === undefined ? {} : { signal: job.signalName }),
    startedAt: new Date(job.startedAt).toISOString(),
    ...(job.endedAt === undefined ? {} : { endedAt: new Date(job.endedAt).toISOString() }),
    elapsedMs: (job.endedAt ?? Date.now()) - job.startedAt,
    ...(job.progress === undefined ? {} : { progress: job.progress }),
    ...(job.usage === undefined ? {} : { usage: job.usage }),
    ...(job.directory === undefined ? {} : { directory: job.directory }),
  }
}
