import type { Source } from '../../diag/index.ts'
import { ProcessJob, statusNumber } from '../../jobs/index.ts'
import { birthOf, descendantsOf, type Descriptor, type Process, SystemError } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'
import type { IndexedArray } from '../expand/index.ts'
import type { List } from '../syntax/index.ts'
import { beside } from './beside.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import { joined, type Launch, launchOf } from './launch.ts'
import { findProgram } from './path-search.ts'
import { planOf } from './program.ts'
import type { Shell } from './shell.ts'
import { builtinOf } from './call-builtin.ts'

/** A command that is run many times: words as they stand, or a tree with variables of its own. */
export type TaskCommand = (
  | { readonly words: readonly string[] }
  | {
      readonly list: List
      readonly source: Source
      readonly variables: ReadonlyMap<string, string | IndexedArray>
    }
) & {
  /** Its programs get these. */
  readonly exported?: Readonly<Record<string, string>>
}

export interface TaskStreams {
  readonly stdin: Descriptor
  readonly stdout: Descriptor
  readonly stderr: Descriptor
}

export interface TaskEnd {
  readonly status: number
  /** The number of the signal that ended it, or 0. */
  readonly signal: number
}

export interface RunningTask {
  readonly ended: Promise<TaskEnd>
  /**
   * Sends a signal (without SIG) to the programs it runs now; one that ends ends what of it runs in the shell, and what its
   * programs have started, too. Gives whether something is left that it went to.
   */
  kill(signal: string): boolean
}

/**
 * Starts commands beside each other for a builtin that runs (`pool`): programs at once, all else in forks of the shell.
 * They belong to the job that the builtin is part of.
 */
export class TaskStarter {
  readonly #shell: Environment
  readonly #launch: Launch | undefined
  readonly #nice: number | undefined
  readonly #directory: string | undefined
  readonly #environment: readonly string[]

  constructor(
    shell: Shell,
    options: {
      readonly nice?: number | undefined
      readonly directory?: string | undefined
      /** Variables that tasks get a value of their own for. */
      readonly exported?: readonly string[]
    } = {},
  ) {
    this.#shell = shell as Environment
    this.#launch = launchOf(this.#shell)
    this.#nice = options.nice
    this.#directory = options.directory
    const names = new Set(options.exported)
    this.#environment = this.#shell.variables
      .environment()
      .filter(entry => !names.has(entry.slice(0, entry.indexOf('='))))
  }

  start(command: TaskCommand, streams: TaskStreams): RunningTask {
    const process = 'words' in command ? this.#startProgram(command, streams) : undefined
    if (process === undefined) return this.#startFork(command, streams)
    return isPromise(process) ? this.#followLater(process, command, streams) : this.#follow(process)
  }

