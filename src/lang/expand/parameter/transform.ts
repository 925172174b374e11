import { chain } from '../../../value/index.ts'
import { ansiQuoteIfNeeded, decodeEscapes, doubleQuoteValue, quoteValue } from '../quote-value.ts'
import { attributeLetters } from '../attributes.ts'
import { elementsOf, keysOf, scalarOf } from '../element.ts'
import type { ExpandHost, Variable } from '../host.ts'
import { ifsOf } from '../ifs.ts'
import { badSubstitution, mapReference, type Transformation } from './transformation.ts'
import { finalName, isName, type Reference } from './reference.ts'
import { upper } from './case.ts'

/** `${x@Q}` and its kin (bash manual, “Parameter transformation”). */
export function compileTransform(operator: string, text: string): Transformation {
  switch (operator) {
    case 'Q':
      return reference => mapReference(reference, quoteValue)
    case 'E':
      return reference => mapReference(reference, decodeEscapes)
    case 'U':
      return reference => mapReference(reference, value => Array.from(value, upper).join(''))
    case 'u':
      return reference => mapReference(reference, raiseFirst)
    case 'L':
      return reference => mapReference(reference, value => value.toLowerCase())
    case 'P':
      return expandPrompt
    case 'a':
      return describeAttributes
    case 'A':
      return describeDeclaration
    case 'K':
    case 'k':
      return (reference, host) => describePairs(reference, host, operator)
    default:
      return reference => {
        if (reference.type === 'scalar' && reference.value === undefined) return reference
        throw badSubstitution(text)
      }
  }
}

function raiseFirst(value: string): string {
  const [first = ''] = value
  return upper(first) + value.slice(first.length)
}

const expandPrompt: Transformation = (reference, host) => {
  if (reference.type === 'scalar') {
    if (reference.value === undefined) return reference
    return chain(host.promptString(reference.value), value => ({ ...reference, value }))
  }
  const { values } = reference
  return Promise.all(values.map(async value => host.promptString(value))).then(expanded => ({
    ...reference,
    values: expanded,
  }))
}

function variableOfName(name: string, host: ExpandHost): Variable | undefined {
  return isName(name) ? host.variable(name) : undefined
}

/** One string of letters; a list gives one for each element. */
const describeAttributes: Transformation = (reference, host) => {
  const variable = variableOfName(reference.name, host)
  const letters = variable === undefined ? '' : attributeLetters(variable)
  if (reference.type === 'scalar') return { ...reference, value: letters }
  return { ...reference, values: reference.values.map(() => letters) }
}

/** A command that makes the variable again. */
const describeDeclaration: Transformation = (reference, host) => {
  const { name } = reference
  if (reference.type === 'list' && (name === '@' || name === '*')) {
    return words(
      reference,
      reference.values.length === 0 ? [] : headed(['set', '--'], reference.values.map(quoteValue), host),
    )
  }
  const variable = variableOfName(name, host)
  if (variable === undefined) return words(reference, [])
  const letters = attributeLetters(variable)
  const head = letters === '' ? [] : ['declare', `-${letters}`]
  const target = host.rawVariable(name)?.nameref === true ? finalName(name, host) : name
  const value =
    reference.type === 'list' ? listText(variable) : quotedScalar(reference.value ?? scalarOf(variable))
  // bash: of a nameref to an element there is none.
  if (target.includes('[')) return words(reference, [])
  if (value === undefined) return words(reference, letters === '' ? [] : headed(head, [target], host))
  return words(reference, headed(head, [`${target}=${value}`], host))
}

/** bash makes the words of one text, which only an IFS with a blank (or none) takes apart; the parameters are apart in any case. */
function headed(
  head: readonly string[],
  [first = '', ...rest]: readonly string[],
  host: ExpandHost,
): string[] {
  const { text, isSeparator } = ifsOf(host)
  const isApart = text === '' || isSeparator(' ')
  return isApart ? [...head, first, ...rest] : [[...head, first].join(' '), ...rest]
}

function quotedScalar(value: string | undefined): string | undefined {
  return value === undefined ? undefined : quoteValue(value)
}

function listText(variable: Variable): string | undefined {
  const { value } = variable
  if (value === undefined) return undefined
  if (typeof value === 'string') return quoteValue(value)
  const values = elementsOf(variable)
  const pairs = keysOf(variable).map((key, i) => `[${quoteKey(key)}]=${doubleQuoteValue(values[i] ?? '')}`)
  return `(${pairs.join(' ')}${value instanceof Map && pairs.length > 0 ? ' ' : ''})`
}

function quoteKey(key: string): string {
  return /^[\w./+:,@%^-]+$/.test(key) ? key : (ansiQuoteIfNeeded(key) ?? doubleQuoteValue(key))
}

/** Words of a command that shows a list: in double quotes they are fields of their own. */
function words(reference: Reference, values: readonly string[]): Reference {
  return reference.type === 'list' ? { ...reference, values } : { ...reference, value: values.join(' ') }
}

function oneText(reference: Reference, value: string): Reference {
  return reference.type === 'scalar'
    ? { ...reference, value }
    : { ...reference, values: value === '' ? [] : [value] }
}

/** `K`: keys and values as one text, quoted; `k`: as words of their own. */
function describePairs(reference: Reference, host: ExpandHost, operator: 'K' | 'k'): Reference {
  const variable = variableOfName(reference.name, host)
  if (reference.type === 'scalar' || variable === undefined) return mapReference(reference, quoteValue)
  const { value } = variable
  if (value === undefined) return reference
  const values = elementsOf(variable)
  const keys = keysOf(variable)
  if (operator === 'k') return { ...reference, values: keys.flatMap((key, i) => [key, values[i] ?? '']) }
  const text = keys.map((key, i) => `${quoteKey(key)} ${doubleQuoteValue(values[i] ?? '')}`).join(' ')
  return oneText(reference, value instanceof Map && text !== '' ? `${text} ` : text)
}
