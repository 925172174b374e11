import type { ProcessJob } from '../../jobs/index.ts'
import { chain, type MaybePromise } from '../../value/index.ts'
import type { Node } from '../syntax/index.ts'
import { runPlaced, standFor } from './background.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import { startFork } from './fork.ts'
import { foregroundLaunch, joined, launchOf, settleForeground } from './launch.ts'
import type { Running } from './outcome.ts'
import { startPlaceholder } from './placeholder.ts'
import type { Shell } from './shell.ts'

/**
 * Runs a builtin that is a job: under job control in a fork, with a process that leads its group and hears of the keys in
 * its place. A stage of a pipeline gets such a process too.
 */
export function runJobBuiltin(shell: Environment, node: Node, code: Code): Running {
  const launch = foregroundLaunch(shell, node)
  if (launch === undefined) return chain(withStandIn(shell), () => code(shell))
  const modes = shell.host.terminal?.saveModes()
  const child = startFork(shell)
  child.isCaptured = true
  child.launch = launch
  child.strand = { status: undefined, isBeside: true }
  // It has the terminal until it has cleaned up, also where a Ctrl-C ended the process that stands for it.
  return chain(runPlaced(shell, child, launch, code), ({ status, ended }) =>
    settleForeground(
      shell,
      launch,
      modes,
      Promise.all([status, ended]).then(([first]) => first),
    ),
  )
}

/** A process in the job's group for a fork that has none. */
function withStandIn(shell: Environment): MaybePromise<void> {
  const launch = launchOf(shell)
  if (launch?.grouped !== true || shell.launch === undefined || shell.standIn !== undefined) return undefined
  // Its end by a signal is not the end of what shares the strand with it.
  shell.strand = { status: undefined, isBeside: true }
  return chain(startPlaceholder(shell.host, launch.job.group ?? 'new', launch.ignored), placeholder => {
    joined(launch, placeholder.process)
    standFor(shell, launch, placeholder)
  })
}

/** The job that a builtin runs as, or is a part of. */
export interface OwnJob {
  readonly job: ProcessJob
  /** It began in the foreground. */
  readonly isForeground: boolean
  /** Resolves if it is ended from outside. */
  readonly killed: Promise<void>
}

/** Undefined where there is no job control: then it is stopped and ended with the shell. */
export function ownJob(shell: Shell): OwnJob | undefined {
  const environment = shell as Environment
  const launch = launchOf(environment)
  const process = environment.standIn?.process
  if (launch === undefined || process === undefined) return undefined
  const killed = new Promise<void>(resolve => {
    void process.ended.then(status => {
      if (status.type === 'signaled') resolve()
    })
  })
  return { job: launch.job, isForeground: launch.foreground, killed }
}