  /** The process at once, where the words are a program's and it can be started. */
  #startProgram(
    { words, exported }: TaskCommand & { readonly words: readonly string[] },
    streams: TaskStreams,
  ): Process | Promise<Process> | undefined {
    const [name = ''] = words
    const shell = this.#shell
    if (shell.functions.has(name) || builtinOf(shell, name) !== undefined) return undefined
    const file = findProgram(shell, name)
    if (file === undefined) return undefined
    const plan = {
      ...planOf(shell, file, {
        argv: words,
        environment: this.#environment,
        ownEnvironment: exported && entriesOf(exported),
        descriptors: new Map([
          [0, streams.stdin],
          [1, streams.stdout],
          [2, streams.stderr],
        ]),
      }),
      ...(this.#nice === undefined ? {} : { nice: this.#nice }),
      ...(this.#directory === undefined ? {} : { cwd: this.#directory }),
    }
    try {
      return shell.host.spawn(plan)
    } catch (error) {
      // Said as the shell says it, where it is started once more: or run, if it is a script without a first line.
      if (error instanceof SystemError) return undefined
      throw error
    }
  }

  #follow(process: Process): RunningTask {
    if (this.#launch !== undefined) joined(this.#launch, process)
    const ended = process.ended.then(status => ({
      status: statusNumber(status),
      signal: status.type === 'signaled' ? status.number : 0,
    }))
    const family: Family = new Map()
    return { ended, kill: signal => this.#send([process], signal, family) }
  }

  /** A host that starts programs in a later turn. What cannot be started is said by the shell, as above. */
  #followLater(starting: Promise<Process>, command: TaskCommand, streams: TaskStreams): RunningTask {
    const kept = copiesOf(streams)
    let task: RunningTask | undefined
    const signals: string[] = []
    const begin = (begun: RunningTask): Promise<TaskEnd> => {
      task = begun
      closeAll(kept)
      for (const signal of signals) begun.kill(signal)
      return begun.ended
    }
    const ended = starting.then(
      process => begin(this.#follow(process)),
      (error: unknown) => {
        if (error instanceof SystemError) return begin(this.#startFork(command, kept))
        closeAll(kept)
        throw error
      },
    )
    return { ended, kill: signal => task?.kill(signal) ?? signals.push(signal) > 0 }
  }

  #startFork(command: TaskCommand, streams: TaskStreams): RunningTask {
    const child = startFork(this.#shell)
    child.isCaptured = true
    if (this.#directory !== undefined) child.changeDirectory(this.#directory)
    const programs: Process[] = []
    const { host } = this.#shell
    const launch = this.#launch ?? {
      job: new ProcessJob(host, ''),
      grouped: false,
      foreground: false,
      ignored: [],
    }
    child.launch = { ...launch, onStart: process => void programs.push(process) }
    child.strand = { status: undefined, isBeside: true }
    for (const [fd, stream] of [streams.stdin, streams.stdout, streams.stderr].entries())
      child.descriptors.set(fd, stream.dup())
    const run = () => {
      for (const [name, value] of Object.entries(command.exported ?? {})) {
        child.variables.set(name, value)
        child.variables.declare(name, { exported: true }, 'here')
      }
      if ('words' in command) return child.execute(command.words)
      for (const [name, value] of command.variables) child.variables.set(name, value)
      return child.runList(command.list, command.source)
    }
    const family: Family = new Map()
    const status = Promise.resolve(beside(this.#shell, () => finishFork(child, run)))
    return {
      ended: status.then(value => ({ status: value, signal: value > 128 && value < 193 ? value - 128 : 0 })),
      kill: signal => {
        if (signal !== 'STOP' && signal !== 'CONT') child.strand.status = 143
        return this.#send(programs, signal, family)
      },
    }
  }

  #send(programs: readonly Process[], signal: string, family: Family): boolean {
    const living = programs
      .filter(({ status }) => status?.type !== 'exited' && status?.type !== 'signaled')
      .map(({ pid }) => pid)
    if (signal !== 'STOP' && signal !== 'CONT')
      for (const pid of descendantsOf([...living, ...survivorsOf(family)]))
        if (!living.includes(pid)) family.set(pid, birthOf(pid))
    const all = [...living, ...survivorsOf(family)]
    for (const pid of all) this.#tell(pid, signal)
    return all.length > 0
  }

  #tell(pid: number, signal: string): void {
    try {
      this.#shell.host.kill(pid, signal)
    } catch (error) {
      // It may have ended in this very moment.
      if (!(error instanceof SystemError)) throw error
    }
  }
}

/** What was told to end, with when it began: it is not below its program any more when that has ended. */
type Family = Map<number, string | undefined>

function survivorsOf(family: Family): number[] {
  return [...family].flatMap(([pid, birth]) => (birth !== undefined && birthOf(pid) === birth ? [pid] : []))
}

function entriesOf(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`)
}

function copiesOf({ stdin, stdout, stderr }: TaskStreams): TaskStreams {
  return { stdin: stdin.dup(), stdout: stdout.dup(), stderr: stderr.dup() }
}

function closeAll({ stdin, stdout, stderr }: TaskStreams): void {
  for (const stream of [stdin, stdout, stderr]) stream.close()
}
