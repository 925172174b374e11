import type { Launch } from './launch.ts'
import type { Status } from './outcome.ts'

/** What a line at the prompt, a script or a job shares with its forks: whatever ends or stops one of them meets all. */
export interface Strand {
  /** Set from outside: all of it ends at its next step with this status. */
  status: Status | undefined
  /** It runs beside the prompt: Ctrl-C there is not for it. */
  isBeside?: boolean
  /** The job it has become, if it was stopped at the prompt: its programs join that. */
  launch?: Launch
}
