import { resolve } from 'node:path'
import { makeSource } from '../diag/index.ts'
import { startText, type Shell } from '../lang/eval/index.ts'
import type { Descriptor } from '../os/index.ts'
import { ShellChild } from './child.ts'
import { readableOf, writableOf } from './streams.ts'

/** What of zx's spawn options means something to us. */
export interface SpawnOptions {
  readonly cwd?: string | URL
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly stdio?: StdioOption | readonly StdioOption[]
  readonly signal?: AbortSignal
}

type StdioOption =
  | 'pipe'
  | 'inherit'
  | 'ignore'
  | 'overlapped'
  | number
  | { readonly fd?: number }
  | null
  | undefined

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
  const child = new ShellChild([plumbing.stdin, plumbing.stdout, plumbing.stderr])
  const onAbort = () => void child.kill('SIGTERM')
  try {
    child.started(
      startText(shell, makeSource('$', text), {
        descriptors: plumbing.descriptors,
        prepare: fork => prepare(fork, options, context),
      }),
    )
  } catch (error) {
    queueMicrotask(() => child.failed(error))
  }
  options.signal?.addEventListener('abort', onAbort, { once: true })
  child.once('exit', () => options.signal?.removeEventListener('abort', onAbort))
  return child
}

function prepare(fork: Shell, options: SpawnOptions, context: SpawnContext): void {
  const named = options.cwd instanceof URL ? options.cwd.pathname : options.cwd
  const directory = resolve(fork.cwd, context.directory(named))
  if (directory !== fork.cwd) fork.changeDirectory(directory)
  if (options.env !== undefined) applyEnvironment(fork, options.env, context.environment)
}

/** What the given environment changes of the one the process began with is changed in the fork. */
function applyEnvironment(
  fork: Shell,
  given: Readonly<Record<string, string | undefined>>,
  began: ReadonlyMap<string, string>,
): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === began.get(name) || !/^[A-Za-z_]\w*$/.test(name)) continue
    fork.variables.set(name, value)
    fork.variables.declare(name, { exported: true }, 'here')
  }
  for (const name of began.keys()) if (given[name] === undefined && name !== '_') fork.variables.unset(name)
}

interface Plumbing {
  readonly stdin: ReturnType<typeof writableOf> | null
  readonly stdout: ReturnType<typeof readableOf> | null
  readonly stderr: ReturnType<typeof readableOf> | null
  readonly descriptors: ReadonlyMap<number, Descriptor>
}

function connect(stdio: SpawnOptions['stdio'], shell: Shell): Plumbing {
  const descriptors = new Map<number, Descriptor>()
  const option = (fd: number): StdioOption => (Array.isArray(stdio) ? stdio[fd] : stdio) as StdioOption
  const outward = (fd: number) => {
    if (!isPipe(option(fd))) return inherit(option(fd), fd, shell, descriptors)
    const pipe = shell.host.pipe()
    descriptors.set(fd, pipe.write)
    return readableOf(pipe.read)
  }
  const inward = () => {
    if (!isPipe(option(0))) return inherit(option(0), 0, shell, descriptors)
    const pipe = shell.host.pipe()
    descriptors.set(0, pipe.read)
    return writableOf(pipe.write)
  }
  return { stdin: inward(), stdout: outward(1), stderr: outward(2), descriptors }
}

function isPipe(option: StdioOption): boolean {
  return option === 'pipe' || option === 'overlapped' || option === undefined || option === null
}

/** Not a pipe: the shell's own stream, nothing, or a descriptor by its number. */
function inherit(option: StdioOption, fd: number, shell: Shell, descriptors: Map<number, Descriptor>): null {
  if (option === 'inherit') return null
  if (option === 'ignore') {
    descriptors.set(fd, shell.host.open('/dev/null', fd === 0 ? 'read' : 'write', 0o666, '/'))
    return null
  }
  const number = typeof option === 'object' ? option?.fd : option
  const given =
    typeof number === 'number'
      ? (shell.descriptors.get(number)?.dup() ?? shell.host.inherited(number))
      : undefined
  if (given === undefined)
    throw new TypeError(`stdio ${fd}: a ${typeof option} without a descriptor is not supported`)
  descriptors.set(fd, given)
  return null
}
