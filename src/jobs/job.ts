export type JobKind = 'process' | 'pool' | 'coroutine'
export type JobState = 'running' | 'stopped' | 'done' | 'failed' | 'cancelled'

/** One thing that runs, whatever it is made of. */
export interface Job {
  readonly id: number // %1
  readonly kind: JobKind
  readonly command: string // as typed
  readonly state: JobState
}
