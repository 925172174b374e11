import type { TaskValues } from './replace.ts'

/** What the environment of a task says of it. */
export interface TaskEnvironment {
  readonly names: readonly string[]
  of(task: Pick<TaskValues, 'seq' | 'slot'>): Readonly<Record<string, string>>
}

/** GNU parallel, ENVIRONMENT VARIABLES. `slotVariable`: gets the worker's number, from 0 (--process-slot-var). */
export function taskEnvironment(pid: number, slotVariable: string | undefined): TaskEnvironment {
  const own = slotVariable === undefined ? [] : [slotVariable]
  return {
    names: ['PARALLEL_SEQ', 'PARALLEL_PID', 'PARALLEL_JOBSLOT', ...own],
    of: ({ seq, slot }) => ({
      PARALLEL_SEQ: String(seq),
      PARALLEL_PID: String(pid),
      PARALLEL_JOBSLOT: String(slot),
      ...(slotVariable === undefined ? {} : { [slotVariable]: String(slot - 1) }),
    }),
  }
}
