import type { Job } from './job.ts'
import { signalText } from './signal-text.ts'
import type { JobTable } from './table.ts'

/** `Running`, `Stopped`, `Done`, `Exit 3`, `Terminated` (bash manual, Job Control Basics). */
export function jobStateText(job: Job): string {
  switch (job.state) {
    case 'running':
      return 'Running'
    case 'stopped':
      return 'Stopped'
    case 'done':
      return 'Done'
    case 'cancelled':
      return job.signalName === undefined ? 'Cancelled' : deathText(job)
    case 'failed':
      return job.signalName === undefined ? `Exit ${job.status ?? 1}` : deathText(job)
  }
}

/** `Segmentation fault      (core dumped)` */
function deathText(job: Job): string {
  const text = signalText(job.signalName ?? '')
  return job.coreDumped ? `${text.padEnd(24)}(core dumped) ` : text
}

/**
 * `[1]+  Running                 sleep 10 &`, without the newline; with `long` the pid before the state. Where a job was
 * started elsewhere its directory is added, as a person at `directory` would read it.
 */
export function jobLine(
  job: Job,
  table: JobTable,
  options: { readonly long?: boolean; readonly directory?: string } = {},
): string {
  const mark = job === table.current ? '+' : job === table.previous ? '-' : ' '
  const pid = options.long === true ? `${String(job.pids[0] ?? '').padStart(5)} ` : ' '
  const ampersand = job.state === 'running' ? ' &' : ''
  const { directory } = job
  const elsewhere =
    directory === undefined || options.directory === undefined || directory === options.directory
      ? ''
      : `  (wd: ${directory})`
  return `[${job.id}]${mark} ${pid}${jobStateText(job).padEnd(24)}${job.command}${ampersand}${elsewhere}`
}
