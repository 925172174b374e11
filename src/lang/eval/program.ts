import { signalText, statusNumber } from '../../jobs/index.ts'
import { type Process, type SpawnPlan, SystemError, type WaitStatus } from '../../os/index.ts'
import { chain, decodeBytes, isPromise, looksBinary, type MaybePromise } from '../../value/index.ts'
import { makeSource } from '../../diag/index.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import { joined, type Launch, launchOf } from './launch.ts'
import { OptionTable } from './options.ts'
import { type Status, statusOf } from './outcome.ts'
import { isOnlyCommand } from './line-commands.ts'
import { findProgram } from './path-search.ts'

/** What a program is started with, besides the environment's own state. */
export interface ProgramOptions {
  readonly argv: readonly string[]
  readonly environment?: readonly string[]
  readonly ownEnvironment?: readonly string[] | undefined
  /** Instead of the shell's. */
  readonly descriptors?: SpawnPlan['descriptors']
  /** Searched instead of PATH (`command -p`). */
  readonly path?: string
  /** The command is the last this fork does: the program has its descriptors for itself. */
  readonly final?: boolean
}

/** A program that runs, or the status of one that could not be started (126, 127) or was run by ourselves. */
export type Started = Process | Status

/** Finds and starts a program (POSIX 2.9.1.4); what goes wrong is said on stderr. */
export function startProgram(
  shell: Environment,
  name: string,
  options: ProgramOptions,
): MaybePromise<Started> {
  const file = findProgram(shell, name, options.path)
  if (file === undefined) return notFound(shell, name, options.argv)
  return spawnFile(shell, name, file, options)
}

function spawnFile(
  shell: Environment,
  name: string,
  file: string,
  options: ProgramOptions,
): MaybePromise<Started> {
  const { runtime } = shell
  // Before it starts: Ctrl-C may come as soon as it runs.
  if (!runtime.cooperates && shell.strand.isBeside !== true) runtime.fatal?.cooperate()
  try {
    const process = shell.host.spawn(planOf(shell, file, options))
    if (isPromise(process))
      return waitingFor(shell, process).then(
        started => launched(shell, started, options),
        (error: unknown) => spawnFailed(shell, name, file, error, options),
      )
    return launched(shell, process, options)
  } catch (error) {
    return spawnFailed(shell, name, file, error, options)
  }
}

/** Everything a child gets from this environment. */
export function planOf(shell: Environment, file: string, options: ProgramOptions): SpawnPlan {
  const launch = launchOf(shell)
  const ignored = shell.traps.ignored()
  const terminal = launch?.terminal?.owner === shell ? launch.terminal.path : undefined
  return {
    file,
    argv: options.argv,
    environment: options.environment ?? shell.variables.environment(),
    ownEnvironment: options.ownEnvironment,
    cwd: shell.cwd,
    descriptors: options.descriptors ?? shell.descriptors.toMap(),
    group: terminal === undefined ? groupFor(shell, launch) : 'new',
    terminal,
    foreground: launch?.foreground === true && launch.job.group === undefined,
    umask: shell.umask,
    ignoredSignals: ignoredBy(ignored, launch),
    nice: launch?.nice,
    limits: shell.limits.size > 0 ? shell.limits : undefined,
  }
}

function ignoredBy(own: ReadonlySet<string>, launch: Launch | undefined): ReadonlySet<string> {
  return launch === undefined || launch.ignored.length === 0 ? own : new Set([...own, ...launch.ignored])
}

function groupFor(shell: Environment, launch: Launch | undefined): SpawnPlan['group'] {
  if (launch === undefined || !launch.grouped) return 'shell'
  if (launch.job.group !== undefined || !launch.foreground) return launch.job.group ?? 'new'
  const { line } = shell.runtime
  return shell.session.lineGroup?.next(line !== undefined && isOnlyCommand(line.list, launch.node)) ?? 'new'
}

function launched(shell: Environment, process: Process, options: ProgramOptions): Process {
  const launch = launchOf(shell)
  if (launch !== undefined) joined(launch, process)
  shell.jobs.sweep('command')
  shell.session.lineGroup?.started()
  // As after exec: only the program holds the pipe's ends now, so that its reader sees the end in time.
  if (options.final === true && (shell.traps.isEmpty || shell.traps.get('ERR') === undefined))
    shell.descriptors.closeAll()
  return process
}

function spawnFailed(
  shell: Environment,
  name: string,
  file: string,
  error: unknown,
  options: ProgramOptions,
): MaybePromise<Started> {
  if (!(error instanceof SystemError)) throw error
  const path = shell.resolvePath(file)
  const status = shell.host.stat(path, true)
  if (error.code === 'ENOEXEC' && status?.type === 'file') return runScript(shell, file, options)
  if (status?.type === 'directory') return refuse(shell, `${name}: Is a directory${hint(shell, name)}`, 126)
  if (error.code === 'ENOENT' && status !== undefined)
    return refuse(shell, `${name}: cannot execute: required file not found`, 127)
  return refuse(
    shell,
    `${name}: ${error.message}`,
    error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 127 : 126,
  )
}

/** For a person. */
function hint(shell: Environment, name: string): string {
  return shell.session.hintFor?.(name, shell) ?? ''
}

function refuse(shell: Environment, message: string, status: Status): Status {
  shell.complain(message)
  return status
}

