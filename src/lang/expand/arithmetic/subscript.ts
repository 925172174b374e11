import { ShellError } from '../host.ts'
import type { Environment } from './environment.ts'
import { placeholder } from './lexer.ts'

/**
 * The key a subscript stands for: of an associative array its text with quotes and simple expansions done, else the
 * value of its arithmetic.
 */
export function subscriptKey(name: string, subscript: string, environment: Environment): string {
  const { host } = environment
  const variable = host.variable(name)
  const text = environment.parameters.length === 0 ? subscript : withParameters(subscript, environment)
  if (variable && (variable.value instanceof Map || variable.array === 'associative')) {
    return expandKey(text, environment)
  }
  if (text.trim() === '') throw new ShellError(`${name}[${text}]: bad array subscript`)
  return String(environment.evaluate(expandKey(text, environment), environment))
}

function withParameters(text: string, environment: Environment): string {
  return environment.parameters.reduce<string>(
    (result, value, index) => result.replaceAll(placeholder(index), String(value)),
    text,
  )
}

/** Quote removal and `$name` in a subscript that arithmetic has got as text (`let 'a[$k]=1'`). */
function expandKey(text: string, environment: Environment): string {
  if (!/['"\\$]/.test(text)) return text
  return text.replace(
    /'([^']*)'|\\(.)|\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))|"/gs,
    (_all, single?: string, escaped?: string, braced?: string, name?: string) =>
      single ??
      escaped ??
      (braced !== undefined || name !== undefined ? (environment.host.get(braced ?? name ?? '') ?? '') : ''),
  )
}
