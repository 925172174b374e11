import { ShellError, type ExpandHost } from '../host.ts'
import { readElement } from '../element.ts'
import { bindingText } from '../value-text.ts'
import type { Code, Environment } from './environment.ts'
import { add, plainInteger, type Integer } from './number.ts'
import { subscriptKey } from './subscript.ts'

/** A variable or an element in an expression. */
export interface Place {
  readonly name: string
  readonly subscript: string | undefined // the text between the brackets
}

/** The value of a variable: its text is evaluated in turn (bash manual, “Shell Arithmetic”). */
export function makeVariable(place: Place): Code {
  const { name, subscript } = place
  if (subscript === undefined)
    return environment => valueOf(readScalar(environment.host, name), name, environment)
  return environment => valueOf(readAt(place, keyOf(place, environment), environment.host), name, environment)
}

/** `x = value`, `x += value`; the subscript is evaluated once. */
export function makeAssignment(
  place: Place,
  value: Code,
  binary: ((left: Code, right: Code) => Code) | undefined,
): Code {
  if (binary === undefined) {
    return environment => {
      const key = keyOf(place, environment)
      const result = value(environment)
      write(place, key, result, environment.host)
      return result
    }
  }
  return environment => {
    const key = keyOf(place, environment)
    const old = valueOf(readAt(place, key, environment.host), place.name, environment)
    const result = binary(() => old, value)(environment)
    write(place, key, result, environment.host)
    return result
  }
}

/** `++x`, `x--` */
export function makeStep(place: Place, by: 1 | -1, when: 'before' | 'after'): Code {
  return environment => {
    const key = keyOf(place, environment)
    const old = valueOf(readAt(place, key, environment.host), place.name, environment)
    const result = add(old, by)
    write(place, key, result, environment.host)
    return when === 'before' ? result : old
  }
}

/** The subscript evaluated: a key of an associative array, or an index as text; undefined for a plain variable. */
function keyOf(place: Place, environment: Environment): string | undefined {
  if (place.subscript === undefined) return undefined
  return subscriptKey(place.name, place.subscript, environment)
}

function readScalar(host: ExpandHost, name: string): string | undefined {
  const bound = host.binding(name)
  return bound ? bindingText(bound.value, name) : host.get(name)
}

function readAt(place: Place, key: string | undefined, host: ExpandHost): string | undefined {
  if (key === undefined) return readScalar(host, place.name)
  return readElement(host.variable(place.name), place.name, key, host)
}

function write(place: Place, key: string | undefined, value: Integer, host: ExpandHost): void {
  if (key === undefined) host.set(place.name, String(value))
  else host.setElement(place.name, key, String(value))
}

function valueOf(text: string | undefined, name: string, environment: Environment): Integer {
  if (text !== undefined) return plainInteger(text) ?? environment.evaluate(text, environment)
  // bash asks for the variable, not for its element.
  if (environment.host.option('nounset') && environment.host.variable(name)?.value === undefined) {
    throw new ShellError(`${name}: unbound variable`, { severity: 'shell' })
  }
  return 0
}
