import { SystemError } from '../../os/index.ts'
import { isPromise } from '../../value/index.ts'
import { ShellError } from '../expand/index.ts'
import type { Builtin, Invocation } from './builtin.ts'
import type { ExpandedArguments } from './declaration.ts'
import type { Environment } from './environment.ts'
import { messageOf, recover } from './failure.ts'
import type { Outcome, Running } from './outcome.ts'
import { BrokenPipe } from './ports.ts'

/** The builtin of a name, unless `enable -n` has switched it off. */
export function builtinOf(shell: Environment, name: string): Builtin | undefined {
  const builtin = shell.builtins.get(name)
  return builtin !== undefined && shell.disabled.size > 0 && shell.disabled.has(name) ? undefined : builtin
}

/** Runs a builtin; what it throws is said in its name. `undo` is kept for `exec`, whose redirections stay. */
export function callBuiltin(
  shell: Environment,
  builtin: Builtin,
  expanded: ExpandedArguments,
  undo?: Environment['redirecting'],
): Running {
  const { fields } = expanded
  const invocation = builtin.declaration
    ? { name: builtin.name, declarations: expanded.declarations ?? fields.slice(1) }
    : expanded.functions === undefined
      ? plainInvocation(builtin)
      : { name: builtin.name, declarations: [], functions: expanded.functions }
  if (undo === undefined && shell.redirecting === undefined)
    return tryBuiltin(shell, builtin, fields.slice(1), invocation)
  const before = shell.redirecting
  shell.redirecting = undo
  const running = tryBuiltin(shell, builtin, fields.slice(1), invocation)
  if (isPromise(running)) return redirectingAgain(shell, running, before)
  shell.redirecting = before
  return running
}

async function redirectingAgain(
  shell: Environment,
  running: Promise<Outcome>,
  before: Environment['redirecting'],
): Promise<Outcome> {
  const outcome = await running
  shell.redirecting = before
  return outcome
}

const invocations = new WeakMap<Builtin, Invocation>()

/** What most builtins are called with: made once for each. */
function plainInvocation(builtin: Builtin): Invocation {
  let invocation = invocations.get(builtin)
  if (invocation === undefined) {
    invocation = { name: builtin.name, declarations: [] }
    invocations.set(builtin, invocation)
  }
  return invocation
}

function tryBuiltin(
  shell: Environment,
  builtin: Builtin,
  args: readonly string[],
  invocation: Invocation,
): Running {
  try {
    const running = builtin.run(args, shell.ports, shell, invocation)
    return isPromise(running) ? builtinLater(shell, builtin, args, running) : running
  } catch (error) {
    return builtinFailed(shell, builtin, error)
  }
}

function builtinLater(
  shell: Environment,
  builtin: Builtin,
  args: readonly string[],
  running: Promise<Outcome>,
): Promise<Outcome> {
  const left = builtin.isJob?.(args) === true ? running : untilInterrupted(shell, running)
  return left.catch((error: unknown) => builtinFailed(shell, builtin, error))
}

/** What waits in a builtin (`read`, `wait`) is left at Ctrl-C. */
function untilInterrupted(shell: Environment, running: Promise<Outcome>): Promise<Outcome> {
  const { interruption } = shell.session
  if (interruption === undefined) return running
  return new Promise((resolve, reject) => {
    const leave = (): void => resolve({ type: 'discard', status: 130 })
    if (interruption.aborted) leave()
    interruption.addEventListener('abort', leave)
    running.finally(() => interruption.removeEventListener('abort', leave)).then(resolve, reject)
  })
}

function builtinFailed(shell: Environment, builtin: Builtin, error: unknown): Outcome {
  if (error instanceof SystemError) {
    shell.complain(`${builtin.name}: write error: ${error.message}`)
    return 1
  }
  if (!(error instanceof ShellError) || error instanceof BrokenPipe || error.severity === 'shell')
    return recover(shell, error)
  shell.complain(`${builtin.name}: ${messageOf(error)}`)
  return error.arithmetic ? { type: 'discard', status: error.status, isTolerated: true } : error.status
}
