import { SystemError } from '../os/index.ts'
import { chain } from '../value/index.ts'
import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { absolutePath } from './paths.ts'
import { fileResolutions } from './resolution-text.ts'

/** `exec`: a program in place of the shell; without one, redirections that stay. POSIX.1-2024 2.15, exec. */
export const exec: Builtin = {
  name: 'exec',
  synopsis: 'exec [-cl] [-a name] [command [argument ...]] [redirection ...]',
  summary: 'Replace the shell with the given command.',
  examples: [
    { line: '(exec echo hi)', shows: 'hi\n' },
    { line: 'exec 3>&1; echo three >&3', shows: 'three\n' },
  ],
  special: true,
  run(args, ports, shell) {
    const parsed = readOptions(exec, 'cla:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const [name] = parsed.operands
    if (name === undefined) return shell.exec([])
    const argv0 = `${parsed.flags.has('l') ? '-' : ''}${parsed.flags.get('a') ?? name}`
    return replace(parsed.operands, argv0, parsed.flags.has('c'), ports, shell)
  },
}

function replace(
  words: readonly string[],
  argv0: string,
  bare: boolean,
  _ports: Ports,
  shell: Shell,
): Running {
  const [name = '', ...rest] = words
  const file = fileResolutions(name, shell)[0]
  if (file?.type !== 'file') return missing(name, shell)
  const environment = bare ? [] : withoutLevel(shell)
  // A fork is no process of its own: it runs the program and ends with it.
  if (shell.depth > 0) return runAndLeave(words, argv0, bare, shell)
  try {
    shell.host.exec({
      file: absolutePath(shell, file.path),
      argv: [argv0, ...rest],
      environment,
      cwd: shell.cwd,
      descriptors: new Map(shell.descriptors.entries()),
      group: 'shell',
      foreground: false,
      umask: shell.umask,
      ignoredSignals: new Set(
        shell.traps.list().flatMap(([signal, command]) => (command === '' ? [signal] : [])),
      ),
      limits: shell.limits,
    })
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'ENOEXEC' || error.code === 'ENOTSUP') return runAndLeave(words, argv0, bare, shell)
    shell.complain(`${absolutePath(shell, file.path)}: ${error.message}`)
    return leave(error.code === 'ENOENT' ? 127 : 126, shell)
  }
}

/** The program takes this shell's place: it is a level less deep (bash manual, SHLVL). */
function withoutLevel({ variables }: Shell): readonly string[] {
  return variables.environment().map(entry => {
    const level = /^SHLVL=(\d+)$/.exec(entry)?.[1]
    return level === undefined ? entry : `SHLVL=${Math.max(0, Number(level) - 1)}`
  })
}

function runAndLeave(words: readonly string[], argv0: string, bare: boolean, shell: Shell): Running {
  // The program takes its place: there is nobody left to run it.
  shell.traps.set('EXIT', undefined)
  const running = shell.execute(words, {
    functions: false,
    builtins: false,
    argv0,
    ...(bare || shell.depth === 0 ? { environment: bare ? [] : withoutLevel(shell) } : {}),
  })
  return chain(running, outcome =>
    typeof outcome === 'number' ? { type: 'exit', status: outcome } : outcome,
  )
}

function missing(name: string, shell: Shell): Running {
  const found = name.includes('/') ? shell.host.stat(absolutePath(shell, name), true) : undefined
  if (found === undefined) {
    shell.complain(name.includes('/') ? `${name}: No such file or directory` : `exec: ${name}: not found`)
    return leave(127, shell)
  }
  shell.complain(`${name}: ${found.type === 'directory' ? 'Is a directory' : 'Permission denied'}`)
  shell.complain(
    `exec: ${name}: cannot execute: ${found.type === 'directory' ? 'Is a directory' : 'Permission denied'}`,
  )
  return leave(126, shell)
}

/** bash manual, `exec`: a shell that is not interactive ends, unless `execfail` is set. */
function leave(status: number, shell: Shell): Running {
  const stays = shell.options.get('execfail') || (shell.depth === 0 && shell.session.interactive)
  return stays ? status : { type: 'exit', status }
}
