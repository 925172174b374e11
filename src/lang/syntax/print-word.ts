import type {
  ArrayElement,
  Assignment,
  List,
  ParameterExpansion,
  ParameterOperation,
  Word,
  WordPart,
} from './nodes.ts'
import { quoteAnsi } from './quote.ts'

/** How a list inside a word is written: given by `print.ts`, which writes lists. */
export type PrintList = (list: List) => string

/** A word as it would be typed. */
export function printWord(word: Word, list: PrintList): string {
  return printParts(word.parts, list, 'word')
}

/** `x[1]+=(a [2]=b)` */
export function printAssignment(node: Assignment, list: PrintList): string {
  const subscript = node.subscript === undefined ? '' : `[${printWord(node.subscript, list)}]`
  const value =
    node.value.type === 'Word'
      ? printWord(node.value, list)
      : `(${node.value.elements.map(element => printElement(element, list)).join(' ')})`
  return `${node.name}${subscript}${node.append ? '+' : ''}=${value}`
}

function printElement(element: ArrayElement, list: PrintList): string {
  const value = printWord(element.value, list)
  return element.key === undefined
    ? value
    : `[${printWord(element.key, list)}]${element.append ? '+' : ''}=${value}`
}

/** `'it'\''s'`, whatever the text holds. */
export function quotePlain(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** Where plain text stands: outside quotes, in double quotes, or in a here-document. */
export type Place = 'word' | 'quoted' | 'here'

/** Parts side by side. */
export function printParts(parts: readonly WordPart[], list: PrintList, place: Place): string {
  return parts.map((part, at) => printPart(part, list, place, parts[at + 1] !== undefined)).join('')
}

function printPart(part: WordPart, list: PrintList, place: Place, more: boolean): string {
  switch (part.type) {
    case 'Literal':
      if (place !== 'word') return escapeQuoted(part.value, more, place)
      // A `$` that stood before a backquote must not join the `$(` it is printed as.
      return more ? part.value.replace(/\$$/, '\\$') : part.value
    case 'Escaped':
      return `\\${part.value}`
    case 'SingleQuoted':
      return quotePlain(part.value)
    case 'DoubleQuoted':
      return `"${printParts(part.parts, list, 'quoted')}"`
    case 'ParameterExpansion':
      return part.braced ? `\${${printParameter(part, list, place)}}` : `$${part.name}`
    case 'CommandSubstitution':
      return part.text === undefined ? printSubstitution(list(part.body)) : `\`${part.text}\``
    case 'ArithmeticExpansion':
      return `$((${printWord(part.expression, list)}))`
    case 'ProcessSubstitution':
      return `${part.direction}(${list(part.body)})`
    case 'ExtendedGlob':
      return `${part.operator}(${part.alternatives.map(word => printWord(word, list)).join('|')})`
    case 'TypeScriptDoor':
      return `@(${part.expression})`
  }
}

/** `$( (ls))`: a blank keeps the brackets of a subshell from opening arithmetic. */
function printSubstitution(body: string): string {
  return `$(${body.startsWith('(') ? ' ' : ''}${body})`
}

/** Only what would be special again is escaped, so that `"a\n"` stays as people write it. */
function escapeQuoted(text: string, more: boolean, place: Place): string {
  const special = place === 'here' ? inHere : inQuotes
  const escaped = text.replace(special, '\\$&')
  return more && /[$\\]$/.test(escaped) ? escaped.replace(/.$/, '\\$&') : escaped.replace(/\\$/, '\\\\')
}

const inQuotes = /["`]|\$(?=[\w{([@*#?$!'"-])|\\(?=[$`"\\\n])/g
const inHere = /`|\$(?=[\w{([@*#?$!-])|\\(?=[$`\\\n])/g

function printParameter(node: ParameterExpansion, list: PrintList, place: Place): string {
  const { operation, subscript } = node
  if (operation?.type === 'Bad') return operation.text.replace(/^\$\{|\}$/g, '')
  const index =
    subscript === undefined
      ? ''
      : `[${subscript.type === 'All' ? subscript.operator : printWord(subscript.word, list)}]`
  const prefix = `${node.length ? '#' : ''}${node.indirect ? '!' : ''}`
  return `${prefix}${node.name}${index}${operation === undefined ? '' : printOperation(operation, list, place)}`
}

function printOperation(operation: ParameterOperation, list: PrintList, place: Place): string {
  const word = (node: Word | undefined) => (node === undefined ? '' : printWord(node, list))
  switch (operation.type) {
    case 'Default':
      return `${operation.colon ? ':' : ''}${operation.operator}${printDefault(operation.word, list, place)}`
    case 'Remove':
      return `${operation.operator}${word(operation.pattern)}`
    case 'Replace': {
      const replacement = operation.replacement === undefined ? '' : `/${word(operation.replacement)}`
      return `/${operation.anchor}${word(operation.pattern)}${replacement}`
    }
    case 'Substring': {
      // `${x: -1}`: without the blank it would be a default.
      const offset = word(operation.offset).replace(/^[-=?+]/, ' $&')
      return `:${offset}${operation.length === undefined ? '' : `:${word(operation.length)}`}`
    }
    case 'Case':
      return `${operation.operator}${word(operation.pattern)}`
    case 'Transform':
      return `@${operation.operator}`
    case 'PrefixNames':
      return operation.operator
    case 'Bad':
      return ''
  }
}

/** In double quotes the word's plain text is quoted too, and a `}` in it needs its backslash. */
function printDefault(word: Word, list: PrintList, place: Place): string {
  if (place === 'word') return printWord(word, list)
  const parts = word.parts.map((part, at) => {
    if (part.type === 'SingleQuoted') return quoteAnsi(part.value)
    const text = printPart(part, list, 'quoted', word.parts[at + 1] !== undefined)
    return part.type === 'Literal' ? text.replaceAll('}', '\\}') : text
  })
  return parts.join('')
}
