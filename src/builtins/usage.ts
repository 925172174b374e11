import { chain, type MaybePromise } from '../value/index.ts'
import type { Builtin, Outcome, OutPort, Ports, Running, Shell, Status } from '../lang/eval/index.ts'

/** What messages and usage lines need of a builtin. */
export type Named = Pick<Builtin, 'name' | 'synopsis' | 'summary'>

/** Gives the status once what was written is written. */
export function after(written: MaybePromise<void>, status: Status): Running {
  return chain(written, () => status)
}

/** Writes text and succeeds; nothing is written for an empty text. */
export function printed(out: OutPort, text: string, status: Status = 0): Running {
  return text === '' ? status : after(out.write(text), status)
}

/** Says what went wrong, as `name: message`, and gives the status. */
export function failed(shell: Shell, message: string, status: Status = 1): Status {
  shell.complain(message)
  return status
}

/** The wrong-use answer of every builtin: `name: message`, a usage line, status 2. */
export function misused(builtin: Named, message: string, ports: Ports, shell: Shell): Running {
  shell.complain(`${builtin.name}: ${message}`)
  return usage(builtin, ports)
}

/** Too many arguments for a command that takes one number: bash gives up the complete command. */
export function tooMany(name: string, shell: Shell): Outcome {
  shell.complain(`${name}: too many arguments`)
  // Of the text of `-c` all that is left is given up.
  if (shell.options.letters.includes('c') && shell.depth === 0) return { type: 'exit', status: 1 }
  return { type: 'discard', status: 1, isTolerated: true }
}

/** The usage line alone, status 2. */
export function usage(builtin: Named, ports: Ports): Running {
  return after(ports.err.line(`${builtin.name}: usage: ${builtin.synopsis}`), 2)
}

/** `name --help` (bash: on stdout, status 2). */
export function showHelp(builtin: Named, ports: Ports): Running {
  return after(ports.out.write(helpText(builtin)), 2)
}

/** The long text of `help name`. */
export function helpText(builtin: Named & Partial<Pick<Builtin, 'examples'>>): string {
  const examples = (builtin.examples ?? []).map(example => `      ${example.line}\n`).join('')
  const shown = examples === '' ? '' : `    \n    Examples:\n${examples}`
  return `${builtin.name}: ${builtin.synopsis}\n    ${builtin.summary}\n${shown}`
}
