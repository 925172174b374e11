import { positionAt } from '../diag/index.ts'
import type { Variable } from '../lang/expand/index.ts'
import type { Ports, Running, Shell } from '../lang/eval/index.ts'
import type { DeclareFlags } from './declare-flags.ts'
import { declarationOf, settingOf } from './declare-print.ts'
import {
  functionDeclaration,
  functionText,
  functionWithAttributes,
  sortedFunctions,
} from './function-print.ts'
import { printed } from './usage.ts'

/** Listing by `declare`, `local`, `export`, `readonly` and `set` without names. */

/** Variables whose value is another at each look: listed without one, so that two listings can be compared (as bash). */
const computed: ReadonlySet<string> = new Set(
  'BASHPID BASH_ARGV0 BASH_COMMAND BASH_SUBSHELL COMP_WORDBREAKS EPOCHREALTIME EPOCHSECONDS HISTCMD LINENO RANDOM SECONDS SRANDOM'.split(
    ' ',
  ),
)

/** All variables, then all functions, as bare `set` and bare `declare` show them. */
export function listAll(ports: Ports, shell: Shell): Running {
  const settings = [...shell.variables.all()].map(([name, variable]) =>
    computed.has(name) ? undefined : settingOf(name, variable),
  )
  const functions = shell.options.get('posix') ? [] : sortedFunctions(shell).map(functionText)
  return printed(ports.out, lines([...settings.filter(line => line !== undefined), ...functions]))
}

/** The variables that have all the attributes asked for. */
export function listVariables(flags: DeclareFlags, ports: Ports, shell: Shell): Running {
  const wanted = Object.entries(flags.attributes).filter(([, on]) => on !== false)
  const has = (variable: Variable): boolean =>
    wanted.every(([attribute, value]) => variable[attribute as keyof Variable] === value)
  const shown = [...shell.variables.all()].filter(([, variable]) => has(variable))
  const texts = shown.map(([name, variable]) =>
    declarationOf(name, computed.has(name) ? { ...variable, value: undefined } : variable),
  )
  return printed(ports.out, lines(texts))
}

/** The local variables of the running function. */
export function listLocals(ports: Ports, shell: Shell): Running {
  const declarations = shell.variables.localNames().flatMap(name => {
    const variable = shell.variables.findRaw(name)
    return variable === undefined ? [] : [declarationOf(name, variable)]
  })
  return printed(ports.out, lines(declarations))
}

/** `declare -f`, `-F`, with the attributes asked for. */
export function listFunctions(flags: DeclareFlags, ports: Ports, shell: Shell): Running {
  const { exported, readonly, trace } = flags.attributes
  const shown = sortedFunctions(shell).filter(
    fn => (!exported || fn.exported) && (!readonly || fn.isReadonly) && (!trace || fn.traced),
  )
  const texts = shown.map(fn =>
    flags.namesOnly
      ? functionDeclaration(fn)
      : flags.print || exported || readonly || trace
        ? functionWithAttributes(fn)
        : functionText(fn),
  )
  return printed(ports.out, lines(texts))
}

/** `declare -p name …` and `declare -f name …`: status 1 if one is missing. */
export function printNamed(
  command: string,
  names: readonly string[],
  flags: DeclareFlags,
  ports: Ports,
  shell: Shell,
): Running {
  let status = 0
  const shown: string[] = []
  for (const name of names) {
    const text = flags.functions ? functionShown(name, flags, shell) : variableShown(name, shell)
    if (text === undefined) {
      status = 1
      if (!flags.functions || flags.print) shell.complain(`${command}: ${name}: not found`)
    } else shown.push(text)
  }
  return printed(ports.out, lines(shown), status)
}

function variableShown(name: string, shell: Shell): string | undefined {
  const variable = shell.variables.findRaw(name)
  return variable === undefined ? undefined : declarationOf(name, variable)
}

function functionShown(name: string, flags: DeclareFlags, shell: Shell): string | undefined {
  const fn = shell.functions.get(name)
  if (fn === undefined) return undefined
  if (!flags.namesOnly) return flags.print ? functionWithAttributes(fn) : functionText(fn)
  if (!shell.options.get('extdebug')) return flags.print ? functionDeclaration(fn) : name
  return `${name} ${positionAt(fn.source, fn.definition.start).line} ${fn.origin}`
}

function lines(texts: readonly string[]): string {
  return texts.length === 0 ? '' : `${texts.join('\n')}\n`
}
