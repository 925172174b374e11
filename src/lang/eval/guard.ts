import { isPromise } from '../../value/index.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Outcome, Running } from './outcome.ts'
import { finally_ } from './sequence.ts'

/** Runs code whose failure is looked at, so that neither errexit nor the ERR trap answer it. */
export function runGuarded(shell: Environment, code: Code): Running {
  shell.guarded++
  let running: Running
  try {
    running = code(shell)
  } catch (error) {
    shell.guarded--
    throw error
  }
  if (isPromise(running)) return guardedUntil(shell, running)
  shell.guarded--
  return running
}

function guardedUntil(shell: Environment, running: Promise<Outcome>): Promise<Outcome> {
  return running.finally(() => {
    shell.guarded--
  })
}

/**
 * Runs what `!` inverts: errexit does not look, bash's ERR trap answers failures within it all the same. Where `set -e` is
 * only set within, it counts.
 */
export function runNegated(shell: Environment, code: Code): Running {
  if (!shell.options.get('errexit')) return code(shell)
  shell.negations++
  return finally_(
    () => code(shell),
    () => void shell.negations--,
  )
}
