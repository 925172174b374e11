import type { Descriptor } from '../../os/index.ts'
import { chain, channelOf, isPromise, linkEnds, type MaybePromise } from '../../value/index.ts'
import type { Command, Pipeline } from '../syntax/index.ts'
import { SharedDescriptor } from './descriptors.ts'
import { doorOf } from './door-stage.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { failed } from './errexit.ts'
import { finishFork, startFork } from './fork.ts'
import { foregroundLaunch, held, type Launch, settleForeground } from './launch.ts'
import { beforeCommand } from './before.ts'
import { beside } from './beside.ts'
import { runNegated } from './guard.ts'
import { type Outcome, type Running, type Status, succeeded } from './outcome.ts'
import { Undo } from './redirect.ts'
import { forEachInTurn, halt } from './sequence.ts'
import { timed } from './time.ts'
import { exitHere, runPending } from './trap-run.ts'

/** `! a | b |& c`; sets `$?` and lets errexit and ERR see a failure (POSIX 2.9.2). */
export function compilePipeline(node: Pipeline, compiler: Compiler): Code {
  const code = compileStages(node, compiler)
  const settled = node.negated
    ? negated(code)
    : concluding(code, answersFailure(node), node.commands.length > 1, node.commands[0])
  return node.timed === undefined ? settled : timed(settled, node.timed === 'time -p')
}

/** A function's body: a failing `f() ( … )` is answered where it ends, and once more where it was called. */
export function compileBody(body: Command, compiler: Compiler): Code {
  const code = compiler.command(body)
  return answersItself(body) ? concluding(code, true, false, body) : code
}

function answersFailure({ commands }: Pipeline): boolean {
  const [only] = commands
  return commands.length !== 1 || only === undefined || answersItself(only)
}

/** Compound commands have answered their failures inside; these the pipeline asks for theirs. */
export function answersItself(command: Command): boolean {
  switch (command.type) {
    case 'SimpleCommand':
    case 'Subshell':
    case 'ConditionalCommand':
    case 'ArithmeticCommand':
      return true
    default:
      return false
  }
}

function concluding(code: Code, answers: boolean, many: boolean, first: Command | undefined): Code {
  return shell => {
    // bash asks before the command: a trap that it sets itself is not for its own failure.
    const trapped = !shell.traps.isEmpty && shell.traps.get('ERR') !== undefined && shell.unanswered !== first
    const running = code(shell)
    if (running === 0 && shell.pending.length === 0 && held(shell) === undefined) {
      shell.status = 0
      if (answers && !many) shell.pipeStatuses = 0
      return halt(shell) ?? 0
    }
    return typeof running === 'number'
      ? conclude(shell, running, answers, many, trapped)
      : concludeLater(shell, running, answers, many, trapped)
  }
}

function concludeLater(
  shell: Environment,
  running: Running,
  answers: boolean,
  many: boolean,
  trapped: boolean,
): Running {
  return chain(running, outcome => conclude(shell, outcome, answers, many, trapped))
}

/** The end of every pipeline: `$?`, failures, traps of signals that came meanwhile. */
function conclude(
  shell: Environment,
  outcome: Outcome,
  answers: boolean,
  many: boolean,
  trapped = false,
): Running {
  const stopped = held(shell)
  if (stopped !== undefined) return stopped.then(() => conclude(shell, outcome, answers, many, trapped))
  if (typeof outcome !== 'number') return leaving(shell, outcome)
  shell.status = outcome
  if (answers && !many) shell.pipeStatuses = outcome
  const halted = halt(shell)
  if (halted !== undefined) return halted
  const answered = outcome !== 0 && answers ? failed(shell, outcome, trapped) : outcome
  if (shell.pending.length === 0) return answered
  return chain(answered, result => chain(runPending(shell), jump => jump ?? result))
}

/** `break` and `continue` are commands that succeeded, and traps are run behind them too. */
function leaving(shell: Environment, outcome: Exclude<Outcome, number>): Running {
  if (outcome.type !== 'break' && outcome.type !== 'continue') return exitHere(shell, outcome)
  shell.status = succeeded
  return shell.pending.length === 0 ? outcome : chain(runPending(shell), jump => jump ?? outcome)
}

function negated(code: Code): Code {
  const invert = (shell: Environment, outcome: Outcome): Running =>
    typeof outcome === 'number' ? conclude(shell, outcome === 0 ? 1 : 0, false, false) : invertedJump(outcome)
  return shell => chain(runNegated(shell, code), outcome => invert(shell, outcome))
}

/** bash: a loop that `! break` leaves, or whose last round is left by `! continue`, ends with 1. */
function invertedJump(outcome: Exclude<Outcome, number>): Outcome {
  if (outcome.type !== 'break' && outcome.type !== 'continue') return outcome
  return { ...outcome, loopStatus: (outcome.loopStatus ?? 0) === 0 ? 1 : 0 }
}

function compileStages(node: Pipeline, compiler: Compiler): Code {
  const codes = node.commands.map(command => compiler.command(command))
  const [only] = codes
  if (only === undefined) return () => 0
  if (codes.length > 1) return shell => runStages(shell, node, codes)
  return only
}

