import { isOver, type Job } from '../jobs/index.ts'
import type { Builtin, Shell, Status } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { readOptions } from './getopt.ts'
import { findJob, isFault } from './job-spec.ts'
import { failed } from './usage.ts'

/** A program that the system holds (a disk that does not answer) stops when that is over; nobody waits for it. */
const longestMs = 1000

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
    const stopping: Job[] = []
    for (const spec of parsed.operands.length === 0 ? [undefined] : parsed.operands) {
      const job = findJob(spec, shell)
      if (isFault(job)) status = failed(shell, `stop: ${job.fault}`)
      else if (isOver(job)) status = failed(shell, `stop: job ${job.id} has terminated`)
      else if (!tryStop(job, shell)) status = 1
      else if (job.state === 'running') stopping.push(job)
    }
    return stopping.length === 0 ? status : Promise.all(stopping.map(changed)).then(() => status)
  },
}

function tryStop(job: Job, shell: Shell): boolean {
  try {
    job.stop()
    return true
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    failed(shell, `stop: %${job.id}: ${error.message}`)
    return false
  }
}

/** What follows finds it stopped. */
function changed(job: Job): Promise<Status> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      unlisten()
      resolve(0)
    }
    const timer = setTimeout(done, longestMs)
    const unlisten = job.onChange(done)
  })
}
