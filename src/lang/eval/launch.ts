import { foreground, isOver, ProcessJob } from '../../jobs/index.ts'
import type { Process } from '../../os/index.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Node } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import type { Status } from './outcome.ts'

/** Where the programs of a fork or of a foreground pipeline belong: one process group, one job. */
export interface Launch {
  readonly job: ProcessJob
  /** Programs get a group of their own (job control). */
  readonly grouped: boolean
  /** They get the terminal as well. */
  readonly foreground: boolean
  /** Signals that programs must ignore besides the trapped ones: INT and QUIT in a background list without job control. */
  readonly ignored: readonly string[]
}

export function makeLaunch(shell: Environment, node: Node, isForeground: boolean): Launch {
  const grouped = shell.session.jobControl && shell.host.hasJobControl
  return {
    job: new ProcessJob(shell.host, commandText(shell, node), shell.cwd),
    grouped,
    foreground: isForeground && grouped,
    ignored: grouped || isForeground ? [] : ['INT', 'QUIT'],
  }
}

/** The launch of a foreground pipeline of the main shell under job control; elsewhere programs join what is there. */
export function foregroundLaunch(shell: Environment, node: Node): Launch | undefined {
  if (!shell.session.jobControl || shell.launch !== undefined || !shell.host.hasJobControl) return undefined
  return makeLaunch(shell, node, true)
}

/** A program started: it belongs to the launch's job and group. */
export function joined(launch: Launch, process: Process): void {
  // Where all of the group had ended a new one was made for it: that is the job's from now on.
  if (launch.grouped) launch.job.group = process.group ?? process.pid
  launch.job.add(process)
}

/** Waits for a foreground pipeline; one that is stopped stays behind in the job table with 148. */
export function settleForeground(
  shell: Environment,
  launch: Launch | undefined,
  modes: unknown,
  result: MaybePromise<Status>,
): MaybePromise<Status> {
  if (launch === undefined || !isPromise(result)) return result
  const { job } = launch
  void result.then(
    status => job.finish(status),
    () => job.finish(1),
  )
  if (job.group === undefined) return result
  return foreground(shell.host, shell.jobs, job, { modes }).then(status => (isOver(job) ? result : status))
}

/** A command as it was typed, on one line as far as it goes. */
export function commandText(shell: Environment, node: Node): string {
  return shell.source.text.slice(node.start, node.end).trim()
}
