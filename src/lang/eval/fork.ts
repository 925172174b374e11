import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import type { Shell } from './shell.ts'
import { recover } from './failure.ts'
import { type Outcome, type Running, type Status, statusOf } from './outcome.ts'
import { runExitTrap } from './trap-run.ts'

/** A fork for a subshell, a stage or a substitution. Every one is ended by `finishFork`. */
export function startFork(shell: Environment): Environment {
  return shell.fork()
}

/** The process that stands for a fork is from now on that of a fork of its own. */
export function takeOver(from: Environment, to: Environment): void {
  const placeholder = from.standIn
  if (placeholder === undefined) return
  from.standIn = undefined
  to.standIn = placeholder
  to.traps.redirect = (signal, how) => placeholder.trap(signal, how)
  placeholder.onSignal = signal => void to.pending.push(signal)
}

/** Runs a fork to its end: EXIT trap, descriptors closed, state given back. Gives its status. */
export function finishFork(child: Environment, run: () => Running): MaybePromise<Status> {
  let running: Running
  try {
    running = run()
  } catch (error) {
    running = failedFork(child, error)
  }
  if (isPromise(running))
    return running.catch((error: unknown) => failedFork(child, error)).then(outcome => end(child, outcome))
  return end(child, running)
}

function failedFork(child: Environment, error: unknown): Outcome {
  try {
    return recover(child, error)
  } catch (bug) {
    release(child, 1)
    throw bug
  }
}

function end(child: Environment, outcome: Outcome): MaybePromise<Status> {
  const { tracing } = child
  if (tracing !== undefined) return tracing.then(() => end(child, outcome))
  const status = statusOf(outcome, child.status)
  const { status: killed } = child.strand
  // bash: where a signal ends it the trap sees the status of the last command.
  return chain(runExitTrap(child, killed === undefined ? status : child.status), last => {
    release(child, killed ?? last)
    return killed ?? last
  })
}

/** Gives back what a fork holds that `shell.fork()` made: its descriptors, its traps. */
export function releaseFork(fork: Shell): void {
  release(fork as Environment, fork.status)
}

function release(child: Environment, status: Status): void {
  child.standIn?.end(status)
  child.traps.dispose()
  child.descriptors.closeAll()
  child.variables.release()
}
