import { makeSource } from '../../diag/index.ts'
import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { type Outcome, type Status, statusOf } from './outcome.ts'
import type { Shell } from './shell.ts'

/**
 * Runs the command of a trap, with `$?` as it was before and after (POSIX 2.15, trap). A jump it makes (`exit`,
 * `return`) is given; a status is not.
 */
export function runTrap(
  shell: Environment,
  condition: string,
  status = shell.status,
): MaybePromise<Outcome | undefined> {
  const command = shell.traps.get(condition)
  if (command === undefined || command === '' || shell.trapping.has(condition)) return undefined
  const { node, source, pipeStatuses, loops, guarded, negations, lastArgument, trapped, statusBeforeTrap } =
    shell
  const line = shell.line
  shell.trapping.add(condition)
  shell.texts++
  shell.trapped ??= node === undefined ? shell.ended : shell.commandPlace
  shell.status = status
  // bash's DEBUG trap is part of what runs, also within another trap: its statuses count.
  shell.statusBeforeTrap = condition === 'DEBUG' ? undefined : status
  const running = shell.engine.run(
    shell,
    makeSource(source.name, command, keepsLine.has(condition) ? line : 1),
  )
  const done = (outcome: Outcome): Outcome | undefined => {
    shell.trapping.delete(condition)
    shell.texts--
    const answer = condition === 'DEBUG' ? skipped(shell, outcome) : undefined
    Object.assign(shell, {
      node,
      source,
      pipeStatuses,
      loops,
      guarded,
      negations,
      lastArgument,
      trapped,
      statusBeforeTrap,
    })
    if (node === undefined) shell.line = line
    if (typeof outcome !== 'number' && outcome.type !== 'discard') return outcome
    shell.status = status
    return answer
  }
  return chain(running, done)
}

/** bash manual, shopt, extdebug: a DEBUG trap that fails has the command left out; 2 ends the function or sourced file. */
function skipped(shell: Environment, outcome: Outcome): Outcome | undefined {
  if (typeof outcome !== 'number' || shell.status === 0 || !shell.options.get('extdebug')) return undefined
  const returns = shell.status === 2 && shell.stack.some(call => call.name !== 'main')
  return returns ? { type: 'return', status: 2 } : 0
}

/** In these LINENO is the line of the command that set them off; in others it counts from 1. */
const keepsLine = new Set(['ERR', 'DEBUG', 'RETURN'])

/** Runs the traps of the signals that arrived, in the order of their arrival. */
export function runPending(shell: Environment): MaybePromise<Outcome | undefined> {
  const signal = shell.pending.shift()
  if (signal === undefined) return undefined
  return chain(runTrap(shell, signal), outcome => outcome ?? runPending(shell))
}

/** Answers a signal that came as a key: true if a trap has it, which has run then. */
export function trapSignal(shell: Shell, signal: string): MaybePromise<Outcome | boolean> {
  if (shell.traps.get(signal) === undefined) return false
  return chain(runTrap(shell as Environment, signal), outcome => outcome ?? true)
}

/**
 * An `exit` runs the EXIT trap where it stands: within the functions and redirections around it, as in bash. It leaves
 * those of a `-c`, `eval` or sourced text first, but for a function's.
 */
export function exitHere(shell: Environment, outcome: Outcome): MaybePromise<Outcome> {
  if (typeof outcome === 'number' || outcome.type !== 'exit' || shell.traps.get('EXIT') === undefined)
    return outcome
  const isText = shell.texts > 1 || (shell.isMain && shell.options.letters.includes('c'))
  if (isText && !shell.variables.inFunction) return outcome
  return chain(runExitTrap(shell, outcome.status), status => ({ type: 'exit', status }))
}

/** The EXIT trap, once; gives the status the environment ends with. */
export function runExitTrap(shell: Environment, status: Status): MaybePromise<Status> {
  if (shell.traps.get('EXIT') === undefined) return status
  shell.guarded = 0
  shell.negations = 0
  shell.strand = { ...shell.strand, status: undefined }
  const { indirection } = shell
  const textLevel = shell.isMain ? 0 : shell.textLevel
  if (textLevel !== undefined) shell.indirection = textLevel - 1
  const outcome = runTrap(shell, 'EXIT', status)
  const done = (result: Outcome | undefined): Status => {
    shell.indirection = indirection
    // One that the trap set itself comes too late.
    shell.traps.set('EXIT', undefined)
    return result === undefined ? status : statusOf(result, status)
  }
  return isPromise(outcome) ? outcome.then(done) : done(outcome)
}
