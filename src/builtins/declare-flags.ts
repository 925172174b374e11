import type { Variable } from '../lang/expand/index.ts'
import type { Option } from './getopt.ts'

/** What the options of `declare` and its kin ask for (bash manual, `declare`). */
export interface DeclareFlags {
  /** Attributes to switch on or off. */
  readonly attributes: Partial<Variable>
  readonly functions: boolean
  readonly namesOnly: boolean
  readonly global: boolean
  readonly inherit: boolean
  readonly print: boolean
  readonly fault?: string
}

type Case = 'lowercase' | 'uppercase' | 'capitalized'
type Attribute = Case | 'integer' | 'nameref' | 'readonly' | 'trace' | 'exported'

const attributeOf: Readonly<Record<string, Attribute>> = {
  c: 'capitalized',
  i: 'integer',
  l: 'lowercase',
  u: 'uppercase',
  n: 'nameref',
  r: 'readonly',
  t: 'trace',
  x: 'exported',
}

/** The letters of `declare`, as getopt takes them. */
export const declareLetters = '+acfgilnprtuxAFI'

export function readFlags(options: readonly Option[]): DeclareFlags {
  const attributes: Partial<Variable> = {}
  const given = new Set<string>()
  for (const { letter, plus } of options) {
    const attribute = attributeOf[letter]
    if (attribute !== undefined) attributes[attribute] = !plus
    else if (letter === 'a' || letter === 'A') {
      if (plus) given.add(`+${letter}`)
      else attributes.array = letter === 'A' || attributes.array === 'associative' ? 'associative' : 'indexed'
    } else if (!plus || letter === 'p') given.add(letter)
  }
  settleCase(attributes)
  return {
    attributes,
    functions: given.has('f') || given.has('F'),
    namesOnly: given.has('F'),
    global: given.has('g'),
    inherit: given.has('I'),
    print: given.has('p'),
    ...(given.has('+a') || given.has('+A') ? { fault: 'cannot destroy array variables in this way' } : {}),
  }
}

const cases: readonly Case[] = ['lowercase', 'uppercase', 'capitalized']

/** `-c`, `-l` and `-u` exclude each other; two together ask for none. */
function settleCase(attributes: Partial<Variable>): void {
  const asked = cases.filter(name => attributes[name])
  if (asked.length === 0) return
  for (const name of cases) attributes[name] = asked.length === 1 && asked[0] === name
}
