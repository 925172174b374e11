import type { Job } from '../jobs/index.ts'
import type { Shell } from '../lang/eval/index.ts'

/** The job an operand means: `%1`, `%+`, `%name`, or `1` and `name` for the job builtins; or what is wrong with it. */
export function findJob(spec: string | undefined, shell: Shell): Job | { readonly fault: string } {
  if (spec === undefined) return shell.jobs.current ?? { fault: 'current: no such job' }
  const found = shell.jobs.find(spec)
  if (found.length > 1) return { fault: `${spec}: ambiguous job spec` }
  return found[0] ?? { fault: `${spec}: no such job` }
}

/** The job that a job spec or a pid names. */
export function findJobOrPid(operand: string, shell: Shell): Job | { readonly fault: string } {
  if (operand.startsWith('%')) return findJob(operand, shell)
  const job = shell.jobs.byPid(Number(operand))
  return job ?? { fault: `${operand}: no such job` }
}

/** True for what `findJob` gives when there is no job. */
export function isFault(found: Job | { readonly fault: string }): found is { readonly fault: string } {
  return 'fault' in found
}

/** As `findJob`, and jobs that were told of and left the table as well: their output and value can still be had. */
export function recallJob(spec: string | undefined, shell: Shell): Job | { readonly fault: string } {
  const found = shell.jobs.recall(spec ?? '%+')
  if (found.length > 1) return { fault: `${spec}: ambiguous job spec` }
  return found[0] ?? { fault: `${spec ?? 'current'}: no such job` }
}
