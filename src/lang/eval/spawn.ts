import type { Source } from '../../diag/index.ts'
import { Collector, JobTerminal, KeptOutput, SpawnedJob, type SupervisionOptions } from '../../jobs/index.ts'
import type { Descriptor } from '../../os/index.ts'
import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { parse, quoteWord } from '../syntax/index.ts'
import { firstProcess, runPlaced, startsProgram } from './background.ts'
import { beside } from './beside.ts'
import { connectTerminal, usualSize } from './spawn-terminal.ts'
import type { Environment } from './environment.ts'
import { noBindings } from './environment-parts.ts'
import { finishFork, startFork } from './fork.ts'
import type { Launch } from './launch.ts'
import type { Running, Status } from './outcome.ts'
import { runSource } from './run.ts'
import type { Shell } from './shell.ts'
import { builtinOf } from './call-builtin.ts'

export interface SpawnOptions extends SupervisionOptions {
  /** As the shell has it if not given; relative to that. */
  readonly cwd?: string | undefined
  /** Variables besides the exported ones; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** A file that gets all it writes as well. */
  readonly log?: string | undefined
  readonly nice?: number | undefined
  /** It outlives the shell, which does not keep its output then. */
  readonly detach?: boolean | undefined
  /** It has a terminal of its own, which `fg` joins to the shell's. */
  readonly pty?: boolean | undefined
}

/** Words that are a command as they stand, or a text of the command language. */
export type SpawnCommand = { readonly words: readonly string[] } | { readonly source: Source }

/** An option that cannot be had, or a directory or file that cannot be used: nothing was started. */
export class SpawnError extends Error {
  override readonly name = 'SpawnError'
}

export interface Spawned {
  readonly job: SpawnedJob
  /** Its first process runs, or it is known that there is none: `$!` is set. */
  readonly begun: MaybePromise<void>
}

/**
 * Starts a command beside the shell, in a copy of its state, as a job of the table whose output is kept (`spawn`). Throws
 * SpawnError where nothing could be started.
 */
export function spawnJob(shell: Shell, command: SpawnCommand, options: SpawnOptions = {}): Spawned {
  const env = shell as Environment
  const directory = checkedDirectory(env, options.cwd)
  if (options.pty === true) checkTerminal(env, command, options)
  const text = 'words' in command ? command.words.map(quoteWord).join(' ') : command.source.text.trim()
  const kept = options.detach === true ? undefined : new KeptOutput()
  const job = new SpawnedJob(env.host, text, directory, options, kept)
  if (options.pty === true) job.terminal = new JobTerminal(env.host.terminal?.size() ?? usualSize)
  job.concluder = env.session.concludeJob
  job.noHangup = options.detach === true
  const spawn = new Spawn(env, command, { ...options, cwd: directory }, job, kept)
  env.jobs.add(job)
  job.supervise(() => spawn.attempt())
  if (options.detach !== true) keepShell(env, job)
  const begun = chain(spawn.begun(), () => {
    if (job.pid !== undefined) env.lastBackground = job.pid
    if (options.detach === true) job.letGo()
  })
  return { job, begun }
}

/** A script does not end before the jobs do whose output it holds. */
export function keepShell({ runtime, session }: Environment, job: SpawnedJob): void {
  if (session.interactive) return
  const { background } = runtime
  background.add(job.ended)
  void job.ended.then(() => background.delete(job.ended))
}

/** The directory of `--cwd`. Throws SpawnError. */
export function checkedDirectory(shell: Environment, cwd: string | undefined): string {
  if (cwd === undefined) return shell.cwd
  const path = shell.resolvePath(cwd)
  const type = shell.host.stat(path, true)?.type
  if (type === 'directory') return path
  throw new SpawnError(`${cwd}: ${type === undefined ? 'No such file or directory' : 'Not a directory'}`)
}

/** One job's attempts: each a fork with fresh pipes. */
class Spawn {
  readonly #shell: Environment
  readonly #command: SpawnCommand
  readonly #options: SpawnOptions & { readonly cwd: string }
  readonly #job: SpawnedJob
  readonly #launch: Launch
  readonly #kept: KeptOutput | undefined
  readonly #log: Descriptor | undefined
  #first: MaybePromise<unknown>

