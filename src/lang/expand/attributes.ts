import { IndexedArray } from './indexed-array.ts'
import type { Variable } from './host.ts'

/** A variable's attributes as the letters of `declare`, in bash's order: `${x@a}`, `declare -p`. */
export function attributeLetters(variable: Variable): string {
  const isIndexed = variable.value instanceof IndexedArray || variable.array === 'indexed'
  const isAssociative = variable.value instanceof Map || variable.array === 'associative'
  return [
    isIndexed ? 'a' : '',
    isAssociative ? 'A' : '',
    variable.integer ? 'i' : '',
    variable.nameref ? 'n' : '',
    variable.readonly ? 'r' : '',
    variable.trace ? 't' : '',
    variable.exported ? 'x' : '',
    variable.capitalized ? 'c' : '',
    variable.lowercase ? 'l' : '',
    variable.uppercase ? 'u' : '',
  ].join('')
}
