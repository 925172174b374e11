import type { Unit } from './parcel.ts'

/** A unit's code, and on which of its lines (from 0) each function's text begins, at column 0. */
export interface UnitCode {
  readonly code: string
  readonly lines: readonly number[]
}

/**
 * A unit as a script whose value makes its functions: names first, so that functions may need each other in a circle, and
 * values when all of them are there.
 */
export function unitCode(unit: Unit): UnitCode {
  const names = unit.shared.map(([name]) => name)
  const pieces = [
    `${unit.strict ? '"use strict";' : ''}(() => { ${declare(names)} return { set: ${setters(names)}, functions: [`,
  ]
  const lines: number[] = []
  let line = 1
  for (const { code, form, bindings } of unit.functions) {
    const own = bindings.map(([name]) => name)
    pieces.push(`(() => { ${declare(own)} return { set: ${setters(own)}, make: () => ${open(form)}`)
    lines.push(line + 1)
    pieces.push(`${code}${form === 'method' ? ')' : ''} } })(),`)
    line += 1 + code.split('\n').length
  }
  pieces.push('] } })()')
  return { code: pieces.join('\n'), lines }
}

function declare(names: readonly string[]): string {
  return names.length === 0 ? '' : `let ${names.join(', ')};`
}

function setters(names: readonly string[]): string {
  return `{ ${names.map(name => `${JSON.stringify(name)}: value => { ${name} = value }`).join(', ')} }`
}

/** A method is taken out of the object that its text makes one of. */
function open(form: Unit['functions'][number]['form']): string {
  return form === 'method' ? '(object => object[Reflect.ownKeys(object)[0]])(' : ''
}
