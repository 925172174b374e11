import { resolve } from 'node:path'
import { makeSource } from '../diag/index.ts'
import { quoteSingle } from '../lang/syntax/index.ts'
import { startText, type Shell, type StartedText } from '../lang/eval/index.ts'
import { isLinkedEnvironment, SystemError } from '../os/index.ts'
import { runningCoroutine } from '../shell/index.ts'
import { ShellChild } from './child.ts'
import { joinPipes } from './join-pipes.ts'
import { connect } from './plumbing.ts'

/** What of Node's spawn options means something to us. */
export interface SpawnOptions {
  readonly cwd?: string | URL
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly stdio?: unknown
  readonly signal?: AbortSignal
  readonly killSignal?: string | number
  readonly shell?: unknown
}

export interface SpawnContext {
  readonly shell: Shell
  /** The environment that the process began with: what differs from it was set by the user's code. */
  readonly environment: ReadonlyMap<string, string>
  /** The directory for a spawn, given the one that zx names. */
  directory(named: string | undefined): string
}

/** Runs a command text as `child_process.spawn` would run a shell with it. */
export function spawnText(text: string, options: SpawnOptions, context: SpawnContext): ShellChild {
  const { shell } = context
  const plumbing = connect(options.stdio, shell)
  const prepare = preparation(options, context)
  const job = runningCoroutine()
  return new ShellChild({
    text,
    plumbing,
    signal: options.signal,
    killSignal: options.killSignal,
    beforeStart: child => joinPipes(child, shell),
    start: () => {
      prepare.check()
      const started = startText(shell, makeSource('$', ownText(text, options.shell)), {
        descriptors: plumbing.descriptors,
        isShell: true,
        prepare: fork => prepare.apply(fork),
      })
      belongTo(job, started)
      return started
    },
  })
}

/** What a coroutine job has started is stopped, continued and ended with it. */
function belongTo(job: ReturnType<typeof runningCoroutine>, started: StartedText): void {
  if (job === undefined) return
  const detach = job.attach(started)
  Promise.resolve(started.status).then(detach, detach)
}

/** Another shell than sh's family runs its own language: it is a program like any other. */
export function ownText(text: string, shell: unknown): string {
  return typeof shell === 'string' && /\b(?:pwsh|powershell|fish|nu|zsh|cmd)(?:\.exe)?$/i.test(shell)
    ? `${quoteSingle(shell)} -c ${quoteSingle(text)}`
    : text
}

/** Directory and environment as they are at the call: the text itself starts a little later. */
function preparation(options: SpawnOptions, context: SpawnContext) {
  const named = options.cwd instanceof URL ? options.cwd.pathname : options.cwd
  const { shell } = context
  const directory = resolve(shell.cwd, context.directory(named))
  const changes =
    options.env === undefined || isLinkedEnvironment(options.env)
      ? undefined
      : environmentChanges(options.env, context.environment)
  return {
    check(): void {
      if (directory !== shell.cwd && shell.host.stat(directory, true) === undefined)
        throw new SystemError('ENOENT', 'No such file or directory')
    },
    apply(fork: Shell): void {
      if (directory !== fork.cwd) fork.changeDirectory(directory)
      for (const name of changes?.unset ?? []) fork.variables.unset(name)
      for (const [name, value] of changes?.set ?? []) {
        fork.variables.set(name, value)
        fork.variables.declare(name, { exported: true }, 'here')
      }
    },
  }
}

/** What a shell sets by itself, whatever environment it gets. */
const ownVariables = new Set(['PWD', 'SHLVL'])

/** What the given environment changes of the one the process began with: the shell's own variables stay otherwise. */
function environmentChanges(
  given: Readonly<Record<string, string | undefined>>,
  began: ReadonlyMap<string, string>,
): { readonly set: readonly [string, string][]; readonly unset: readonly string[] } {
  const set: [string, string][] = []
  const changes = (name: string): boolean => !ownVariables.has(name)
  for (const [name, value] of Object.entries(given).filter(([name]) => changes(name))) {
    if (value !== undefined && value !== began.get(name) && /^[A-Za-z_]\w*$/.test(name))
      set.push([name, value])
  }
  return {
    set,
    unset: [...began.keys()].filter(name => given[name] === undefined && name !== '_' && changes(name)),
  }
}
