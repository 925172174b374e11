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
  if (text === '') throw new ShellError(`${name}[${text}]: bad array subscript`)
  return String(environment.evaluate(expandKey(text, environment), environment))
}

function withParameters(text: string, environment: Environment): string {
  return environment.parameters.reduce<string>(
    (result, value, index) => result.replaceAll(placeholder(index), String(value)),
    text,
  )
}

/** Quotes and expansions in a subscript that arithmetic has got as text: `let 'a[$k]=1'`. */
function expandKey(text: string, { host }: Environment): string {
  return /['"\\$`]/.test(text) ? (host.expandSubscript?.(text) ?? text) : text
}
