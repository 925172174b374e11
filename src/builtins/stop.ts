import { isOver } from '../jobs/index.ts'
import type { Builtin } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { readOptions } from './getopt.ts'
import { findJob, isFault } from './job-spec.ts'
import { failed } from './usage.ts'

/** `stop`: pause jobs; `bg` and `fg` continue them. */
export const stop: Builtin = {
  name: 'stop',
  synopsis: 'stop [jobspec ...]',
  summary: 'Stop jobs, to be continued by bg or fg.',
  examples: [{ line: 'stop %1 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    const parsed = readOptions(stop, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    let status = 0
    for (const spec of parsed.operands.length === 0 ? [undefined] : parsed.operands) {
      const job = findJob(spec, shell)
      if (isFault(job)) status = failed(shell, `stop: ${job.fault}`)
      else if (isOver(job)) status = failed(shell, `stop: job ${job.id} has terminated`)
      else {
        try {
          job.stop()
        } catch (error) {
          if (!(error instanceof SystemError)) throw error
          status = failed(shell, `stop: %${job.id}: ${error.message}`)
        }
      }
    }
    return status
  },
}
