import { isPromise } from '../../value/index.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import type { Running } from './outcome.ts'

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
  if (isPromise(running))
    return running.finally(() => {
      shell.guarded--
    })
  shell.guarded--
  return running
}
