import { quoteSingle } from './quoting.ts'
import { chain } from '../value/index.ts'
import type { Builtin, Outcome, Resolution, Running, Shell, Ports } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { describe, fileResolutions } from './resolution-text.ts'
import { printed } from './usage.ts'

/** The PATH that finds the standard utilities (`getconf PATH`): `command -p`. */
const standardPath = '/bin:/usr/bin'

/** `command`: run a command, not a function of its name; or say what it is. POSIX.1-2024, utilities, command. */
export const command: Builtin = {
  name: 'command',
  synopsis: 'command [-pVv] command [arg ...]',
  summary: 'Execute a simple command or display information about commands.',
  examples: [
    { line: 'command -v cd', shows: 'cd\n' },
    { line: 'echo() { :; }; command echo hi', shows: 'hi\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(command, 'pvV', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (operands.length === 0) return 0
    const path = flags.has('p') ? standardPath : undefined
    if (flags.has('v') || flags.has('V')) return show(operands, flags.has('V'), path, ports, shell)
    const running = shell.execute(operands, {
      functions: false,
      redirections: true,
      ...(path === undefined ? {} : { path }),
    })
    return chain(running, withoutSpecial)
  },
}

/** POSIX command: a special builtin that fails behind it does not end the shell. */
function withoutSpecial(outcome: Outcome): Outcome {
  return typeof outcome === 'object' && outcome.type === 'exit' && outcome.failed ? outcome.status : outcome
}

function show(
  names: readonly string[],
  verbose: boolean,
  path: string | undefined,
  ports: Ports,
  shell: Shell,
): Running {
  let text = ''
  let anyFound = false
  for (const name of names) {
    const found = lookUp(name, path, shell)
    if (found !== undefined) {
      anyFound = true
      text += verbose ? describe(name, found) : brief(name, found)
    } else if (verbose) shell.complain(`command: ${name}: not found`)
  }
  return printed(ports.out, text, anyFound ? 0 : 1)
}

function lookUp(name: string, path: string | undefined, shell: Shell): Resolution | undefined {
  const first = shell.resolve(name)[0]
  if (path === undefined || (first !== undefined && first.type !== 'file')) return first
  return fileResolutions(name, shell, false, path)[0]
}

function brief(name: string, resolution: Resolution): string {
  if (resolution.type === 'alias') return `alias ${name}=${quoteSingle(resolution.value)}\n`
  return resolution.type === 'file' ? `${resolution.path}\n` : `${name}\n`
}
