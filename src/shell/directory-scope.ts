import { AsyncLocalStorage } from 'node:async_hooks'
import { resolve } from 'node:path'
import { releaseFork, type Shell } from '../lang/eval/index.ts'

/** The current directory of a task and of all that it awaits. */
interface DirectoryScope {
  readonly parent: DirectoryScope | undefined
  /** Undefined until the task moves: the one around it is meant. */
  directory: string | undefined
  isOver: boolean
}

const scopes = new AsyncLocalStorage<DirectoryScope>()

/** A move that can be taken back: `await using _ = cd('/tmp')` moves the running task only, until its block ends. */
export interface Move extends AsyncDisposable, Disposable {
  /** Where it moved to. */
  readonly directory: string
}

/** The current directory of the running task: its own if it moved in a scope, else the shell's. */
export function currentDirectory(shell: Shell): string {
  return scopedDirectory() ?? shell.cwd
}

/** The directory of the innermost scope that moved; undefined where none did. */
export function scopedDirectory(): string | undefined {
  for (let scope = scopes.getStore(); scope !== undefined; scope = scope.parent)
    if (!scope.isOver && scope.directory !== undefined) return scope.directory
  return undefined
}

/** Runs a function in a scope of its own: `cd` in it moves it and what it awaits, nobody else. */
export function withinDirectoryScope<T>(run: () => T): T {
  return scopes.run({ parent: scopes.getStore(), directory: undefined, isOver: false }, run)
}

/**
 * Runs a function in a context that begins as the caller's: what it enters before its first `await` is not the caller's.
 * An async function that moves by `await using _ = cd(…)` is run so.
 */
export function inOwnContext<T>(run: () => T): T {
  // A scope that is over is passed through: `cd` without `using` moves whoever it moved before.
  return scopes.run({ parent: scopes.getStore(), directory: undefined, isOver: true }, run)
}

export interface ChangeOptions {
  /** Hears of each move that is asked for, before it is made. */
  asked?(directory: string): void
  /** Hears where the shell itself moved to. */
  moved(directory: string): void
}

/**
 * `cd(directory)`: moves the task in a scope, else the shell. The answer is disposable: who asks for that (`using`) gets a
 * scope of the running task after all, and the shell stays where it was.
 */
export function changeDirectory(shell: Shell, directory: unknown, { asked, moved }: ChangeOptions): Move {
  asked?.(directory === undefined ? '~' : String(directory as string).trim())
  const before = currentDirectory(shell)
  const target = targetOf(shell, directory, before)
  const scope = innermost()
  const old = scope?.directory
  const move = (to: string | undefined): void => {
    if (scope !== undefined) scope.directory = to
    else if (to !== undefined) {
      shell.changeDirectory(to)
      moved(to)
    }
  }
  move(target)
  let own: DirectoryScope | undefined
  /** From here on the move is the task's alone. */
  const enter = (): void => {
    if (own !== undefined) return
    move(scope === undefined ? before : old)
    own = { parent: scopes.getStore(), directory: target, isOver: false }
    scopes.enterWith(own)
  }
  const leave = (): void => {
    if (own !== undefined) own.isOver = true
  }
  return {
    directory: target,
    get [Symbol.dispose]() {
      enter()
      return leave
    },
    get [Symbol.asyncDispose]() {
      enter()
      return () => Promise.resolve(leave())
    },
  }
}

/** Runs commands for the running task: in a copy of the shell that is where the task is, whose moves are the task's. */
export async function inTaskDirectory<T>(shell: Shell, run: (target: Shell) => Promise<T>): Promise<T> {
  const scope = innermost()
  if (scope === undefined) return await run(shell)
  const fork = shell.fork()
  const directory = currentDirectory(shell)
  if (directory !== fork.cwd) fork.changeDirectory(directory)
  try {
    return await run(fork)
  } finally {
    if (fork.cwd !== directory) scope.directory = fork.cwd
    releaseFork(fork)
  }
}

function innermost(): DirectoryScope | undefined {
  let scope = scopes.getStore()
  while (scope?.isOver === true) scope = scope.parent
  return scope
}

/** The directory meant, absolute; throws where there is none, as `cd` does. */
function targetOf(shell: Shell, given: unknown, from: string): string {
  const text = given === undefined ? '~' : String(given as string).trim()
  const home = shell.variables.get('HOME') ?? '/'
  const old = shell.variables.get('OLDPWD') ?? from
  const named = text === '-' ? old : text.replace(/^~(?=\/|$)/, () => home)
  const target = resolve(from, named)
  const status = shell.host.stat(target, true)
  if (status === undefined) throw new Error(`cd: ${text}: No such file or directory`)
  if (status.type !== 'directory') throw new Error(`cd: ${text}: Not a directory`)
  return target
}
