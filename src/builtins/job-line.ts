import type { Job } from '../jobs/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { signalText } from './signal-text.ts'

/** `Running`, `Stopped`, `Done`, `Exit 3`, `Terminated` (bash manual, Job Control). */
export function jobState(job: Job): string {
  switch (job.state) {
    case 'running':
      return 'Running'
    case 'stopped':
      return job.signal === undefined || job.signal === 'TSTP' ? 'Stopped' : signalText(job.signal)
    case 'done':
      return 'Done'
    case 'cancelled':
      return job.signal === undefined ? 'Cancelled' : signalText(job.signal)
    case 'failed':
      return job.signal === undefined ? `Exit ${job.status ?? 1}` : signalText(job.signal)
  }
}

/** `[1]+  Running                 sleep 10 &`; with `long` the pid before the state. */
export function jobLine(job: Job, shell: Shell, long = false): string {
  const mark = job === shell.jobs.current ? '+' : job === shell.jobs.previous ? '-' : ' '
  const pid = long ? `${job.pids[0] ?? ''} ` : ' '
  const ampersand = job.state === 'running' ? ' &' : ''
  return `[${job.id}]${mark} ${pid}${jobState(job).padEnd(24)}${job.command}${ampersand}\n`
}
