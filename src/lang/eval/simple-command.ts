import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { assignmentIn, type SimpleCommand } from '../syntax/index.ts'
import { compileExpansion, type Expansion } from './argument-expansion.ts'
import { compileAssignment } from './assignment.ts'
import { beforeCommand } from './before.ts'
import type { Builtin } from './builtin.ts'
import { builtinOf, callBuiltin } from './call-builtin.ts'
import type { ExpandedArguments } from './declaration.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { callFunction } from './function.ts'
import { runJobBuiltin } from './job-builtin.ts'
import type { Outcome, Running } from './outcome.ts'
import { closeSubstitutions, compileRedirects, type Undo, withRedirects } from './redirect.ts'
import { mayAssign, runProgram } from './run-program.ts'
import { forEachInTurn } from './sequence.ts'
import type { ShellFunction } from './shell.ts'
import { type CompiledRedirects, type Parts, redirectsWithin } from './simple-parts.ts'
import { assignTemporary, TemporaryScope } from './temporary-scope.ts'
import { exitHere } from './trap-run.ts'
import { traceWords } from './xtrace.ts'

/** `A=1 cmd word >file` (POSIX 2.9.1). */
export function compileSimple(node: SimpleCommand, compiler: Compiler): Code {
  const redirects = compileRedirects(node.redirects)
  const hidesAssignments = redirects !== undefined && node.assignments.length > 0
  const parts: Parts = {
    node,
    assignments: node.assignments.map(assignment => compileAssignment(assignment)),
    redirects,
    hidingRedirects: hidesAssignments
      ? (shell, undo) => shell.variables.withoutTemporary(() => redirects(shell, undo))
      : redirects,
    assignsInRedirects: node.redirects.some(mayAssign),
    compiler,
  }
  const expand = compileExpansion(node)
  const code: Code = shell => {
    shell.node = node
    const before = beforeCommand(shell, node)
    return before === undefined ? run(shell, parts, expand) : runAfter(before, shell, parts, expand)
  }
  const keyword = withKeywords(node)
  return keyword === undefined ? code : choosing(code, keyword, compiler)
}

/** `set -k`: assignments among the arguments are the command's environment too (bash manual, The Set Builtin). */
function choosing(code: Code, keyword: SimpleCommand, compiler: Compiler): Code {
  let withAssignments: Code | undefined
  return shell =>
    shell.options.get('keyword') ? (withAssignments ??= compileSimple(keyword, compiler))(shell) : code(shell)
}

/** The command as it is under `set -k`; undefined where that makes no difference. */
function withKeywords(node: SimpleCommand): SimpleCommand | undefined {
  const found = node.words.map(word => (word.type === 'Word' ? assignmentIn(word) : word))
  const words = found.flatMap((word, at) => (word.type === 'Assignment' ? [] : [node.words[at] ?? word]))
  if (words.length === found.length || words.length === 0) return undefined
  const keywords = found.filter(word => word.type === 'Assignment')
  return { ...node, assignments: [...node.assignments, ...keywords], words }
}

// What has to be waited for is in functions of its own here: one with closures makes a scope for them at every call.

function runAfter(
  before: MaybePromise<Outcome | undefined>,
  shell: Environment,
  parts: Parts,
  expand: Expansion,
): Running {
  return chain(before, outcome => outcome ?? run(shell, parts, expand))
}

function run(shell: Environment, parts: Parts, expand: Expansion): Running {
  shell.substituted = undefined
  const mark = shell.substitutions.length
  const expanded = expand(shell)
  const running = isPromise(expanded)
    ? dispatchLater(shell, parts, expanded)
    : dispatch(shell, parts, expanded)
  return shell.substitutions.length === mark && !isPromise(running)
    ? running
    : closeAfter(shell, running, mark)
}

async function dispatchLater(
  shell: Environment,
  parts: Parts,
  expanded: Promise<ExpandedArguments>,
): Promise<Outcome> {
  return dispatch(shell, parts, await expanded)
}

function closeAfter(shell: Environment, running: Running, mark: number): Running {
  return chain(running, outcome => {
    closeSubstitutions(shell, mark)
    return outcome
  })
}

function dispatch(shell: Environment, parts: Parts, expanded: ExpandedArguments): Running {
  const { fields } = expanded
  shell.node = parts.node
  const name = fields[0]
  if (name === undefined) return assignOnly(shell, parts)
  const { assignments } = parts
  if (assignments.length === 0) {
    if (shell.options.xtrace)
      return traced(shell, expanded, () => resolve(shell, parts, name, expanded, undefined))
    return resolve(shell, parts, name, expanded, undefined)
  }
  return withAssignments(shell, parts, name, expanded)
}

/** A prompt of the trace that runs programs (`PS4='$(date) '`) is there before the command runs. */
function traced(shell: Environment, expanded: ExpandedArguments, run: () => Running): Running {
  if (!shell.options.xtrace) return run()
  traceWords(shell, expanded)
  return shell.tracing === undefined ? run() : shell.tracing.then(run)
}

// ---------------------------------------------------------------- assignments

