import { chain } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import { runTrap } from './trap-run.ts'

/**
 * A command failed where nobody looks: the ERR trap runs if there was one, and `set -e` ends the shell (bash manual,
 * set -e).
 */
export function failed(shell: Environment, status: Status, trapped: boolean): Running {
  if (shell.guarded > 0) return status
  const errexit = shell.options.get('errexit')
  if (!trapped || shell.traps.get('ERR') === undefined) return leave(errexit, status)
  return chain(runTrap(shell, 'ERR', status), outcome => outcome ?? leave(errexit, status))
}

function leave(errexit: boolean, status: Status): Outcome {
  return errexit ? { type: 'exit', status } : status
}
