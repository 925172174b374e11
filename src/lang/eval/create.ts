import { makeSource } from '../../diag/index.ts'
import { JobTable } from '../../jobs/index.ts'
import type { ProcessHost } from '../../os/index.ts'
import { compileArithmetic, expandSubscript } from '../expand/index.ts'
import type { Builtin } from './builtin.ts'
import { compiler } from './compile.ts'
import { Descriptors } from './descriptors.ts'
import { Clock, dynamicVariables, RandomSource } from './dynamic-variables.ts'
import type { Engine } from './engine.ts'
import { Environment } from './environment.ts'
import { noBindings, type Parts } from './environment-parts.ts'
import { exec, execute } from './exec.ts'
import { EnvironmentExpansions } from './expand-host.ts'
import { exportedFunctions } from './exported-functions.ts'
import { FatalSignals } from './fatal-signals.ts'
import { callFunction } from './function.ts'
import { leaveBehind, type Line } from './line.ts'
import { OptionTable } from './options.ts'
import { promptString } from './prompt-string.ts'
import { resolveName } from './resolve.ts'
import { parseOptionsOf, runList, runSource } from './run.ts'
import { Runtime } from './runtime.ts'
import type { Bindings, Options, Session } from './shell.ts'
import { initialVariables } from './start-variables.ts'
import { processSubstitution } from './process-substitution.ts'
import { captureSource, substitute } from './substitution.ts'
import { finish } from './finish.ts'
import { TrapTable } from './traps.ts'
import type { VariableContext } from './variable-context.ts'
import { Scopes } from './variables.ts'

export interface ShellOptions {
  readonly host: ProcessHost
  readonly builtins: ReadonlyMap<string, Builtin>
  readonly session: Session
  readonly jobs?: JobTable
  /** The process's environment. */
  readonly environment: ReadonlyMap<string, string>
  /** `$0` */
  readonly name: string
  readonly positional: readonly string[]
  readonly bindings?: Bindings
  /** A script's file: the call stack ends with `main` then. */
  readonly script?: string
  /** Letters of `$-` that are no options: `c`, `s`, `i`. */
  readonly letters?: string
}

const engine: Engine = {
  leaveBehind,
  finish,
  run: runSource,
  runList,
  parseOptions: parseOptionsOf,
  execute,
  exec,
  resolve: resolveName,
  callFunction: (shell, fn, args) => callFunction(shell, fn, args, compiler),
  capture: captureSource,
  substitute: (shell, node) => substitute(shell, node, compiler),
  processSubstitution: (shell, node) => processSubstitution(shell, node, compiler),
  promptString,
}

/** The main shell of a process. */
export function createShell(options: ShellOptions): Environment {
  const { host } = options
  const runtime = new Runtime()
  runtime.args = options.positional
  const letters = options.letters ?? (options.session.interactive ? 'i' : '')
  const shell = new Environment({
    host,
    builtins: options.builtins,
    jobs: options.jobs ?? new JobTable(),
    session: options.session,
    runtime,
    engine,
    random: new RandomSource((host.pid ^ Date.now()) >>> 0),
    clock: new Clock(options.session.startedAt),
    functions: new Map(),
    aliases: new Map(),
    options: new OptionTable(letters),
    descriptors: standardDescriptors(host),
    hashed: new Map(),
    directoryStack: [],
    disabled: new Set(),
    limits: new Map(),
    name: options.name,
    positional: options.positional,
    cwd: host.cwd(),
    umask: host.getUmask(),
    depth: 0,
    bindings: options.bindings ?? noBindings,
    source: makeSource(options.script ?? 'main', ''),
    ...own,
  })
  runtime.main.shell = shell
  if (options.script !== undefined) shell.stack.push({ name: 'main', source: options.script, line: 0 })
  if (options.session.interactive) shell.options.set('expand_aliases', true)
  if (!options.session.interactive) endBySignals(shell)
  initialVariables(shell, options.environment)
  return options.session.interactive ? handle(shell) : shell
}

function endBySignals(shell: Environment): void {
  const fatal = new FatalSignals(shell)
  shell.runtime.fatal = fatal
  shell.traps.onExitTrap = isSet => fatal.exitTrap(isSet)
}

/** What is made for each environment anew. */
const own: Pick<Parts, 'variables' | 'traps' | 'expansions' | 'forked'> = {
  variables: shell => new Scopes(variableContext(shell)),
  traps: shell => new TrapTable(shell.host, signal => void shell.pending.push(signal)),
  expansions: shell => new EnvironmentExpansions(shell),
  forked: fork,
}

