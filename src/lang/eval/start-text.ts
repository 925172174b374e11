import type { Source } from '../../diag/index.ts'
import { ProcessJob, sendToJob } from '../../jobs/index.ts'
import { SystemError, type Descriptor, type WaitStatus } from '../../os/index.ts'
import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { beside } from './beside.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import type { Status } from './outcome.ts'
import { startPlaceholder } from './placeholder.ts'
import { processIdOf } from './process-id.ts'
import { runSource } from './run.ts'
import type { Bindings, Shell } from './shell.ts'

export interface StartOptions {
  /** The fork's standard streams; it takes them over. Those not named are the shell's. */
  readonly descriptors: ReadonlyMap<number, Descriptor>
  /** Its programs get a process group of their own, and signals go to all of that; it is a job of the table. */
  readonly isJob?: boolean
  /** It is a shell of its own: `$$` is a process that stands for it (`kill $$` ends the text, not us). */
  readonly isShell?: boolean
  /** Changes the fork before it runs: directory, variables, name. */
  prepare?(fork: Shell): void
}

/** A text that runs beside the shell, in a copy of its state: what zx's `$` starts. */
export interface StartedText {
  readonly status: MaybePromise<Status>
  readonly job: ProcessJob
  /** The programs it started so far. */
  readonly pids: readonly number[]
  /** A process that stands for the whole text: it ends with it, and a signal that ends it ends the text. Gives its pid. */
  standIn(): MaybePromise<number>
  /** How the last program that it started ended, once it has. */
  lastEnd(): WaitStatus | undefined
  /** A signal has ended it before its last command. */
  readonly isCut: boolean
  /**
   * Sends a signal to its programs and, unless it is '0', ends the fork at its next step. While its last command runs, a
   * program, that alone decides how it ends: a shell would have become it.
   */
  kill(signal: string): void
}

interface Running {
  readonly child: Environment
  readonly job: ProcessJob
  readonly text: Source
  /** How deep the calls were where it began. */
  readonly depth: number
  /** Ends it while it waits for no program (`read`). */
  readonly cut: PromiseWithResolvers<Status>
}

const noBindings: Bindings = {
  lookup: () => undefined,
  evaluate: () => {
    throw new Error('no TypeScript expressions here')
  },
}

/** Runs a text in a fork with these descriptors; whatever it changes of the state stays in the fork. */
export function startText(shell: Shell, source: Source, options: StartOptions): StartedText {
  const child = startFork(shell as Environment)
  child.isCaptured = true
  const job = new ProcessJob(shell.host, source.text)
  child.launch = {
    job,
    grouped: options.isJob === true && shell.host.hasJobControl,
    foreground: false,
    ignored: [],
  }
  if (options.isJob === true) {
    // Who started it waits for it, and tells of its end.
    job.isAwaited = true
    shell.jobs.add(job)
  }
  child.strand = { status: undefined, isBeside: true }
  const running: Running = {
    child,
    job,
    text: source,
    depth: child.stack.length,
    cut: Promise.withResolvers(),
  }
  if (options.isShell === true) child.shellId = () => ownId(running)
  child.bindings = noBindings
  for (const [fd, descriptor] of options.descriptors) child.descriptors.set(fd, descriptor)
  const status = untilCut(
    running,
    beside(shell as Environment, () =>
      finishFork(child, () => {
        options.prepare?.(child)
        return runSource(child, source)
      }),
    ),
  )
  if (options.isJob === true) void Promise.resolve(status).then(value => job.finish(value))
  return {
    status,
    job,
    get pids() {
      return job.pids
    },
    standIn: () => standIn(running, status),
    lastEnd: () => ownDeath(child) ?? job.processes.at(-1)?.status,
    get isCut() {
      return child.strand.status !== undefined
    },
    kill: signal => killAll(running, signal),
  }
}

function standIn(running: Running, status: MaybePromise<Status>): MaybePromise<number> {
  const { child } = running
  if (child.standIn !== undefined) return child.standIn.process.pid
  return chain(startPlaceholder(child.host, 'shell', []), placeholder => {
    void Promise.resolve(status).then(
      value => placeholder.end(value),
      () => placeholder.end(1),
    )
    void placeholder.process.ended.then(ended => {
      if (ended.type === 'signaled') killAll(running, ended.signal)
    })
    return placeholder.process.pid
  })
}

function untilCut({ cut }: Running, status: MaybePromise<Status>): MaybePromise<Status> {
  return isPromise(status) ? Promise.race([status, cut.promise]) : status
}

/** `$$`: who ends the process that has this number ends the text, with all it runs. */
function ownId(running: Running): number {
  const { child } = running
  const isNew = child.standIn === undefined
  const pid = processIdOf(child)
  if (isNew)
    void child.standIn?.process.ended.then(ended => {
      if (ended.type === 'signaled') killAll(running, ended.signal)
    })
  return pid
}

function ownDeath({ standIn }: Environment): WaitStatus | undefined {
  const status = standIn?.process.status
  return status?.type === 'signaled' ? status : undefined
}

/** Signals that end nothing. */
const harmless = new Set(['0', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'CONT'])

function killAll(running: Running, signal: string): void {
  const { child, job, cut } = running
  if (!harmless.has(signal) && !isAtLastProgram(running)) {
    const number = [...child.host.signals].find(([, name]) => name === signal)?.[0] ?? 15
    child.strand.status = 128 + number
    // It may sit in a builtin that does not end. (Other hosts start programs in a later turn: one may be about to.)
    if (job.livingPids.length === 0 && child.host.hasJobControl) {
      child.descriptors.closeAll()
      cut.resolve(128 + number)
    }
  }
  try {
    sendToJob(child.host, job, signal)
  } catch (error) {
    if (!(error instanceof SystemError && error.code === 'ESRCH')) throw error
  }
}

/** The one program that runs is the last of the text: bash execs such a one (with no EXIT trap, outside of functions). */
function isAtLastProgram({ child, job, text, depth }: Running): boolean {
  const { node, source } = child
  return (
    job.livingPids.length === 1 &&
    (node as { readonly type?: string } | undefined)?.type === 'SimpleCommand' &&
    source === text &&
    child.stack.length === depth &&
    child.traps.isEmpty &&
    source.text.slice(node?.end).trim() === ''
  )
}