/** Runs all stages at once, each in a fork with its ends of the pipes; gives the last one's status, or pipefail's. */
function runStages(shell: Environment, node: Pipeline, codes: readonly Code[]): Running {
  // Compound commands run in forks, which have no DEBUG trap.
  const simple = node.commands.filter(command => command.type === 'SimpleCommand')
  const debugged = forEachInTurn(simple, command => chain(beforeCommand(shell, command), () => undefined))
  shell.node = node
  const last = shell.traps.isEmpty ? undefined : simple.at(-1)
  if (last !== undefined) shell.named = { at: node, node: last, source: shell.source }
  return chain(debugged, () => startStages(shell, node, codes))
}

function startStages(shell: Environment, node: Pipeline, codes: readonly Code[]): Running {
  const launch = foregroundLaunch(shell, node)
  const modes = launch === undefined ? undefined : shell.host.terminal?.saveModes()
  const lastHere = shell.options.get('lastpipe') && !shell.session.jobControl
  const stages = codes.map((code, at) => ({ code, command: node.commands[at] as Command }))
  const ends = connect(shell, node)
  const statuses: MaybePromise<Status>[] = []
  let jump: Outcome | undefined
  stages.forEach(({ code, command }, at) => {
    const stage = { code, command, ...(ends[at] as Ends), both: node.stderr[at] === true }
    if (lastHere && at === stages.length - 1)
      statuses.push(chain(runHere(shell, stage), outcome => statusHere(outcome, o => (jump = o))))
    else statuses.push(runStage(shell, stage, launch ?? shell.launch))
  })
  const all = settleForeground(shell, launch, modes, gather(shell, statuses))
  return chain(all, status => {
    if (jump !== undefined) return jump
    return status === 0 || node.commands.at(-1)?.type !== 'Subshell' ? status : subshellFailed(shell, status)
  })
}

/** bash answers a failing subshell at the end of a pipeline by itself, and the pipeline once more. */
function subshellFailed(shell: Environment, status: Status): Running {
  return failed(shell, status, true)
}

function statusHere(outcome: Outcome, jumped: (outcome: Outcome) => void): Status {
  if (typeof outcome === 'number') return outcome
  jumped(outcome)
  return 'status' in outcome ? outcome.status : 0
}

interface Ends {
  readonly input: Descriptor | undefined
  readonly output: Descriptor | undefined
}

interface Stage extends Ends {
  readonly code: Code
  readonly command: Command
  /** `|&` */
  readonly both: boolean
}

/**
 * Bytes between two stages. Linux's 64 KiB is half of what `cat` writes at once: writer and reader would wait for each
 * other at every turn. More than this would soon use up what a user's pipes may hold together (64 MiB).
 */
const STAGE_PIPE = 256 * 1024

function connect(shell: Environment, { commands, stderr }: Pipeline): Ends[] {
  const pipes = commands.slice(1).map((command, at) => {
    const pipe = shell.host.pipe(STAGE_PIPE)
    // Between two stages in TypeScript values cross as they are.
    if (!stderr[at] && isPlainDoor(commands[at]) && isPlainDoor(command)) linkEnds(pipe.read, pipe.write)
    return pipe
  })
  return commands.map((_, at) => ({ input: pipes[at - 1]?.read, output: pipes[at]?.write }))
}

function isPlainDoor(command: Command | undefined): boolean {
  return command?.type === 'SimpleCommand' && command.redirects.length === 0 && doorOf(command) !== undefined
}

function runStage(shell: Environment, stage: Stage, launch: Launch | undefined): MaybePromise<Status> {
  const child = startFork(shell)
  child.launch = launch
  child.final = stage.command
  if (stage.command.type !== 'SimpleCommand') child.isolateJobs()
  // What runs in the background within the stage reads the pipe too (as in bash).
  child.inputIsGiven ||= stage.input !== undefined
  if (stage.input !== undefined) child.descriptors.set(0, stage.input)
  if (stage.output !== undefined) child.descriptors.set(1, stage.output)
  if (stage.both) child.descriptors.put(2, child.descriptors.shared(1)?.use())?.drop()
  const running = beside(shell, () => finishFork(child, () => stage.code(child)))
  return chain(running, status => {
    if (stage.output !== undefined) channelOf(stage.output)?.end()
    if (stage.input !== undefined) channelOf(stage.input)?.abandon()
    return status
  })
}

/** The last stage in this very environment (bash manual, lastpipe). */
function runHere(shell: Environment, stage: Stage): Running {
  const undo = new Undo(shell)
  if (stage.input !== undefined) undo.put(0, new SharedDescriptor(stage.input).use())
  const running = beside(shell, () => stage.code(shell))
  return chain(running, outcome => {
    undo.restore()
    return outcome
  })
}

function gather(shell: Environment, statuses: readonly MaybePromise<Status>[]): MaybePromise<Status> {
  const done = (all: readonly Status[]): Status => {
    shell.pipeStatuses = all
    const last = all.at(-1) ?? 0
    return shell.options.get('pipefail') ? (all.findLast(status => status !== 0) ?? 0) : last
  }
  return statuses.some(isPromise)
    ? Promise.all(statuses.map(status => Promise.resolve(status))).then(done)
    : done(statuses as readonly Status[])
}
