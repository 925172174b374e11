import { compileArithmetic } from '../arithmetic/compile.ts'
import { plainInteger } from '../arithmetic/number.ts'
import type { ExpandHost, Variable } from '../host.ts'

/** A subscript evaluated: the key of an associative array as it is, else the value of its arithmetic as text. */
export function subscriptText(
  name: string,
  subscript: string,
  variable: Variable | undefined,
  host: ExpandHost,
): string {
  if (variable && (variable.value instanceof Map || variable.array === 'associative')) {
    if (subscript === '') host.warn?.(`${name}: bad array subscript`)
    return subscript
  }
  const plain = plainInteger(subscript)
  return plain === undefined ? String(compileArithmetic(subscript).evaluate(host)) : subscript
}
