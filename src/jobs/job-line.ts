import { isOfFunction } from './function-job.ts'
import { isOver, type Job } from './job.ts'
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
      if (job.signalName !== undefined) return deathText(job)
      return isOfFunction(job) ? 'Failed' : `Exit ${job.status ?? 1}`
  }
}

/** `Running 12/40`, of what goes over many items. */
function stateAndProgress(job: Job): string {
  const { done, total, failed } = job.progress ?? {}
  if (done === undefined || isOver(job)) return jobStateText(job)
  const failures = failed === undefined || failed === 0 ? '' : `, ${failed} failed`
  return `${jobStateText(job)} ${done}${total === undefined ? '' : `/${total}`}${failures}`
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
  const error = job.state === 'failed' && isOfFunction(job) ? `  (${firstLine(job.error)})` : ''
  return `[${job.id}]${mark} ${pid}${stateAndProgress(job).padEnd(24)}${job.kind === 'process' ? job.command : oneLine(job.command)}${ampersand}${elsewhere}${error}`
}

/** `Error: no such host` */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  return text.split('\n', 1)[0] ?? ''
}

/** TypeScript of several lines is a line in the list. */
function oneLine(command: string): string {
  return command.replace(/\s*\n\s*/g, ' ')
}
