import {
  attributeLetters,
  IndexedArray,
  orderedKeys,
  type Variable,
  type VariableValue,
} from '../lang/expand/index.ts'
import { quoteDouble, quoteForSet, quoteKey } from './quoting.ts'

/** Variables written so that the shell can read them again (bash manual, `declare -p`, `set`). */

/** `-ax`, or `--` for a variable without attributes. */
function marks(variable: Variable): string {
  const letters = attributeLetters(variable)
  return letters === '' ? '--' : `-${letters}`
}

/** `declare -ir x="1"` */
export function declarationOf(name: string, variable: Variable, command = 'declare'): string {
  const value = variable.value === undefined ? '' : `=${valueForDeclare(variable.value)}`
  return `${command} ${marks(variable)} ${name}${value}`
}

function valueForDeclare(value: Exclude<VariableValue, undefined>): string {
  return typeof value === 'string' ? quoteDouble(value) : arrayText(value)
}

/** `([0]="a" [1]="b")`; bash ends an associative array with a blank. */
export function arrayText(value: IndexedArray | Map<string, string>): string {
  if (value instanceof IndexedArray) {
    const elements = [...value.entries()].map(([index, text]) => `[${index}]=${quoteDouble(text)}`)
    return `(${elements.join(' ')})`
  }
  const elements = orderedKeys(value).map(key => `[${quoteKey(key)}]=${quoteDouble(value.get(key) ?? '')} `)
  return `(${elements.join('')})`
}

/** `x='a b'`: a line of bare `set`; undefined for a variable without a value. */
export function settingOf(name: string, variable: Variable): string | undefined {
  const { value } = variable
  if (value === undefined) return undefined
  return `${name}=${typeof value === 'string' ? quoteForSet(value) : arrayText(value)}`
}