/** No command name: the assignments are the shell's own (POSIX 2.9.1.3), the redirections come and go. */
function assignOnly(shell: Environment, parts: Parts): Running {
  const { assignments, redirects } = parts
  const [only] = assignments
  const assigned =
    assignments.length === 1 && only !== undefined ? only.assign(shell) : assignAll(shell, assignments)
  if (redirects === undefined && !isPromise(assigned)) return assignedStatus(shell)
  return finishAssigning(shell, assigned, redirects)
}

function finishAssigning(
  shell: Environment,
  assigned: MaybePromise<void>,
  redirects: Parts['redirects'],
): Running {
  return chain(assigned, () => {
    const status = assignedStatus(shell)
    return redirects === undefined ? status : withRedirects(shell, redirects, () => status)
  })
}

function assignAll(shell: Environment, assignments: Parts['assignments']): MaybePromise<void> {
  return forEachInTurn(assignments, assignment => assignment.assign(shell))
}

function assignedStatus(shell: Environment): number {
  shell.lastArgument = ''
  return shell.substituted ?? 0
}

/** `X=1 command`: a scope of its own around the command; posix mode keeps them after a special builtin (POSIX 2.9.1.2). */
function withAssignments(
  shell: Environment,
  parts: Parts,
  name: string,
  expanded: ExpandedArguments,
): Running {
  const builtin = builtinOf(shell, name)
  if (builtin?.special && shell.options.get('posix') && shell.functions.get(name) === undefined) {
    const kept = forEachInTurn(parts.assignments, assignment => assignment.assign(shell))
    return chain(kept, () => {
      return traced(shell, expanded, () => resolve(shell, parts, name, expanded, undefined))
    })
  }
  const scope = new TemporaryScope(shell)
  const assigned = scope.guard(() =>
    forEachInTurn(parts.assignments, assignment => assignTemporary(shell, scope, assignment)),
  )
  return chain(assigned, () => {
    return scope.around(() => traced(shell, expanded, () => resolve(shell, parts, name, expanded, scope)))
  })
}

/** POSIX 2.9.1.4: special builtins first in posix mode, functions, builtins, programs. */
function resolve(
  shell: Environment,
  parts: Parts,
  name: string,
  expanded: ExpandedArguments,
  scope: TemporaryScope | undefined,
): Running {
  const fn = shell.functions.size === 0 ? undefined : shell.functions.get(name)
  const builtin = builtinOf(shell, name)
  const redirects = redirectsWithin(parts, scope)
  if (fn !== undefined && !(builtin?.special && shell.options.get('posix'))) {
    const args = expanded.fields.slice(1)
    if (redirects === undefined) return callFunction(shell, fn, args, parts.compiler)
    return functionRedirected(shell, redirects, fn, args, parts.compiler)
  }
  if (builtin !== undefined && readsText.has(name))
    return readText(shell, expanded, () => startBuiltin(shell, redirects, builtin, expanded))
  shell.lastArgument = expanded.fields.at(-1) ?? ''
  if (builtin === undefined) return runProgram(shell, parts, name, expanded.fields, scope)
  if (builtin.isJob?.(expanded.fields.slice(1)) === true)
    return runJobBuiltin(shell, parts.node, env => startBuiltin(env, redirects, builtin, expanded))
  return startBuiltin(shell, redirects, builtin, expanded)
}

const readsText: ReadonlySet<string> = new Set(['eval', '.', 'source'])

/** The text that is run sees the `$_` of the command before; the last word is `$_` behind it. */
function readText(shell: Environment, { fields }: ExpandedArguments, run: () => Running): Running {
  return chain(run(), outcome => {
    shell.lastArgument = fields.at(-1) ?? ''
    return outcome
  })
}

function startBuiltin(
  shell: Environment,
  redirects: Parts['redirects'],
  builtin: Builtin,
  expanded: ExpandedArguments,
): Running {
  if (redirects === undefined) return callBuiltin(shell, builtin, expanded)
  return builtinRedirected(shell, redirects, builtin, expanded)
}

function functionRedirected(
  shell: Environment,
  redirects: CompiledRedirects,
  fn: ShellFunction,
  args: readonly string[],
  compiler: Compiler,
): Running {
  return withRedirects(shell, redirects, () => callFunction(shell, fn, args, compiler))
}

function builtinRedirected(
  shell: Environment,
  redirects: CompiledRedirects,
  builtin: Builtin,
  expanded: ExpandedArguments,
): Running {
  const run = (undo: Undo): Running =>
    chain(callBuiltin(shell, builtin, expanded, undo), outcome => exitHere(shell, outcome))
  return withRedirects(shell, redirects, run, () => unableToRedirect(shell, builtin))
}

/** POSIX 2.8.1: a redirection error of a special builtin ends a script; in bash in posix mode only. */
function unableToRedirect({ options, session }: Environment, builtin: Builtin): Outcome {
  const isFatal = builtin.special === true && options.get('posix') && !session.interactive
  return isFatal ? { type: 'exit', status: 1, failed: true } : 1
}
