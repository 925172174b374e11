import type { ProcessHost } from '../os/index.ts'
import type { MaybePromise } from '../value/index.ts'
import { isOver, type Job } from './job.ts'
import { ProcessJob } from './process-job.ts'
import { SpawnedJob } from './spawned-job.ts'
import { attach, type Attached } from './terminal/attach.ts'
import type { JobTable } from './table.ts'
import { waitJob } from './wait.ts'

/**
 * Runs a job in the foreground until it ends or stops: the terminal is its, and comes back with the shell's modes. A
 * stopped one stays in the table, with its own modes kept for the next time. Gives `$?`.
 */
export function foreground(
  host: ProcessHost,
  table: JobTable,
  job: Job,
  options: ForegroundOptions = {},
): Promise<number> {
  return table.lend(runLent(host, table, job, options))
}

export interface ForegroundOptions {
  readonly continue?: boolean
  readonly modes?: unknown
  /** Who started it tells of its end. */
  readonly isQuiet?: boolean
  /** Called with the terminal given away and before the job goes on: keys are the job's from here on. */
  announce?(): MaybePromise<void>
  onStop?(): void
  /** A job with a terminal of its own was left running: it is in the background again. */
  onLeave?(): MaybePromise<void>
}

async function runLent(
  host: ProcessHost,
  table: JobTable,
  job: Job,
  options: ForegroundOptions,
): Promise<number> {
  const attached = attachment(host, job, options)
  const lent = attached !== undefined ? () => undefined : lend(host, job, options.modes)
  job.isForeground = true
  try {
    if (attached !== undefined) return await runAttached(attached, options)
    await goOn(host, job, options)
    return await waitJob(job, { stops: true })
  } finally {
    lent()
    if (job.state === 'stopped') options.onStop?.()
    if (isOver(job)) table.remove(job)
    else table.add(job)
    if (job.signalName !== undefined && options.isQuiet !== true) table.tell(job)
    job.isForeground = false
  }
}

/**
 * Announces the job and lets it go on. Between the two nothing is waited for, and a running one is sent CONT first (it
 * may have stopped and not be told of yet): CONT takes back a stop key that the person has pressed meanwhile.
 */
function goOn(host: ProcessHost, job: Job, options: ForegroundOptions): MaybePromise<void> {
  const cont = (): void => void (options.continue === true && job.cont())
  if (job.state === 'running') cont()
  const told = options.announce?.()
  if (job instanceof ProcessJob && job.modes !== undefined) host.terminal?.restoreModes(job.modes)
  if (job.state === 'stopped') cont()
  return told
}

/** How the shell's terminal is joined to the job's own, where it has one. */
function attachment(host: ProcessHost, job: Job, options: ForegroundOptions): Attached | undefined {
  const { terminal } = host
  if (!(job instanceof SpawnedJob) || job.terminal === undefined || terminal === undefined) return undefined
  return {
    host,
    terminal,
    job,
    own: job.terminal,
    continue: options.continue === true,
    announce: () => options.announce?.(),
  }
}

async function runAttached(attached: Attached, options: ForegroundOptions): Promise<number> {
  const status = await attach(attached)
  if (status === undefined) await options.onLeave?.()
  return status ?? 0
}

/** Gives the terminal to a job's group, with the modes it had when it was stopped; answers what takes it back. */
function lend(host: ProcessHost, job: Job, given: unknown): () => void {
  const { terminal } = host
  if (terminal === undefined) return () => undefined
  if (!(job instanceof ProcessJob) || job.group === undefined) return hearKeys(host, job)
  const modes = given ?? terminal.saveModes()
  terminal.give(job.group)
  return () => {
    terminal.take()
    if (job.state === 'stopped') job.modes = terminal.saveModes()
    // Only a job that ended in order leaves its modes to the shell (as bash); a killed or stopped one does not.
    if (job.state === 'stopped' || job.signalName !== undefined) terminal.restoreModes(modes)
  }
}

/** A job that no process group stands for: the shell keeps the terminal, and what its keys send is passed on. */
function hearKeys(host: ProcessHost, job: Job): () => void {
  const pass = (signal: string): (() => void) => host.onSignal(signal, () => quietly(() => job.kill(signal)))
  const deaf = [...['INT', 'QUIT'].map(pass), ...(host.hasJobControl ? [pass('TSTP')] : [])]
  return () => {
    for (const stop of deaf) stop()
    // The shell itself never stops by a key.
    if (host.hasJobControl) host.setIgnored('TSTP', true)
  }
}

/** The shell itself reads for a job in the foreground: the terminal is the shell's meanwhile, its keys are passed on. */
export async function readForJob<T>(host: ProcessHost, job: ProcessJob, read: () => Promise<T>): Promise<T> {
  const deaf = hearKeys(host, job)
  host.terminal?.take()
  try {
    return await read()
  } finally {
    deaf()
    if (job.isForeground && job.state === 'running' && job.group !== undefined) host.terminal?.give(job.group)
  }
}

/** Lets a stopped job go on behind the prompt. */
export function background(table: JobTable, job: Job): void {
  table.touch(job)
  job.cont()
}

/** Takes a job out of the table; it goes on by itself. As in bash, `wait` with its pid gives 0 then, at once. */
export function disown(table: JobTable, job: Job): void {
  table.disown(job)
}

/** The terminal is gone, or a login shell with `huponexit` ends: all but disowned jobs hear of it. */
export function hangUp(table: JobTable, only?: Job): void {
  if (only === undefined) table.isHungUp = true
  for (const job of living(table)) {
    if (only !== undefined && job !== only) continue
    if (job.noHangup) continue
    const wasStopped = job.state === 'stopped'
    quietly(() => job.kill('HUP'))
    if (wasStopped) quietly(() => job.cont())
  }
}

/** An interactive shell ends: nobody could continue its stopped jobs any more (bash: TERM, then CONT). */
export function endStopped(table: JobTable): void {
  for (const job of living(table)) {
    if (job.state !== 'stopped') continue
    quietly(() => job.kill('TERM'))
  }
}

function living(table: JobTable): Job[] {
  return table.list().filter(job => !isOver(job))
}

/** A job may have ended in this very moment. */
function quietly(action: () => void): void {
  try {
    action()
  } catch {
    // It is gone, as it should be.
  }
}
