import { holdLoop, isOver, type Job, waitAny, WaitInterrupted, waitJob } from '../jobs/index.ts'
import type { Builtin, Running, Shell, Status } from '../lang/eval/index.ts'
import { parseDuration } from '../value/index.ts'
import { interruptible } from './interruptible.ts'
import { isFault, recallJob } from './job-spec.ts'
import { readLongOptions } from './long-options.ts'
import { failed, misused, showHelp } from './usage.ts'

const known = { any: 'flag', all: 'flag', timeout: 'value' } as const
/** What timeout(1) says. */
const timedOut = 124

/** `await`: until jobs end, of whatever kind; the job's side of TypeScript's `await`. */
export const awaitBuiltin: Builtin = {
  name: 'await',
  synopsis: 'await [--all | --any] [--timeout time] [jobspec ...]',
  summary: 'Wait for jobs to end, and give the status of the first that failed.',
  examples: [
    { line: 'spawn sh -c "exit 3"; spawn true; await %1 %2', status: 3 },
    { line: 'spawn sleep 9; await --timeout 20ms %1; echo $?; kill %1', shows: '124\n' },
  ],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(awaitBuiltin, ports)
    const parsed = readLongOptions(known, {}, args)
    if (typeof parsed === 'string') return misused(awaitBuiltin, parsed, ports, shell)
    const { flags, values, operands } = parsed
    if (flags.has('any') && flags.has('all'))
      return misused(awaitBuiltin, '--any and --all exclude each other', ports, shell)
    const time = values.get('timeout')?.[0]
    const timeoutMs = time === undefined ? undefined : parseDuration(time)
    if (time !== undefined && timeoutMs === undefined)
      return failed(shell, `await: --timeout ${time}: not a time (30s, 5m, 500ms)`, 2)
    const jobs = jobsOf(operands, shell)
    if (typeof jobs === 'string') return failed(shell, `await: ${jobs}`, 127)
    return waitFor(jobs, { isAny: flags.has('any'), timeoutMs }, shell)
  },
}

/** The jobs that are meant, all that live where none is named; or what is wrong. */
function jobsOf(specs: readonly string[], shell: Shell): readonly Job[] | string {
  if (specs.length === 0) return shell.jobs.waitable()
  const jobs: Job[] = []
  for (const spec of specs) {
    const job = /^\d+$/.test(spec)
      ? (shell.jobs.byPid(Number(spec)) ?? recallJob(spec, shell))
      : recallJob(spec, shell)
    if (isFault(job)) return job.fault
    jobs.push(job)
  }
  return jobs
}

interface Wanted {
  readonly isAny: boolean
  readonly timeoutMs: number | undefined
}

function waitFor(jobs: readonly Job[], { isAny, timeoutMs }: Wanted, shell: Shell): Running {
  // One whose end nobody waits for after all is told of again.
  const unasked = jobs.filter(job => !job.isAwaited)
  for (const job of jobs) job.isAwaited = true
  return interruptible(shell, async signal => {
    const limit = timeoutMs === undefined ? undefined : AbortSignal.timeout(Math.ceil(timeoutMs))
    const both = limit === undefined ? signal : AbortSignal.any([signal, limit])
    // The time of an AbortSignal holds no event loop open.
    const hold = limit === undefined ? undefined : holdLoop()
    try {
      return isAny ? await first(jobs, both, shell) : await all(jobs, both, shell)
    } catch (error) {
      for (const job of unasked) job.isAwaited = false
      if (limit?.aborted === true && !signal.aborted) return timedOut
      throw error instanceof WaitInterrupted || !signal.aborted ? error : new WaitInterrupted()
    } finally {
      hold?.()
    }
  })
}

async function first(jobs: readonly Job[], signal: AbortSignal, shell: Shell): Promise<Status> {
  if (jobs.length === 0) return 127
  const { job } = await waitAny(jobs, signal)
  return await collected(job, shell)
}

/** Until the last of them has ended: 0, or the status of the first in order that failed. */
async function all(jobs: readonly Job[], signal: AbortSignal, shell: Shell): Promise<Status> {
  let status = 0
  for (const job of jobs) {
    await waitJob(job, { signal, stops: shell.session.jobControl })
    const own = isOver(job) ? await collected(job, shell) : stopped(job, shell)
    if (status === 0) status = own
  }
  return status
}

function stopped(job: Job, shell: Shell): Status {
  shell.complain(`await: %${job.id} is stopped; bg or fg continues it`)
  return job.stopStatus
}

async function collected(job: Job, shell: Shell): Promise<Status> {
  shell.jobs.collect(job, shell.session.interactive)
  await shell.session.tellResult?.(job, shell)
  return job.status ?? 0
}
