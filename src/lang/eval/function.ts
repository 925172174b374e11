import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { FunctionDefinition } from '../syntax/index.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { recover } from './failure.ts'
import { type Outcome, type Running, succeeded } from './outcome.ts'
import { compileBody } from './pipeline.ts'
import type { Call, ShellFunction } from './shell.ts'
import { runTrap } from './trap-run.ts'

/** Function calls that may nest on the JavaScript stack before it is unwound through a promise. */
const nestingLimit = 40

/** `name() body`: defining it; the name may not be a readonly function's. */
export function compileFunction(node: FunctionDefinition): Code {
  return shell => {
    shell.node = node
    if (/[$`'"\\]|[<>]\(/.test(node.name)) {
      shell.complain(`\`${node.name}': not a valid identifier`)
      return 1
    }
    const before = shell.functions.get(node.name)
    if (before?.isReadonly) {
      shell.complain(`${node.name}: readonly function`)
      return 1
    }
    if (shell.options.get('posix') && shell.builtins.get(node.name)?.special) {
      shell.complain(`\`${node.name}': is a special builtin`)
      return { type: 'exit', status: 2 }
    }
    shell.functions.set(node.name, {
      name: node.name,
      origin: originOf(shell),
      definition: node,
      source: shell.source,
      bindings: shell.bindings,
      exported: before?.exported ?? false,
      traced: before?.traced ?? false,
    })
    return succeeded
  }
}

/** Texts that are no file, by how BASH_SOURCE names them. */
const origins: Readonly<Record<string, string>> = { '-c': 'environment', stdin: 'main', nacre: 'main' }

/** The file that is being run; what `eval` runs belongs to the file around it. */
function originOf(shell: Environment): string {
  const { name } = shell.source
  if (name !== 'eval') return origins[name] ?? name
  return shell.stack.at(-1)?.source ?? (shell.options.letters.includes('c') ? 'environment' : 'main')
}

/** Calls a function (POSIX 2.9.5): own positional parameters and local scope; `return` is answered here. */
export function callFunction(
  shell: Environment,
  fn: ShellFunction,
  args: readonly string[],
  compiler: Compiler,
): Running {
  const limit = Number(shell.variables.get('FUNCNEST') ?? 0)
  if (limit > 0 && shell.stack.length >= limit + baseDepth(shell)) {
    shell.complain(`${fn.name}: maximum function nesting level exceeded (${limit})`)
    return { type: 'discard', status: 1 }
  }
  const body = compileBody(fn.definition.body, compiler)
  const call: Call = { name: fn.name, source: fn.origin, line: shell.line, args }
  const leave = enter(shell, fn, args, call)
  const before = shell.traps.isEmpty ? undefined : runTrap(shell, 'DEBUG')
  const run = (): Running =>
    before === undefined
      ? nested(shell, () => body(shell))
      : chain(before, outcome => outcome ?? nested(shell, () => body(shell)))
  return leaving(shell, run, outcome => chain(returned(shell, outcome), result => (leave(), result)), leave)
}

/** Frames that are no functions: `main`. */
function baseDepth(shell: Environment): number {
  return shell.stack[0]?.name === 'main' ? 1 : 0
}

function enter(shell: Environment, fn: ShellFunction, args: readonly string[], call: Call): () => void {
  const { positional, source, node, bindings, loops } = shell
  const showTraps = hideTraps(shell, fn)
  shell.variables.push()
  shell.stack.push(call)
  shell.positional = args
  shell.source = fn.source
  shell.bindings = fn.bindings
  shell.loops = 0
  return () => {
    // bash: the ERR trap of a call names the command that failed in it.
    if (node !== undefined && !shell.traps.isEmpty) shell.named = { ...shell.commandPlace, at: node }
    shell.variables.pop()
    shell.stack.pop()
    shell.positional = positional
    shell.source = source
    shell.node = node
    shell.lastArgument = args.at(-1) ?? fn.name
    shell.bindings = bindings
    shell.loops = loops
    showTraps?.()
  }
}

/** bash manual, Shell Functions: DEBUG and RETURN are inherited with functrace or `declare -ft`, ERR with errtrace. */
function hideTraps(shell: Environment, fn: ShellFunction): (() => void) | undefined {
  if (shell.traps.isEmpty) return undefined
  const names: string[] = []
  if (!shell.options.get('functrace') && !fn.traced) names.push('DEBUG', 'RETURN')
  if (!shell.options.get('errtrace')) names.push('ERR')
  return names.length === 0 ? undefined : shell.traps.hide(names)
}

/** The RETURN trap, still inside the function; then `return`'s status as the function's. */
export function returned(shell: Environment, outcome: Outcome): MaybePromise<Outcome> {
  const result = typeof outcome !== 'number' && outcome.type === 'return' ? outcome.status : outcome
  if (typeof result !== 'number' || shell.traps.get('RETURN') === undefined) return result
  return chain(runTrap(shell, 'RETURN', result), jump =>
    jump === undefined ? result : typeof jump !== 'number' && jump.type === 'return' ? jump.status : jump,
  )
}

/** Runs, then finishes with the outcome; on a throw everything is put back before it goes on. */
export function leaving(
  shell: Environment,
  run: () => Running,
  finish: (outcome: Outcome) => Running,
  leave: () => void,
): Running {
  let running: Running
  try {
    running = run()
  } catch (error) {
    leave()
    throw error
  }
  if (!isPromise(running)) return finish(running)
  return running.then(finish, (error: unknown) => {
    const outcome = recoverOr(shell, error, leave)
    return finish(outcome)
  })
}

function recoverOr(shell: Environment, error: unknown, leave: () => void): Outcome {
  try {
    return recover(shell, error)
  } catch (bug) {
    leave()
    throw bug
  }
}

/** Keeps the JavaScript stack shallow: every so many levels the rest runs from the event loop's own stack. */
export function nested(shell: Environment, run: () => Running): Running {
  const { runtime } = shell
  if (runtime.nesting >= nestingLimit) return fresh(shell, run)
  runtime.nesting++
  try {
    return run()
  } finally {
    runtime.nesting--
  }
}

async function fresh(shell: Environment, run: () => Running): Promise<Outcome> {
  await Promise.resolve()
  return await nested(shell, run)
}
