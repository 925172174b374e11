import type { Source } from '../../diag/index.ts'
import { ProcessJob, sendToJob } from '../../jobs/index.ts'
import { SystemError, type Descriptor, type WaitStatus } from '../../os/index.ts'
import { chain, type MaybePromise } from '../../value/index.ts'
import { beside } from './beside.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import type { Status } from './outcome.ts'
import { startPlaceholder } from './placeholder.ts'
import { runSource } from './run.ts'
import type { Bindings, Shell } from './shell.ts'

export interface StartOptions {
  /** The fork's standard streams; it takes them over. Those not named are the shell's. */
  readonly descriptors: ReadonlyMap<number, Descriptor>
  /** Its programs get a process group of their own, and signals go to all of that; it is a job of the table. */
  readonly isJob?: boolean
  /** Changes the fork before it runs: directory, variables, name. */
  prepare?(fork: Shell): void
}

/** A text that runs beside the shell, in a copy of its state: what zx's `$` starts. */
export interface StartedText {
  readonly status: MaybePromise<Status>
  /** The programs it started so far. */
  readonly pids: readonly number[]
  /** A process that stands for the whole text: it ends with it, and a signal that ends it ends the text. Gives its pid. */
  standIn(): MaybePromise<number>
  /** How the last program that it started ended, once it has. */
  lastEnd(): WaitStatus | undefined
  /** Sends a signal to its programs and, unless it is '0', ends the fork at its next step. */
  kill(signal: string): void
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
  child.bindings = noBindings
  for (const [fd, descriptor] of options.descriptors) child.descriptors.set(fd, descriptor)
  const status = beside(shell as Environment, () =>
    finishFork(child, () => {
      options.prepare?.(child)
      return runSource(child, source)
    }),
  )
  if (options.isJob === true) void Promise.resolve(status).then(value => job.finish(value))
  return {
    status,
    get pids() {
      return job.pids
    },
    standIn: () => standIn(child, job, status),
    lastEnd: () => job.processes.at(-1)?.status,
    kill: signal => killAll(child, job, signal),
  }
}

function standIn(child: Environment, job: ProcessJob, status: MaybePromise<Status>): MaybePromise<number> {
  return chain(startPlaceholder(child.host, 'shell', []), placeholder => {
    void Promise.resolve(status).then(
      value => placeholder.end(value),
      () => placeholder.end(1),
    )
    void placeholder.process.ended.then(ended => {
      if (ended.type === 'signaled') killAll(child, job, ended.signal)
    })
    return placeholder.process.pid
  })
}

/** Signals that end nothing. */
const harmless = new Set(['0', 'STOP', 'TSTP', 'TTIN', 'TTOU', 'CONT'])

function killAll(child: Environment, job: ProcessJob, signal: string): void {
  if (!harmless.has(signal)) {
    const number = [...child.host.signals].find(([, name]) => name === signal)?.[0] ?? 15
    child.strand.status = 128 + number
  }
  try {
    sendToJob(child.host, job, signal)
  } catch (error) {
    if (!(error instanceof SystemError && error.code === 'ESRCH')) throw error
  }
}
