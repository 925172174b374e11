import { isOver, isWithinShell, jobLine } from '../jobs/index.ts'
import type { Builtin, Outcome, Running, Shell, Status } from '../lang/eval/index.ts'
import { parseDecimal } from './integer.ts'
import { failed, showHelp, tooMany } from './usage.ts'

/** `exit`: end the shell. POSIX.1-2024 2.15, exit. */
export const exit: Builtin = {
  name: 'exit',
  synopsis: 'exit [n]',
  summary: 'Exit the shell.',
  examples: [{ line: '(exit 3); echo $?', shows: '3\n' }],
  special: true,
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(exit, ports)
    return leaveShell('exit', args, shell)
  },
}

/** `logout`: end a login shell. */
export const logout: Builtin = {
  name: 'logout',
  synopsis: 'logout [n]',
  summary: 'Exit a login shell.',
  examples: [{ line: 'logout 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(logout, ports)
    if (shell.session.login) return leaveShell('logout', args, shell)
    shell.complain("logout: not login shell: use `exit'")
    return 1
  },
}

function leaveShell(name: string, args: readonly string[], shell: Shell): Running {
  if (shell.session.interactive && shell.depth === 0 && warnsOfJobs(shell)) return 1
  const status = statusArgument(name, args, shell)
  return typeof status === 'number' ? { type: 'exit', status } : status
}

/**
 * The first `exit` with jobs that would end with the shell only tells of them: where there is job control all but the
 * disowned ones, else those that are stopped or run within the shell (bash manual, Job Control Basics).
 */
function warnsOfJobs(shell: Shell): boolean {
  const { jobs, session } = shell
  if (jobs.isExitConfirmed) return false
  const living = jobs.list().filter(job => !isOver(job) && !job.noHangup)
  const isStopped = living.some(job => job.state === 'stopped')
  const checks = session.jobControl || shell.options.get('checkjobs')
  if (!isStopped && !living.some(job => checks || isWithinShell(job))) return false
  const lines = living.map(job => jobLine(job, jobs, { directory: shell.cwd }))
  shell.complain([`There are ${isStopped ? 'stopped' : 'running'} jobs.`, ...lines].join('\n'))
  jobs.isExitConfirmed = true
  return true
}

/** The status argument of `exit` and `return`: `$?` without one, 2 where it is no number (said). */
export function statusArgument(name: string, args: readonly string[], shell: Shell): Outcome {
  const [text, extra] = args[0] === '--' ? args.slice(1) : args
  if (text === undefined) return usualStatus(name, shell)
  const number = parseDecimal(text)
  if (number === undefined) return failed(shell, `${name}: ${text}: numeric argument required`, 2)
  return extra === undefined ? Number(BigInt.asUintN(8, number)) : tooMany(name, shell)
}

/** bash: in a trap `return` means what was before it (but in DEBUG's); so does `exit` in the EXIT trap. */
function usualStatus(name: string, shell: Shell): Status {
  const isHeld = name === 'return' || shell.trapping.has('EXIT')
  return (isHeld ? shell.statusBeforeTrap : undefined) ?? shell.status
}
