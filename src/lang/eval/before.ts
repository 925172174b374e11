import { chain, type MaybePromise } from '../../value/index.ts'
import type { Node } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import type { Outcome } from './outcome.ts'
import { runTrap } from './trap-run.ts'

/** The DEBUG trap, before simple commands, `for`, `case`, `select`, `((`, `[[` (bash manual, trap). */
export function beforeCommand(shell: Environment, node: Node): MaybePromise<Outcome | undefined> | undefined {
  if (shell.traps.isEmpty || shell.traps.get('DEBUG') === undefined || shell.trapping.has('DEBUG'))
    return undefined
  shell.node = node
  return chain(runTrap(shell, 'DEBUG'), outcome => {
    shell.node = node
    return outcome
  })
}