  constructor(
    shell: Environment,
    command: SpawnCommand,
    options: SpawnOptions & { readonly cwd: string },
    job: SpawnedJob,
    kept: KeptOutput | undefined,
  ) {
    // What it is a copy of is the shell of now, also for later attempts.
    this.#shell = startFork(shell)
    this.#shell.isCaptured = true
    this.#command = command
    this.#options = options
    this.#kept = kept
    this.#log = openLog(shell, options)
    this.#job = job
    this.#launch = {
      job,
      grouped: shell.host.hasJobControl,
      foreground: false,
      nice: options.nice,
      ignored: options.detach === true ? ['HUP'] : [],
    }
    this.#shell.launch = this.#launch
    this.#shell.strand = { status: undefined, isBeside: true }
    void job.ended.then(() => {
      this.#log?.close()
      this.#shell.descriptors.closeAll()
    })
  }

  /** Its first process is there, or there is none to come. */
  begun(): MaybePromise<unknown> {
    if (this.#launch.job.pids.length > 0 || !isPromise(this.#first)) return undefined
    return Promise.race([this.#first, firstProcess(this.#launch)])
  }

  attempt(): MaybePromise<Status> {
    const child = startFork(this.#shell)
    child.isCaptured = true
    child.strand = { status: undefined, isBeside: true }
    const connected = this.#connect(child)
    this.#prepare(child)
    const status = this.#start(child)
    const ended = chain(status, value =>
      connected === undefined ? value : settled(connected).then(() => value),
    )
    this.#first ??= ended
    return ended
  }

  #start(child: Environment): MaybePromise<Status> {
    if (isProgram(child, this.#command))
      return beside(this.#shell, () => finishFork(child, () => this.#run(child)))
    return chain(
      runPlaced(this.#shell, child, this.#launch, fork => this.#run(fork)),
      ({ status }) => status,
    )
  }

  #run(child: Environment): Running {
    if ('words' in this.#command) return child.execute(this.#command.words)
    child.bindings = noBindings
    return runSource(child, this.#command.source)
  }

  #prepare(child: Environment): void {
    const { cwd, env } = this.#options
    if (cwd !== child.cwd) child.changeDirectory(cwd)
    for (const [name, value] of Object.entries(env ?? {})) {
      if (value === undefined) child.variables.unset(name)
      else {
        child.variables.set(name, value)
        child.variables.declare(name, { exported: true }, 'here')
      }
    }
  }

  #connect(child: Environment): Connected | undefined {
    const { host } = child
    child.descriptors.set(0, host.open('/dev/null', 'read', 0, '/'))
    const kept = this.#kept
    if (kept === undefined) {
      const target = this.#log?.dup() ?? host.open('/dev/null', 'write', 0, '/')
      child.descriptors.set(2, target.dup())
      child.descriptors.set(1, target)
      return undefined
    }
    if (this.#job.terminal !== undefined) return this.#connectTerminal(child, this.#job.terminal)
    const [out, err] = [host.pipe(), host.pipe()]
    child.descriptors.set(1, out.write)
    child.descriptors.set(2, err.write)
    const collector = new Collector({ stdout: out.read, stderr: err.read }, (stream, bytes) => {
      kept.write(stream, bytes)
      return this.#log?.write(bytes)
    })
    return { collector }
  }

  #connectTerminal(child: Environment, terminal: JobTerminal): Connected | undefined {
    const connected = connectTerminal(child, terminal, bytes => {
      this.#kept?.write('stdout', bytes)
      return this.#log?.write(bytes)
    })
    if (connected !== undefined) this.#launch.terminal = { path: connected.path, owner: child }
    return connected
  }
}

async function settled({ collector, close }: Connected): Promise<void> {
  await collector.settled()
  close?.()
}

/** What reads the output of one attempt. */
interface Connected {
  readonly collector: Collector
  close?(): void
}

/** The file of `--log`. */
export function openLog(shell: Environment, { log }: SpawnOptions): Descriptor | undefined {
  if (log === undefined) return undefined
  return shell.host.open(log, 'write', shell.umask, shell.cwd)
}

/** Throws SpawnError where a command cannot have a terminal of its own: one program leads its session. */
function checkTerminal(shell: Environment, command: SpawnCommand, { detach }: SpawnOptions): void {
  if (shell.host.makeTerminal === undefined)
    throw new SpawnError('pty: this platform has no terminals to give')
  if (detach === true) throw new SpawnError('pty: the shell holds the terminal, and detach lets it go')
  const what = otherThanProgram(shell, command)
  if (what !== undefined)
    throw new SpawnError(`pty: a terminal of its own is for one program, and this is ${what}`)
}

function otherThanProgram(shell: Environment, command: SpawnCommand): string | undefined {
  if ('words' in command) {
    const [name = ''] = command.words
    if (shell.functions.has(name)) return 'a function'
    return builtinOf(shell, name) === undefined ? undefined : 'a builtin'
  }
  const { items } = parse(command.source, shell.parseOptions()).list
  const commands = items.flatMap(item => item.command.pipelines.flatMap(pipeline => pipeline.commands))
  if (commands.length === 1 && isProgram(shell, command)) return undefined
  return commands.length === 1 ? 'a command of the shell’s own' : 'more'
}

/** All it does is start programs: their processes are the job's, and no other is needed. */
function isProgram(shell: Environment, command: SpawnCommand): boolean {
  if ('words' in command) {
    const [name = ''] = command.words
    return !shell.functions.has(name) && builtinOf(shell, name) === undefined
  }
  const { items } = parse(command.source, shell.parseOptions()).list
  const [only] = items
  return items.length === 1 && only !== undefined && startsProgram(shell, only.command)
}
