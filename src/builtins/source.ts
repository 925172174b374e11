import { makeSource } from '../diag/index.ts'
import { SystemError } from '../os/index.ts'
import { decodeBytes } from '../value/index.ts'
import { noBindings, type Builtin, type Outcome, type Running, type Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { mayAccess, statPath } from './paths.ts'
import { misused } from './usage.ts'

/** `.`: run a file's commands in this shell. POSIX.1-2024 2.15, dot. */
export const dot: Builtin = makeSourceBuiltin('.')

/** `source`: the same as `.`. bash manual, Bash Builtins. */
export const source: Builtin = makeSourceBuiltin('source')

function makeSourceBuiltin(name: string): Builtin {
  const builtin: Builtin = {
    name,
    synopsis: `${name} filename [arguments]`,
    summary: 'Execute commands from a file in the current shell.',
    examples: [{ line: `echo 'echo "got $1"' >script; ${name} ./script x`, shows: 'got x\n' }],
    special: true,
    run(args, ports, shell) {
      const parsed = readOptions(builtin, '', args, ports, shell)
      if (!parsed.ok) return parsed.outcome
      const [file, ...rest] = parsed.operands
      if (file === undefined) return misused(builtin, 'filename argument required', ports, shell)
      const path = findScript(file, shell)
      if (path === undefined) return notFound(name, file, shell)
      return runFile(name, path, rest, shell)
    },
  }
  return builtin
}

/** POSIX: a name without a slash is looked for in PATH; bash then looks in the current directory. */
function findScript(file: string, shell: Shell): string | undefined {
  if (file.includes('/')) return file
  if (shell.options.get('sourcepath')) {
    for (const entry of (shell.variables.get('PATH') ?? '').split(':')) {
      const path = entry === '' ? file : `${entry}/${file}`
      if (statPath(shell, path)?.type === 'file' && mayAccess(shell, path, 'r')) return path
    }
  }
  return shell.options.get('posix') ? undefined : file
}

function notFound(name: string, file: string, shell: Shell): Running {
  shell.complain(`${name}: ${file}: file not found`)
  return shell.session.interactive ? 1 : { type: 'exit', status: 1, failed: true }
}

async function runFile(name: string, path: string, args: readonly string[], shell: Shell): Promise<Outcome> {
  if (statPath(shell, path)?.type === 'directory') return refused(name, path, 'is a directory', shell)
  try {
    return await runText(path, decodeBytes(await shell.readFile(path)), args, shell)
  } catch (error) {
    if (error instanceof SystemError) return unreadable(path, error.message, shell)
    throw error
  }
}

async function runText(path: string, text: string, args: readonly string[], shell: Shell): Promise<Outcome> {
  const before = shell.positional
  if (args.length > 0) shell.positional = args
  const call = { name: 'source', source: path, line: shell.line, args: args.length > 0 ? args : [path] }
  const both = shell.session.runBoth
  const isBoth = path.endsWith('.tsh') || /^#!.*\bnacre\b/.test(text)
  const file = makeSource(path, text)
  const outcome = await shell.run(
    file,
    isBoth && both !== undefined ? { call, by: () => both(file, shell) } : { call, bindings: noBindings },
  )
  // A `set --` inside stays (bash); else, after a `shift` too, the caller's parameters come back.
  if (args.length > 0 && isTailOf(shell.positional, args)) shell.positional = before
  return typeof outcome === 'object' && outcome.type === 'return' ? outcome.status : outcome
}

function isTailOf(rest: readonly string[], args: readonly string[]): boolean {
  return rest.every((text, at) => text === args[at + args.length - rest.length])
}

/** POSIX 2.8.1: an error of a special builtin ends a script; bash keeps to that in posix mode. */
function unreadable(path: string, reason: string, shell: Shell): Outcome {
  const status = refused('', path, reason, shell)
  const ends = shell.options.get('posix') && !shell.session.interactive
  return ends ? { type: 'exit', status, failed: true } : status
}

function refused(name: string, path: string, reason: string, shell: Shell): number {
  shell.complain(`${name === '' ? '' : `${name}: `}${path}: ${reason}`)
  return 1
}
