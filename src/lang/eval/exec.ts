import { SystemError } from '../../os/index.ts'
import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import { callFunction } from './function.ts'
import type { Running } from './outcome.ts'
import { findProgram } from './path-search.ts'
import { planOf, type ProgramOptions, startProgram, waitForProgram } from './program.ts'
import type { ExecuteOptions } from './shell.ts'
import { builtinOf, callBuiltin } from './call-builtin.ts'
import { compiler } from './compile.ts'

/** Runs words as a command, already expanded: function, builtin, program, as far as the options let it. */
export function execute(shell: Environment, words: readonly string[], options: ExecuteOptions = {}): Running {
  const [name, ...args] = words
  if (name === undefined) return 0
  const fn = options.functions === false ? undefined : shell.functions.get(name)
  if (fn !== undefined) return callFunction(shell, fn, args, compiler)
  const builtin = options.builtins === false ? undefined : builtinOf(shell, name)
  if (builtin !== undefined)
    return callBuiltin(
      shell,
      builtin,
      { fields: [...words] },
      options.redirections === true ? shell.redirecting : undefined,
    )
  return chain(startProgram(shell, name, programOptions(words, options)), started =>
    waitForProgram(shell, started),
  )
}

function programOptions(words: readonly string[], options: ExecuteOptions): ProgramOptions {
  const [name = '', ...args] = words
  return {
    argv: [options.argv0 ?? name, ...args],
    ...(options.environment === undefined ? {} : { environment: options.environment }),
    ...(options.path === undefined ? {} : { path: options.path }),
  }
}

/** `exec` (POSIX 2.15): the program takes our place; a fork, which has no process of its own, runs it and ends. */
export function exec(shell: Environment, words: readonly string[], options: ExecuteOptions = {}): Running {
  const [name] = words
  if (name === undefined) {
    shell.redirecting?.keep()
    return chain(opened(shell), () => 0)
  }
  const file = findProgram(shell, name, options.path)
  if (file === undefined) return failed(shell, `exec: ${name}: not found`, 127)
  if (!shell.isMain || shell.runtime.active > 0 || shell.host.name === 'portable')
    return runInstead(shell, name, programOptions(words, options))
  return replace(shell, name, file, programOptions(words, options))
}

/** What the shell keeps is open before it goes on, also a FIFO that nobody has at the other side yet. */
function opened(shell: Environment): MaybePromise<void> {
  const pending = [...shell.descriptors.entries()]
    .map(([, descriptor]) => descriptor.opened?.())
    .filter(isPromise)
  return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined)
}

function runInstead(shell: Environment, name: string, options: ProgramOptions): Running {
  shell.traps.set('EXIT', undefined)
  return chain(startProgram(shell, name, options), started =>
    chain(waitForProgram(shell, started), status => ({ type: 'exit', status })),
  )
}

function replace(shell: Environment, name: string, file: string, options: ProgramOptions): Running {
  const status = shell.host.stat(shell.resolvePath(file), true)
  if (status?.type === 'directory') return failed(shell, `exec: ${name}: cannot execute: Is a directory`, 126)
  try {
    return shell.host.exec(planOf(shell, file, options))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'ENOEXEC') return runInstead(shell, name, options)
    const missing = error.code === 'ENOENT' || error.code === 'ENOTDIR'
    return failed(shell, `${missing ? 'exec: ' : ''}${name}: ${error.message}`, missing ? 127 : 126)
  }
}

/** POSIX 2.15: a failing exec ends a non-interactive shell, unless execfail. */
function failed(shell: Environment, message: string, status: number): Running {
  shell.complain(message)
  const stays = (shell.session.interactive && shell.isMain) || shell.options.get('execfail')
  return stays ? status : { type: 'exit', status }
}