/** `command_not_found_handle` if it is defined (bash manual, Command Search and Execution), else 127. */
function notFound(shell: Environment, name: string, argv: readonly string[]): MaybePromise<Status> {
  const handle = shell.functions.get('command_not_found_handle')
  if (handle === undefined) return refuse(shell, `${name}: command not found${hint(shell, name)}`, 127)
  const child = startFork(shell)
  return finishFork(child, () => child.callFunction(handle, argv))
}

/** A file without a shebang is a script of ours (POSIX 2.9.1.6): run in a fork that has only what is exported. */
function runScript(shell: Environment, file: string, options: ProgramOptions): MaybePromise<Status> {
  const child = startFork(shell)
  return finishFork(child, () =>
    chain(shell.readFile(file), bytes => {
      if (looksBinary(bytes)) {
        shell.complain(`${file}: cannot execute binary file: Exec format error`)
        return 126
      }
      becomeScript(child, file, options)
      return child.run(makeSource(file, decodeBytes(bytes)))
    }),
  )
}

function becomeScript(child: Environment, file: string, options: ProgramOptions): void {
  for (const [name, variable] of [...child.variables.all()])
    if (!variable.exported && !variable.readonly && variable.value !== undefined && !keptInScripts.has(name))
      child.variables.unsetRaw(name)
  child.functions.clear()
  child.aliases.clear()
  child.traps.reset()
  child.options.restore(new OptionTable())
  child.name = file
  child.positional = options.argv.slice(1)
}

const keptInScripts = new Set(['IFS', 'PS4', 'OPTIND', 'PATH'])

/** Waits for a program in the foreground of its environment; a death by signal is said as bash does. */
export function waitForProgram(shell: Environment, started: Started): MaybePromise<Status> {
  if (typeof started === 'number') return started
  const known = started.status
  if (known !== undefined && (known.type === 'exited' || known.type === 'signaled'))
    return ended(shell, started, known)
  const before = shell.host.interruptions
  if (mayBlock(shell)) {
    const status = shell.host.waitSync(started)
    const isHeard = before === shell.host.interruptions
    if (status !== undefined && isHeard && !diedOfInterrupt(status)) return ended(shell, started, status)
  }
  return waitBeside(shell, started, before !== shell.host.interruptions)
}

/** `isUnheard`: a signal has come that the event loop has not told of yet. */
async function waitBeside(shell: Environment, started: Process, isUnheard: boolean): Promise<Status> {
  const { runtime } = shell
  const counts = shell.strand.isBeside === true ? 0 : 1
  runtime.waiting += counts
  try {
    const status = await started.ended
    // A signal that came before the program's end is heard of first.
    if (runtime.main.shell?.traps.hasSignals || isUnheard || diedOfInterrupt(status)) await runtime.turn()
    if (runtime.wasInterrupted && counts > 0) answerInterrupt(shell, status)
    return ended(shell, started, status)
  } finally {
    runtime.waiting -= counts
  }
}

/** A program that a host starts in a later turn is the foreground's from now on. */
async function waitingFor<T>({ runtime, strand }: Environment, starting: Promise<T>): Promise<T> {
  const counts = strand.isBeside === true ? 0 : 1
  runtime.waiting += counts
  try {
    return await starting
  } finally {
    runtime.waiting -= counts
  }
}

function diedOfInterrupt(status: WaitStatus): boolean {
  return status.type === 'signaled' && status.signal === 'INT'
}

/** bash: a script dies of the Ctrl-C that its foreground program died of; one that handled it lets the script go on. */
function answerInterrupt({ runtime }: Environment, status: WaitStatus): void {
  runtime.wasInterrupted = false
  if (diedOfInterrupt(status)) runtime.fatal?.end('INT')
}

/** Nothing of this process could run meanwhile: no fork beside us, no trap, no screen, no TypeScript timer. */
function mayBlock(shell: Environment): boolean {
  return (
    shell.session.usesTypeScript !== true &&
    !shell.session.interactive &&
    shell.runtime.active === 0 &&
    !shell.runtime.main.shell?.traps.hasSignals
  )
}

function ended(shell: Environment, process: Process, status: WaitStatus): Status {
  const isStage = shell.final !== undefined && shell.final === shell.node
  if (status.type === 'signaled' && !shell.isCaptured && !isStage && !shell.session.interactive)
    if (status.signal === 'TERM') shell.writeError(`${signalText('TERM')}\n`)
    else sayDeath(shell, process.pid, status, shell.commandText)
  shell.jobs.sweep('program')
  return statusNumber(status)
}

/** `line 3: 4711 Terminated   sleep 9` */
export function sayDeath(
  shell: Environment,
  pid: number,
  status: Extract<WaitStatus, { type: 'signaled' }>,
  command: string,
): void {
  if (quiet.has(status.signal)) return
  const core = status.coreDumped ? ' (core dumped)' : ''
  const description = signalText(status.signal)
  shell.complain(`${String(pid).padStart(5)} ${description.padEnd(23)}${core} ${command}`)
}

const quiet = new Set(['INT', 'PIPE'])

/** The status of an outcome that ended an environment. */
export function finalStatus(shell: Environment, outcome: Parameters<typeof statusOf>[0]): Status {
  return statusOf(outcome, shell.status)
}
