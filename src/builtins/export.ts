import type { Builtin, DeclarationArgument, Ports, Running, Shell } from '../lang/eval/index.ts'
import { argumentList, declareAll, markFunctions } from './declare.ts'
import type { DeclareFlags } from './declare-flags.ts'
import { listFunctions, listVariables } from './declare-list.ts'
import { argumentText } from './declaration.ts'
import { readOptions } from './getopt.ts'
import { isName } from './names.ts'

/** `export`: variables that programs receive. POSIX.1-2024 2.15, export. */
export const exportBuiltin: Builtin = {
  name: 'export',
  synopsis: 'export [-fn] [name[=value] ...] or export -p',
  summary: 'Set export attribute for shell variables.',
  examples: [{ line: "export GREETING=hi; sh -c 'echo $GREETING'", shows: 'hi\n' }],
  special: true,
  declaration: true,
  run(args, ports, shell, invocation) {
    const list = argumentList(args, invocation)
    const texts = list.map(argument => (typeof argument === 'string' ? argument : '='))
    const parsed = readOptions(exportBuiltin, 'aAfnp', texts, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const operands = list.slice(list.length - parsed.operands.length)
    // bash takes them too, and says so nowhere.
    const array = parsed.flags.has('A') ? 'associative' : parsed.flags.has('a') ? 'indexed' : undefined
    const marks: DeclareFlags['attributes'] = array === undefined ? {} : { array }
    const flags = flagsFor({ exported: !parsed.flags.has('n'), ...marks }, parsed.flags.has('f'))
    if (operands.length === 0)
      return listMarked({ ...flags, attributes: { ...marks, exported: true } }, ports, shell)
    if (flags.functions) return markFunctions('export', operands.map(argumentText), flags, shell)
    // `export -n` of what is not there makes nothing.
    const named = flags.attributes.exported === false ? operands.filter(one => isThere(one, shell)) : operands
    return declareAll('export', flags, named, 'here', shell)
  },
}

function isThere(operand: DeclarationArgument, shell: Shell): boolean {
  return typeof operand !== 'string' || !isName(operand) || shell.variables.find(operand) !== undefined
}

export function flagsFor(attributes: DeclareFlags['attributes'], functions: boolean): DeclareFlags {
  return { attributes, functions, namesOnly: false, global: false, inherit: false, print: false }
}

/** `export`, `readonly -p`: all that have the attribute. */
export function listMarked(flags: DeclareFlags, ports: Ports, shell: Shell): Running {
  return flags.functions ? listFunctions(flags, ports, shell) : listVariables(flags, ports, shell)
}
