/** What scripts import as `nacre`. */
export type { Job, JobState } from './jobs/index.ts'
