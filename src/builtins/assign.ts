import { expandSubscript, ShellError } from '../lang/expand/index.ts'
import type { Shell, Status } from '../lang/eval/index.ts'
import { parseReference, type Reference } from './names.ts'

/** Assigns to `name` or `name[subscript]`, as `read`, `printf -v` and `getopts` do. Throws ShellError on readonly. */
export function assignReference(shell: Shell, reference: Reference, value: string): void {
  const { name, subscript } = reference
  if (subscript === undefined) return shell.variables.set(name, value)
  const isAll = subscript === '@' || subscript === '*'
  if (isAll && shell.variables.find(name)?.array !== 'associative')
    throw new ShellError(`${name}[${subscript}]: bad array subscript`)
  shell.variables.setElement(name, expandSubscript(subscript, shell.expansions), value)
}

/**
 * Assigns for a builtin that must go on to its own end: the failure (a readonly variable, a bad subscript) is said and
 * gives the status, 0 else.
 */
export function tryAssign(shell: Shell, target: string, value: string): Status {
  const reference = parseReference(target)
  if (reference === undefined) return 1
  return attempt(shell, () => assignReference(shell, reference, value))
}

/** Runs what may fail with a ShellError; says the failure (after the command's name) and gives its status, 0 else. */
export function attempt(shell: Shell, action: () => void, command?: string): Status {
  try {
    action()
    return 0
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    // An arithmetic error gives up the complete command, an unset variable the shell: the evaluator's to do.
    if (error.arithmetic || error.severity === 'shell') throw error
    shell.complain(command === undefined ? error.message : `${command}: ${error.message}`)
    return error.status
  }
}
