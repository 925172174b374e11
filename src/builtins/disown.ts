import { disown as release } from '../jobs/index.ts'
import type { Builtin } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { findJob, findJobOrPid, isFault } from './job-spec.ts'
import { failed } from './usage.ts'

/** `disown`: forget jobs, or keep them from SIGHUP. bash manual, Job Control Builtins. */
export const disown: Builtin = {
  name: 'disown',
  synopsis: 'disown [-h] [-ar] [jobspec ... | pid ...]',
  summary: 'Remove jobs from current shell.',
  examples: [{ line: 'sleep 0 & disown; jobs', shows: '' }],
  run(args, ports, shell) {
    const parsed = readOptions(disown, 'har', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    const all = operands.length === 0 && (flags.has('a') || flags.has('r'))
    const found = all
      ? shell.jobs.list().filter(job => !flags.has('r') || job.state === 'running')
      : operands.length === 0
        ? [findJob(undefined, shell)]
        : operands.map(operand => findJobOrPid(operand, shell))
    let status = 0
    for (const job of found) {
      if (isFault(job)) status = failed(shell, `disown: ${job.fault}`)
      else if (!flags.has('h')) release(shell.jobs, job)
      else job.noHangup = true
    }
    return status
  },
}
