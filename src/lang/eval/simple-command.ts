import { SystemError } from '../../os/index.ts'
import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { type CompiledWord, compileWord, ShellError } from '../expand/index.ts'
import {
  type Assignment,
  assignmentIn,
  type Redirect,
  type SimpleCommand,
  walk,
  type Word,
} from '../syntax/index.ts'
import { type CompiledAssignment, compileAssignment } from './assignment.ts'
import { compileFunctionArguments, isDoor } from './function-arguments.ts'
import { beforeCommand } from './before.ts'
import type { Builtin, Invocation } from './builtin.ts'
import { compileArguments, type ExpandedArguments } from './declaration.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { messageOf, recover } from './failure.ts'
import { finishFork, startFork } from './fork.ts'
import { callFunction } from './function.ts'
import { runJobBuiltin } from './job-builtin.ts'
import type { Outcome, Running, Status } from './outcome.ts'
import { BrokenPipe } from './ports.ts'
import { type ProgramOptions, type Started, startProgram, waitForProgram } from './program.ts'
import { closeSubstitutions, compileRedirects, tryApply, Undo, withRedirects } from './redirect.ts'
import { forEachInTurn } from './sequence.ts'
import { expandWords } from './words.ts'
import { exitHere } from './trap-run.ts'
import { traceAssignment, traceWords } from './xtrace.ts'
import type { ShellFunction } from './shell.ts'
import { controlsJobs, foregroundLaunch, settleForeground } from './launch.ts'

/** A simple command in its parts. */
interface Parts {
  readonly node: SimpleCommand
  readonly assignments: readonly CompiledAssignment[]
  readonly redirects: ReturnType<typeof compileRedirects>
  /** The same, run without the command's own assignments: bash's redirections do not see them. */
  readonly hidingRedirects: ReturnType<typeof compileRedirects>
  /** Expanding the redirections may change variables: a program's are expanded in its process. */
  readonly assignsInRedirects: boolean
  readonly compiler: Compiler
}

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

type Expansion = (shell: Environment) => MaybePromise<ExpandedArguments>

/** Words to fields; arguments written as assignments (`declare x=(1 2)`) are kept apart. */
function compileExpansion(node: SimpleCommand): Expansion {
  if (node.words.some(word => word.type === 'Assignment')) return compileArguments(node.words)
  const [head, ...rest] = node.words as readonly Word[]
  const words: CompiledWord[] = (node.words as readonly Word[]).map(word => compileWord(word))
  const expand: Expansion = shell => {
    const fields = expandWords(words, shell)
    return isPromise(fields) ? fields.then(plainArguments) : { fields }
  }
  const name = head?.parts[0]
  if (!rest.some(isDoor) || name?.type !== 'Literal' || head?.parts.length !== 1) return expand
  const withFunctions = compileFunctionArguments(node.words as readonly Word[])
  return shell =>
    builtinOf(shell, name.value)?.takesFunctions === true ? withFunctions(shell) : expand(shell)
}

function plainArguments(fields: string[]): ExpandedArguments {
  return { fields }
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
  shell.lastArgument = fields.at(-1) ?? ''
  const { assignments } = parts
  if (assignments.length === 0) {
    if (shell.options.xtrace) traceWords(shell, expanded)
    return resolve(shell, parts, name, expanded, undefined)
  }
  return withAssignments(shell, parts, name, expanded)
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
      if (shell.options.xtrace) traceWords(shell, expanded)
      return resolve(shell, parts, name, expanded, undefined)
    })
  }
  const scope = new TemporaryScope(shell)
  const assigned = scope.guard(() =>
    forEachInTurn(parts.assignments, assignment => assignTemporary(shell, scope, assignment)),
  )
  return chain(assigned, () => {
    if (shell.options.xtrace) traceWords(shell, expanded)
    return scope.around(() => resolve(shell, parts, name, expanded, scope))
  })
}

function traceIf(shell: Environment, node: Assignment, value: Parameters<typeof traceAssignment>[2]): void {
  if (shell.options.xtrace) traceAssignment(shell, node, value)
}

function assignTemporary(
  shell: Environment,
  scope: TemporaryScope,
  assignment: CompiledAssignment,
): MaybePromise<void> {
  return chain(assignment.expand(shell), value => {
    traceIf(shell, assignment.node, value)
    scope.open()
    const { name, append } = assignment.node
    // bash: an array cannot be in the environment; its text is.
    const text =
      typeof value === 'string'
        ? value
        : shell.source.text.slice(assignment.node.value.start, assignment.node.value.end)
    trySetTemporary(shell, name, text, append)
  })
}

/** bash says that a readonly variable stays as it is, and runs the command all the same. */
function trySetTemporary(shell: Environment, name: string, text: string, append: boolean): void {
  try {
    shell.variables.setTemporary(name, text, append)
  } catch (error) {
    if (!(error instanceof ShellError) || shell.options.get('posix')) throw error
    shell.complain(messageOf(error))
  }
}

/** The variables of `X=1 command`, gone when the command is, or as soon as its program has started. */
class TemporaryScope {
  readonly #shell: Environment
  #open = false

  constructor(shell: Environment) {
    this.#shell = shell
  }

  open(): void {
    if (this.#open) return
    this.#shell.variables.pushTemporary()
    this.#open = true
  }

  /** The copy of this scope that a fork has. */
  within(fork: Environment): TemporaryScope {
    const copy = new TemporaryScope(fork)
    copy.#open = this.#open
    return copy
  }

  close(): void {
    if (this.#open) this.#shell.variables.pop()
    this.#open = false
  }

  guard<T>(run: () => MaybePromise<T>): MaybePromise<T> {
    try {
      const result = run()
      return isPromise(result) ? result.catch((error: unknown) => this.#rethrow(error)) : result
    } catch (error) {
      return this.#rethrow(error)
    }
  }

  around(run: () => Running): Running {
    return chain(this.guard(run), outcome => {
      this.close()
      return outcome
    })
  }

  #rethrow(error: unknown): never {
    this.close()
    throw error
  }
}

// ---------------------------------------------------------------- what the name means

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
  if (builtin === undefined) return runProgram(shell, parts, name, expanded.fields, scope)
  if (builtin.isJob?.(expanded.fields.slice(1)) === true)
    return runJobBuiltin(shell, parts.node, env => startBuiltin(env, redirects, builtin, expanded))
  return startBuiltin(shell, redirects, builtin, expanded)
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

function redirectsWithin(parts: Parts, scope: TemporaryScope | undefined): Parts['redirects'] {
  return scope === undefined ? parts.redirects : parts.hidingRedirects
}

type CompiledRedirects = NonNullable<Parts['redirects']>

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
  return withRedirects(shell, redirects, undo =>
    chain(callBuiltin(shell, builtin, expanded, undo), outcome => exitHere(shell, outcome)),
  )
}

export function builtinOf(shell: Environment, name: string): Builtin | undefined {
  const builtin = shell.builtins.get(name)
  return builtin !== undefined && shell.disabled.size > 0 && shell.disabled.has(name) ? undefined : builtin
}

/** Runs a builtin; what it throws is said in its name. `undo` is kept for `exec`, whose redirections stay. */
export function callBuiltin(
  shell: Environment,
  builtin: Builtin,
  expanded: ExpandedArguments,
  undo?: Undo,
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

// ---------------------------------------------------------------- programs

/** Starts a program; redirections and assignments are undone at once, since only the child needs them. */
function runProgram(
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

function mayAssign(redirect: Redirect): boolean {
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
  const restore = (started: Started): Started => {
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
