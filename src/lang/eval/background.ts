import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { AndOr } from '../syntax/index.ts'
import { beforeCommand } from './before.ts'
import { commandName } from './command-name.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import { joined, type Launch, makeLaunch } from './launch.ts'
import { type Placeholder, startPlaceholder } from './placeholder.ts'
import { sayDeath } from './program.ts'
import { type Running, type Status, succeeded } from './outcome.ts'
import { beside } from './beside.ts'

/** `command &` (POSIX 2.9.3.1): a fork that goes on by itself, as a job with a real pid. */
export function compileBackground(node: AndOr, code: Code): Code {
  const only = onlyCommand(node)
  const start = compileStart(node, code)
  // Of all that can be in the background, bash's DEBUG trap sees simple commands.
  if (only?.type !== 'SimpleCommand') return start
  return shell => {
    const before = beforeCommand(shell, only)
    return before === undefined ? start(shell) : chain(before, outcome => outcome ?? start(shell))
  }
}

function compileStart(node: AndOr, code: Code): Code {
  return shell => {
    shell.node = node
    const child = startFork(shell)
    // Its own job is not one of its jobs: `wait` would wait for itself.
    child.isolateJobs()
    const launch = makeLaunch(shell, node, false)
    child.launch = launch
    child.strand = { status: undefined, isBeside: true }
    child.final = onlyCommand(node)
    // The one command is all the fork does: bash executes it without looking at ERR.
    if (child.final?.type === 'SimpleCommand' || child.final?.type === 'Subshell')
      child.unanswered = child.final
    if (!launch.grouped && !shell.inputIsGiven)
      child.descriptors.set(0, shell.host.open('/dev/null', 'read', 0, '/'))
    return startsProgram(shell, node)
      ? startDirect(shell, child, launch, code)
      : startPlaced(shell, child, launch, code)
  }
}

function onlyCommand(node: AndOr): Environment['final'] {
  const [only] = node.pipelines
  return node.pipelines.length === 1 && only?.commands.length === 1 && !only.negated
    ? only.commands[0]
    : undefined
}

/** A pipeline whose commands are, by their names, programs: the process itself gives `$!`. */
export function startsProgram(shell: Environment, node: AndOr): boolean {
  const [only] = node.pipelines
  if (only === undefined || node.pipelines.length > 1 || only.timed !== undefined || only.negated)
    return false
  return only.commands.every(command => {
    if (command.type !== 'SimpleCommand') return false
    const name = commandName(shell, command)
    return (
      name !== undefined &&
      !shell.functions.has(name) &&
      (!shell.builtins.has(name) || shell.disabled.has(name))
    )
  })
}

/** Starts at once; where no process came of it (not found), one is made for the status. */
function startDirect(shell: Environment, child: Environment, launch: Launch, code: Code): Running {
  const result = beside(shell, () => finishFork(child, () => code(child)))
  if (launch.job.pids.length > 0) return register(shell, launch, result, false)
  if (!isPromise(result)) return placed(shell, launch, result)
  // The words need a substitution first: the pid is known when the first program has started.
  return Promise.race([result, firstProcess(launch)]).then(first =>
    launch.job.pids.length > 0 ? register(shell, launch, result, false) : placed(shell, launch, first ?? 0),
  )
}

export async function firstProcess(launch: Launch): Promise<undefined> {
  while (launch.job.pids.length === 0) await new Promise<void>(resolve => setImmediate(resolve))
  return undefined
}

/** Into the table it goes; `isOurs`: part of it runs in this process, which must not end before. */
function register(shell: Environment, launch: Launch, result: MaybePromise<Status>, isOurs: boolean): Status {
  const { job } = launch
  shell.lastBackground = job.pid
  shell.jobs.add(job)
  if (shell.session.interactive && shell.depth === 0) shell.writeError(`[${job.id}] ${job.pid ?? ''}\n`)
  if (!isPromise(result)) {
    job.finish(result)
    return succeeded
  }
  const followed = result.then(
    status => {
      job.finish(status)
      tellDeath(shell, launch)
    },
    () => job.finish(1),
  )
  if (isOurs) keepAlive(shell, followed)
  else if (!shell.session.interactive) job.letGo()
  return succeeded
}