function standardDescriptors(host: ProcessHost): Descriptors {
  const descriptors = new Descriptors()
  for (let fd = 0; fd < 10; fd++) {
    const descriptor = host.inherited(fd)
    if (descriptor !== undefined) descriptors.set(fd, descriptor)
  }
  return descriptors
}

/** The traps a subshell keeps: ERR with errtrace, DEBUG and RETURN with functrace (bash manual, Command Execution Environment). */
function keptTraps(options: Options): string[] {
  const kept: string[] = []
  if (options.get('errtrace')) kept.push('ERR')
  if (options.get('functrace')) kept.push('DEBUG', 'RETURN')
  return kept
}

/** A copy of an environment (POSIX 2.13): what either does from now on, the other does not see. */
function fork(parent: Environment, line?: Line): Environment {
  const child = new Environment({
    host: parent.host,
    builtins: parent.builtins,
    jobs: parent.jobs,
    session: parent.session,
    runtime: parent.runtime,
    engine: parent.engine,
    random: parent.random.fork(),
    clock: parent.clock,
    functions: new Map(parent.functions),
    aliases: new Map(parent.aliases),
    options: parent.options.clone(),
    descriptors: (line ?? parent).descriptors.clone(),
    hashed: new Map(parent.hashed),
    directoryStack: [...parent.directoryStack],
    disabled: new Set(parent.disabled),
    limits: new Map(parent.limits),
    name: parent.name,
    positional: parent.positional,
    cwd: parent.cwd,
    umask: parent.umask,
    depth: parent.depth + (line === undefined ? 1 : 0),
    bindings: parent.bindings,
    source: parent.source,
    variables: shell => parent.variables.clone(variableContext(shell)),
    traps: shell => trapsOf(parent, signal => void shell.pending.push(signal), line !== undefined),
    expansions: own.expansions,
    forked: fork,
  })
  child.stack.push(...parent.stack)
  child.status = parent.status
  child.lastBackground = parent.lastBackground
  child.lastArgument = parent.lastArgument
  child.pipeStatuses = parent.pipeStatuses
  child.node = parent.node
  child.guarded = parent.guarded
  child.negations = parent.negations
  child.indirection = parent.indirection
  child.texts = Math.max(1, parent.texts)
  child.launch = parent.launch
  child.isCaptured = parent.isCaptured
  child.shellId = parent.shellId
  child.strand = parent.strand
  child.inputIsGiven = parent.inputIsGiven
  for (const name of parent.trapping) child.trapping.add(name)
  if (line !== undefined) outOf(line, child)
  return child
}

function trapsOf(parent: Environment, arrived: (signal: string) => void, isHeir: boolean): TrapTable {
  return isHeir ? parent.traps.handOver(arrived) : parent.traps.fork(arrived, keptTraps(parent.options))
}

/** Takes back what the commands of a running line have put on: scopes, calls, redirections, parameters. */
function outOf(line: Line, shell: Environment): void {
  shell.variables.popAll()
  shell.stack.length = line.callDepth
  Object.assign(shell, line.before)
  shell.launch = undefined
  shell.strand = { status: undefined }
  shell.trapping.clear()
}

/** The main shell for those who keep it: a line that is left behind takes its environment along, and another follows. */
function handle(shell: Environment): Environment {
  const { main } = shell.runtime
  const now = (): Environment => main.shell ?? shell
  return new Proxy(shell, {
    get(_, key) {
      const current = now()
      const value: unknown = Reflect.get(current, key, current)
      return typeof value === 'function' ? (value.bind(current) as unknown) : value
    },
    set: (_, key, value) => Reflect.set(now(), key, value, now()),
  })
}

function variableContext(shell: Environment): VariableContext {
  return {
    options: shell.options,
    evaluate: text => String(compileArithmetic(text).evaluate(shell.expansions)),
    complain: message => shell.complain(message),
    warn: message => shell.complain(message),
    expandSubscript: text => expandSubscript(text, shell.expansions),
    pathChanged: () => shell.hashed.clear(),
    restoreOptions: options => shell.options.restore(options),
    currentOptions: () => shell.options.clone(),
    exportedFunctions: () => exportedFunctions(shell),
    dynamic: owner => dynamicVariables(shell, owner),
  }
}
