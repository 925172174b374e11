import type { Variable } from '../lang/expand/index.ts'
import type { Builtin, DeclarationArgument } from '../lang/eval/index.ts'
import { argumentList, declareAll, markFunctions } from './declare.ts'
import { argumentText } from './declaration.ts'
import { flagsFor, listMarked } from './export.ts'
import { readOptions } from './getopt.ts'

/** `readonly`: variables that cannot change. POSIX.1-2024 2.15, readonly. */
export const readonly: Builtin = {
  name: 'readonly',
  synopsis: 'readonly [-aAf] [name[=value] ...] or readonly -p',
  summary: 'Mark shell variables as unchangeable.',
  examples: [{ line: 'readonly answer=42; readonly -p | grep answer', shows: 'declare -r answer="42"\n' }],
  special: true,
  declaration: true,
  run(args, ports, shell, invocation) {
    const list = argumentList(args, invocation)
    const texts = list.map(argument => (typeof argument === 'string' ? argument : '='))
    const parsed = readOptions(readonly, 'aAfnp', texts, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const operands = list.slice(list.length - parsed.operands.length)
    const array = parsed.flags.has('A') ? 'associative' : parsed.flags.has('a') ? 'indexed' : undefined
    const marks: Partial<Variable> = parsed.flags.has('n') ? {} : { readonly: true }
    const attributes: Partial<Variable> = { ...marks, ...(array === undefined ? {} : { array }) }
    const flags = flagsFor(attributes, parsed.flags.has('f'))
    if (operands.length === 0)
      return listMarked({ ...flags, attributes: { ...attributes, readonly: true } }, ports, shell)
    // `-n` takes nothing away: a variable once readonly stays so.
    if (parsed.flags.has('n') && !flags.functions)
      return declareAll('readonly', flags, operands.filter(hasValue), 'here', shell)
    if (flags.functions) return markFunctions('readonly', operands.map(argumentText), flags, shell)
    return declareAll('readonly', flags, operands, 'here', shell)
  },
}

function hasValue(operand: DeclarationArgument): boolean {
  return typeof operand !== 'string' || operand.includes('=')
}
