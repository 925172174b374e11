import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { ShellError } from '../expand/index.ts'
import { type Redirect, walk } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import { recover } from './failure.ts'
import { finishFork, startFork } from './fork.ts'
import { controlsJobs, foregroundLaunch, settleForeground } from './launch.ts'
import type { Running, Status } from './outcome.ts'
import { type ProgramOptions, type Started, startProgram, waitForProgram } from './program.ts'
import { closeSubstitutions, tryApply, Undo } from './redirect.ts'
import { type Parts, redirectsWithin } from './simple-parts.ts'
import type { TemporaryScope } from './temporary-scope.ts'

/** Starts a program; redirections and assignments are undone at once, since only the child needs them. */
export function runProgram(
  shell: Environment,
  parts: Parts,
  name: string,
  fields: readonly string[],
  scope: TemporaryScope | undefined,
): Running {
  if (parts.assignsInRedirects && shell.final !== parts.node && !controlsJobs(shell))
    return runProgramInFork(shell, parts, name, fields, scope)
  const launch = foregroundLaunch(shell, parts.node)
  const modes = launch === undefined ? undefined : shell.host.terminal?.saveModes()
  if (launch !== undefined) shell.launch = launch
  const options: ProgramOptions = { argv: fields, final: shell.final === parts.node }
  const started = startRedirected(shell, redirectsWithin(parts, scope), name, options)
  return chain(started, process => {
    scope?.close()
    if (launch === undefined) return waitForProgram(shell, process)
    shell.launch = undefined
    return settleForeground(shell, launch, modes, waitForProgram(shell, process))
  })
}

/** What a redirection assigns (`<<< $((x++))`) is gone with the program, as in bash, whose child expands it. */
function runProgramInFork(
  shell: Environment,
  parts: Parts,
  name: string,
  fields: readonly string[],
  scope: TemporaryScope | undefined,
): Running {
  const child = startFork(shell)
  child.final = parts.node
  child.loops = shell.loops
  const own = scope?.within(child)
  const status = finishFork(child, () => runProgram(child, parts, name, fields, own))
  return chain(status, result => {
    scope?.close()
    return result
  })
}

/** Expanding it may change variables. */
export function mayAssign(redirect: Redirect): boolean {
  let assigns = false
  walk(redirect.target, node => {
    assigns ||=
      node.type === 'ArithmeticExpansion' ||
      (node.type === 'ParameterExpansion' &&
        (node.subscript?.type === 'Index' ||
          node.operation?.type === 'Substring' ||
          (node.operation?.type === 'Default' && node.operation.operator === '=')))
  })
  return assigns
}

function startRedirected(
  shell: Environment,
  redirects: Parts['redirects'],
  name: string,
  options: ProgramOptions,
): MaybePromise<Started> {
  if (redirects === undefined) return startProgram(shell, name, options)
  const undo = new Undo(shell)
  const { lastBackground, substitutions } = shell
  const mark = substitutions.length
  const restore = (started: Started): Started => {
    // bash expands them in the child: their process substitutions are not the shell's.
    shell.lastBackground = lastBackground
    closeSubstitutions(shell, mark, true)
    if (options.final !== true || typeof started === 'number') undo.restore()
    else undo.keep()
    return started
  }
  const applied = applyForChild(shell, redirects, undo)
  return chain(applied, fine => chain(fine === true ? startProgram(shell, name, options) : fine, restore))
}

/** bash expands a program's redirections in the child: what would end the shell ends that alone. Gives true, or a status. */
function applyForChild(
  shell: Environment,
  redirects: NonNullable<Parts['redirects']>,
  undo: Undo,
): MaybePromise<true | Status> {
  const fail = (error: unknown): Status => {
    if (!(error instanceof ShellError)) throw error
    const outcome = recover(shell, error)
    return typeof outcome === 'object' && 'status' in outcome ? (outcome.status ?? 1) : 1
  }
  try {
    const applied = tryApply(shell, redirects, undo)
    if (isPromise(applied)) return applied.then(fine => fine || 1, fail)
    return applied || 1
  } catch (error) {
    return fail(error)
  }
}
