import { holdLoop, isOver, type Job, waitAny, waitJob, WaitInterrupted } from '../jobs/index.ts'
import type { Builtin, Shell, Status } from '../lang/eval/index.ts'
import { tryAssign } from './assign.ts'
import { readOptions } from './getopt.ts'
import { interruptible } from './interruptible.ts'
import { findJob, isFault } from './job-spec.ts'
import { isName, parseReference } from './names.ts'
import { failed } from './usage.ts'

/** `wait`: until jobs end. POSIX.1-2024, utilities, wait; bash manual, Job Control Builtins. */
export const wait: Builtin = {
  name: 'wait',
  synopsis: 'wait [-fn] [-p var] [id ...]',
  summary: 'Wait for job completion and return exit status.',
  examples: [{ line: '(exit 3) & wait $!; echo $?', shows: '3\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(wait, 'fnp:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const variable = parsed.flags.get('p')
    if (variable !== undefined && parseReference(variable) === undefined)
      return failed(shell, `wait: \`${variable}': not a valid identifier`)
    if (variable !== undefined && isName(variable)) shell.variables.unset(variable)
    return interruptible(shell, signal =>
      parsed.flags.has('n')
        ? waitForAny(parsed.operands, variable, shell, signal)
        : waitForAll(parsed.operands, { variable, stops: stopsCount(parsed.flags, shell) }, shell, signal),
    )
  },
}

/** Under job control a stop ends the wait for a job; with `-f` only its end does (bash manual, Job Control Builtins). */
function stopsCount(flags: ReadonlyMap<string, string>, shell: Shell): boolean {
  return shell.session.jobControl && !flags.has('f')
}

interface WaitOptions {
  /** Gets the pid. */
  readonly variable: string | undefined
  readonly stops: boolean
}

async function waitForAll(
  operands: readonly string[],
  options: WaitOptions,
  shell: Shell,
  signal: AbortSignal,
): Promise<Status> {
  if (operands.length === 0) {
    for (const job of shell.jobs.waitable()) {
      if (job.state === 'stopped') continue
      await waitJob(job, { signal })
      shell.jobs.collect(job, shell.session.interactive)
    }
    for (const ended of shell.jobs.beside) await waitBeside(ended, signal)
    return 0
  }
  let status = 0
  for (const operand of operands) status = await waitForOne(operand, options, shell, signal)
  return status
}

/** Process substitutions, which are no jobs. */
async function waitBeside(ended: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(new WaitInterrupted())
  signal.addEventListener('abort', abort)
  const letGo = holdLoop()
  try {
    await Promise.race([ended, promise])
  } finally {
    letGo()
    signal.removeEventListener('abort', abort)
  }
}

async function waitForOne(
  operand: string,
  { variable, stops }: WaitOptions,
  shell: Shell,
  signal: AbortSignal,
): Promise<Status> {
  const job = findWaited(operand, shell)
  if (typeof job === 'number') return job
  const asksAgain = operand.startsWith('%') && !isOver(job) && !shell.session.interactive
  const status = await waitJob(job, { signal, stops })
  // bash: in scripts a job spec may be asked for a second time.
  if (asksAgain && isOver(job)) shell.jobs.leaveAfter(job, 'command')
  else if (isOver(job)) shell.jobs.collect(job, shell.session.interactive)
  tellPid(job, variable, shell)
  return status
}

/** The job an operand means, or the status where there is none to wait for. */
function findWaited(operand: string, shell: Shell): Job | Status {
  if (operand.startsWith('%')) {
    const found = findJob(operand, shell)
    return isFault(found) ? failed(shell, `wait: ${found.fault}`, 127) : found
  }
  if (!/^\d+$/.test(operand)) return failed(shell, `wait: \`${operand}': not a pid or valid job spec`, 1)
  const job = shell.jobs.byPid(Number(operand))
  if (job !== undefined) return job
  const known = shell.jobs.statusOf(Number(operand))
  return known ?? failed(shell, `wait: pid ${operand} is not a child of this shell`, 127)
}

/** For `-n` what has been waited for is no job any more. */
function findRunning(operand: string, shell: Shell): Job | undefined {
  const found = operand.startsWith('%') ? findJob(operand, shell) : shell.jobs.byPid(Number(operand))
  return found === undefined || isFault(found) ? undefined : found
}

function tellPid(job: Job, variable: string | undefined, shell: Shell): void {
  if (variable !== undefined) tryAssign(shell, variable, String(job.pid ?? ''))
}

async function waitForAny(
  operands: readonly string[],
  variable: string | undefined,
  shell: Shell,
  signal: AbortSignal,
): Promise<Status> {
  const jobs: Job[] =
    operands.length === 0 ? shell.jobs.waitable().filter(job => job.state !== 'stopped') : []
  for (const operand of operands) {
    const job = findRunning(operand, shell)
    if (job === undefined) failed(shell, `wait: ${operand}: no such job`)
    else jobs.push(job)
  }
  if (jobs.length === 0) return 127
  const { job: first } = await waitAny(jobs, signal)
  if (isOver(first)) shell.jobs.collect(first, shell.session.interactive)
  tellPid(first, variable, shell)
  return first.status ?? 0
}
