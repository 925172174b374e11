import type { Builtin } from '../lang/eval/index.ts'
import { isAliasName } from '../lang/syntax/index.ts'
import { readOptions } from './getopt.ts'
import { quoteSingle } from './quoting.ts'
import { failed, printed, usage } from './usage.ts'

/** `alias`: names for command texts. POSIX.1-2024, utilities, alias. */
export const alias: Builtin = {
  name: 'alias',
  synopsis: 'alias [-p] [name[=value] ... ]',
  summary: 'Define or display aliases.',
  examples: [{ line: "alias greet='echo hi'; alias greet", shows: "alias greet='echo hi'\n" }],
  run(args, ports, shell) {
    const parsed = readOptions(alias, 'p', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const all = parsed.operands.length === 0 || parsed.flags.has('p')
    let shown = all
      ? [...shell.aliases]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([n, v]) => aliasLine(n, v))
          .join('')
      : ''
    let status = 0
    for (const operand of parsed.operands) {
      const equals = operand.indexOf('=', 1)
      const name = equals === -1 ? operand : operand.slice(0, equals)
      const value = shell.aliases.get(name)
      if (equals !== -1 && isAliasName(name)) shell.aliases.set(name, operand.slice(equals + 1))
      else if (equals !== -1) status = failed(shell, `alias: \`${name}': invalid alias name`)
      else if (value === undefined) status = failed(shell, `alias: ${name}: not found`)
      else shown += aliasLine(name, value)
    }
    return printed(ports.out, shown, status)
  },
}

function aliasLine(name: string, value: string): string {
  return `alias ${name.startsWith('-') ? '-- ' : ''}${name}=${quoteSingle(value)}\n`
}

/** `unalias`: forget aliases. POSIX.1-2024, utilities, unalias. */
export const unalias: Builtin = {
  name: 'unalias',
  synopsis: 'unalias [-a] name [name ...]',
  summary: 'Remove each NAME from the list of defined aliases.',
  examples: [{ line: 'alias a=b; unalias a; alias', shows: '' }],
  run(args, ports, shell) {
    const parsed = readOptions(unalias, 'a', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    if (parsed.flags.has('a')) {
      shell.aliases.clear()
      return 0
    }
    if (parsed.operands.length === 0) return usage(unalias, ports)
    let status = 0
    for (const name of parsed.operands)
      if (!shell.aliases.delete(name)) status = failed(shell, `unalias: ${name}: not found`)
    return status
  },
}
