import { chain, type MaybePromise } from '../value/index.ts'
import type { Builtin, Shell, Status } from '../lang/eval/index.ts'
import {
  compileArithmetic,
  expandSubscript,
  IndexedArray,
  type Variable,
  whenExpanded,
} from '../lang/expand/index.ts'
import { attempt } from './assign.ts'
import { readOptions } from './getopt.ts'
import { isName, parseReference } from './names.ts'
import { failed } from './usage.ts'

/** `unset`: forget variables and functions. POSIX.1-2024 2.15, unset. */
export const unset: Builtin = {
  name: 'unset',
  synopsis: 'unset [-f] [-v] [-n] [name ...]',
  summary: 'Unset values and attributes of shell variables and functions.',
  examples: [{ line: 'x=1; unset x; echo ${x-gone}', shows: 'gone\n' }],
  special: true,
  run(args, ports, shell) {
    const parsed = readOptions(unset, 'fnv', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (flags.has('f') && flags.has('v'))
      return failed(shell, 'unset: cannot simultaneously unset a function and a variable')
    let status: MaybePromise<Status> = 0
    for (const name of operands)
      status = chain(status, before => chain(unsetWaiting(name, flags, shell), now => now || before))
    return status
  },
}

/** A subscript may need a program's output. */
function unsetWaiting(name: string, flags: ReadonlyMap<string, string>, shell: Shell): MaybePromise<Status> {
  try {
    return unsetOne(name, flags, shell)
  } catch (error) {
    return whenExpanded(error, shell.expansions, () => unsetOne(name, flags, shell))
  }
}

function unsetOne(name: string, flags: ReadonlyMap<string, string>, shell: Shell): Status {
  if (flags.has('f')) return unsetFunction(name, shell)
  const reference = parseReference(name)
  if (reference === undefined) {
    if (flags.has('v') || flags.has('n')) return failed(shell, `unset: \`${name}': not a valid identifier`)
    return unsetFunction(name, shell)
  }
  if (flags.has('n')) return attempt(shell, () => shell.variables.unsetRaw(name), 'unset')
  if (reference.subscript !== undefined)
    return unsetElement(reference.name, expandSubscript(reference.subscript, shell.expansions), shell)
  if (!flags.has('v') && !isVariable(name, shell)) return unsetFunction(name, shell)
  return attempt(shell, () => shell.variables.unset(name), 'unset')
}

function isVariable(name: string, shell: Shell): boolean {
  return isName(name) && shell.variables.findRaw(name) !== undefined
}

function unsetElement(name: string, subscript: string, shell: Shell): Status {
  const variable = shell.variables.find(name)
  if (variable === undefined) return 0
  if (subscript === '@' || subscript === '*') {
    if (variable.array === 'none') return failed(shell, `unset: ${name}: not an array variable`)
    // bash 5.2: an associative array may have the keys `@` and `*`.
    if (variable.array === 'indexed')
      return attempt(shell, () => shell.variables.set(name, new IndexedArray()), 'unset')
  }
  if (variable.array === 'none' && !/^\s*0\s*$/.test(subscript))
    return failed(shell, `unset: ${name}: not an array variable`)
  if (isBeforeStart(variable, subscript, shell))
    return failed(shell, `unset: [${subscript}]: bad array subscript`)
  return attempt(shell, () => shell.variables.unsetElement(name, subscript), 'unset')
}

/** A negative index that counts back from the end beyond the first element. */
function isBeforeStart(variable: Variable, subscript: string, shell: Shell): boolean {
  const { value } = variable
  if (!(value instanceof IndexedArray)) return false
  return value.end + Number(compileArithmetic(subscript).evaluate(shell.expansions)) < 0
}

function unsetFunction(name: string, shell: Shell): Status {
  if (shell.functions.get(name)?.isReadonly)
    return failed(shell, `unset: ${name}: cannot unset: readonly function`)
  shell.functions.delete(name)
  return 0
}
