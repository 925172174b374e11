import { foreground, isOver, ProcessJob } from '../../jobs/index.ts'
import { SystemError, type Process } from '../../os/index.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Node } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import type { Status } from './outcome.ts'
import type { Shell } from './shell.ts'

/** Where the programs of a fork or of a foreground pipeline belong: one process group, one job. */
export interface Launch {
  /** The command it was made for. */
  readonly node?: Node
  readonly job: ProcessJob
  /** Programs get a group of their own (job control). */
  readonly grouped: boolean
  /** What is added to their nice value. */
  readonly nice?: number | undefined
  /** The program that this environment itself starts gets a terminal of its own; those of its forks do not. */
  terminal?: { readonly path: string; readonly owner: Shell } | undefined
  /** They get the terminal as well. */
  readonly foreground: boolean
  /** Signals that programs must ignore besides the trapped ones: INT and QUIT in a background list without job control. */
  readonly ignored: readonly string[]
  /** Ctrl-C went to the programs alone, which have the terminal: what runs beside them in the shell hears of it. */
  readonly interrupt?: (() => void) | undefined
  /** Called with each program that starts. */
  readonly onStart?: (process: Process) => void
  /** It was stopped, and stands for the whole line now: its own end is not the job's. */
  isLeft?: boolean
}

/** Whether jobs get groups of their own: `set -m`, which at a prompt is on where it has its terminal. */
export function controlsJobs({ host, session, options }: Shell): boolean {
  if (!host.hasJobControl || !options.get('monitor')) return false
  return session.jobControl || !session.interactive
}

export function makeLaunch(shell: Environment, node: Node, isForeground: boolean): Launch {
  const grouped = controlsJobs(shell)
  const job = new ProcessJob(shell.host, commandText(shell, node), shell.cwd)
  job.concluder = shell.session.concludeJob
  return {
    node,
    job,
    grouped,
    foreground: isForeground && grouped,
    ignored: grouped || isForeground ? [] : ['INT', 'QUIT'],
    interrupt: isForeground && grouped ? shell.session.interrupt : undefined,
  }
}

/** The launch of a foreground pipeline of the main shell under job control; elsewhere programs join what is there. */
export function foregroundLaunch(shell: Environment, node: Node): Launch | undefined {
  if (!controlsJobs(shell)) return undefined
  if (launchOf(shell) !== undefined) return undefined
  return makeLaunch(shell, node, true)
}

/** Where an environment's programs belong, if not to the shell's own group. */
export function launchOf(shell: Environment): Launch | undefined {
  return shell.launch ?? shell.strand.launch
}

/** While an environment's job is stopped, or a trap is not in force yet: when it goes on. */
export function held(shell: Environment): Promise<void> | undefined {
  if (shell.standIn?.settling !== undefined) return shell.standIn.settling
  const job = launchOf(shell)?.job
  if (job?.state !== 'stopped') return undefined
  return new Promise(resolve => {
    const unlisten = job.onChange(() => {
      if (job.state === 'stopped') return
      unlisten()
      resolve()
    })
  })
}

/** A program started: it belongs to the launch's job and group. */
export function joined(launch: Launch, process: Process): void {
  // Where all of the group had ended a new one was made for it: that is the job's from now on.
  if (launch.grouped) launch.job.group = process.group ?? process.pid
  launch.job.add(process)
  launch.onStart?.(process)
  if (launch.interrupt !== undefined) void endWithProgram(launch.job, process, launch.interrupt)
}

/** Ctrl-C went to the programs alone, which have the terminal: what runs beside them in the shell hears of it. */
async function endWithProgram(job: ProcessJob, process: Process, interrupt: () => void): Promise<void> {
  const status = await process.ended
  if (job.isForeground && status.type === 'signaled' && status.signal === 'INT') interrupt()
}

/** And Ctrl-C that came to the shell, because they had not started when it was typed. */
function passOn(interruption: AbortSignal | undefined, job: ProcessJob): () => void {
  const end = (): void => {
    if (isOver(job)) return
    try {
      job.kill('INT')
    } catch (error) {
      // Its programs have ended already, by the same Ctrl-C.
      if (!(error instanceof SystemError)) throw error
    }
  }
  if (interruption?.aborted === true) end()
  interruption?.addEventListener('abort', end)
  return () => interruption?.removeEventListener('abort', end)
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
    status => launch.isLeft === true || job.finish(status),
    () => launch.isLeft === true || job.finish(1),
  )
  if (job.group === undefined) return result
  // A subshell's own table would be gone with it.
  const { jobs } = shell.runtime.main.shell ?? shell
  const onStop = (): void => {
    shell.session.lineGroup?.leaveTo(job)
    shell.engine.leaveBehind(shell, launch)
  }
  const stop = passOn(shell.session.interruption, job)
  return foreground(shell.host, jobs, job, { modes, onStop })
    .finally(stop)
    .then(status => (isOver(job) || launch.isLeft === true ? result : status))
}

/** A command as it was typed, on one line as far as it goes. */
export function commandText(shell: Environment, node: Node): string {
  return shell.source.text.slice(node.start, node.end).trim()
}