function keepAlive({ runtime: { background } }: Environment, followed: Promise<void>): void {
  background.add(followed)
  void followed.finally(() => background.delete(followed))
}

/** A script hears of background jobs that a signal ended, as in bash; a prompt shows notices instead. */
function tellDeath(shell: Environment, { job }: Launch): void {
  const last = (job.principal ?? job.processes.at(-1))?.status
  if (shell.session.interactive || last?.type !== 'signaled' || !shell.isMain) return
  if (last.signal === 'TERM') return
  sayDeath(shell, job.pid ?? 0, last, job.command)
}

// ---------------------------------------------------------------- forks with a process that stands for them

/** Runs in a fork after the running command is done with its turn, with a process whose pid is `$!`. */
export function startPlaced(shell: Environment, child: Environment, launch: Launch, code: Code): Running {
  return chain(runPlaced(shell, child, launch, code), ({ status }) => register(shell, launch, status, true))
}

/** The same, without a word to anybody: gives the status that comes, once the process is there, and the fork's own end. */
export function runPlaced(
  shell: Environment,
  child: Environment,
  launch: Launch,
  code: Code,
): MaybePromise<{ readonly status: Promise<Status>; readonly ended: Promise<Status> }> {
  return chain(placeholderOf(shell, launch), placeholder => {
    standFor(child, launch, placeholder)
    const result = Promise.resolve(beside(shell, () => later(child, code)))
    void result.then(
      status => placeholder.end(status),
      () => placeholder.end(1),
    )
    const status = Promise.all([placeholder.process.ended, result]).then(([ended, own]) =>
      ended.type === 'signaled' ? 128 + ended.number : own,
    )
    // Killed, the fork may sit in something that never ends; its job is over all the same.
    const killed = placeholder.process.ended.then(ended =>
      ended.type === 'signaled' ? 128 + ended.number : status,
    )
    return { status: killed, ended: result }
  })
}

/** Signals to the placeholder are the fork's: they run its traps, or end it. */
export function standFor(child: Environment, launch: Launch, placeholder: Placeholder): void {
  child.standIn = placeholder
  launch.job.principal = placeholder.process
  child.traps.redirect = (signal, how) => placeholder.trap(signal, how)
  placeholder.onSignal = signal => void child.pending.push(signal)
  void placeholder.process.ended.then(status => {
    if (status.type === 'signaled') cancel(child, launch, status.signal, 128 + status.number)
  })
}

async function later(child: Environment, code: Code): Promise<Status> {
  await new Promise<void>(resolve => setImmediate(resolve))
  return await finishFork(child, () => code(child))
}

/** The process of `$!` was killed: so are the job's programs, and the fork ends at its next step. */
function cancel(child: Environment, launch: Launch, signal: string, status: Status): void {
  child.strand.status = status
  // It may sit in something that does not end, with the pipe of a `$( )`; what Ctrl-C ended has a last word to say.
  if (!launch.foreground) child.descriptors.closeAll()
  for (const process of launch.job.processes)
    if (process.status === undefined || process.status.type === 'stopped')
      sendQuietly(child, process.pid, signal)
}

function sendQuietly(shell: Environment, pid: number, signal: string): void {
  try {
    shell.host.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

/** The job's placeholder: leader of its group, first of its processes. */
function placeholderOf(shell: Environment, launch: Launch): MaybePromise<Placeholder> {
  const group = launch.grouped ? 'new' : 'shell'
  const ignored = new Set([...launch.ignored, ...shell.traps.ignored()])
  return chain(startPlaceholder(shell.host, group, ignored), placeholder => {
    joined(launch, placeholder.process)
    return placeholder
  })
}

function placed(shell: Environment, launch: Launch, status: Status): Running {
  return chain(placeholderOf(shell, launch), placeholder => {
    placeholder.end(status)
    const ended = placeholder.process.ended.then(() => status)
    return register(shell, launch, ended, false)
  })
}
