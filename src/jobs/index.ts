/**
 * One table for everything that runs: pipelines of processes, coroutines, pools. `JobTable` knows ids, current and
 * previous job and their states; `control` moves jobs between foreground, background and stopped.
 */
export { JobTable } from './table.ts'
export type { Job, JobKind, JobState } from './job.ts'
