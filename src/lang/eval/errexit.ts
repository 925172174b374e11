import { chain } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import type { Running, Status } from './outcome.ts'
import { exitHere, runTrap } from './trap-run.ts'

/**
 * A command failed where nobody looks: the ERR trap runs if there was one, and `set -e` ends the shell (bash manual,
 * set -e).
 */
export function failed(shell: Environment, status: Status, trapped: boolean): Running {
  if (shell.guarded > 0) return status
  const errexit = shell.negations === 0 && shell.options.get('errexit')
  if (!trapped || shell.traps.get('ERR') === undefined) return errexit ? leave(shell, status) : status
  return chain(runTrap(shell, 'ERR', status), outcome => {
    if (outcome !== undefined) return exitHere(shell, outcome)
    return errexit ? leave(shell, status) : status
  })
}

/** bash's EXIT trap sees no local variables when it is `set -e` that ends the main shell. */
function leave(shell: Environment, status: Status): Running {
  if (shell.isMain && shell.traps.get('EXIT') !== undefined) shell.variables.popAll()
  return exitHere(shell, { type: 'exit', status })
}
