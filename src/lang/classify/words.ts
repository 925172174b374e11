import { bindingNames, importNames } from './bindings.ts'
import { beginStatement, bindName, type Frame } from './frame.ts'
import type { Scanner } from './scanner.ts'
import { identifierAt, skipBlanks, skipTrivia } from './text.ts'

/** After these an operand follows: a regular expression, an element, an object. */
const operandKeywords: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case await yield extends'.split(' '),
)

/** Reads the word at the scanner's place; `''` is a private name's `#`. */
export function readWord(scanner: Scanner, word: string): undefined {
  const frame = scanner.top
  const wasStart = frame.start
  if (word === '') word = `#${identifierAt(scanner.text, scanner.at + 1)}`
  scanner.at += word.length
  frame.start = false
  if (scanner.previous === 'dot' || isKey(scanner, frame)) scanner.setPrevious('operand')
  else if (word === 'function' || word === 'class') functionOrClass(scanner, frame, word, wasStart)
  else if (operandKeywords.has(word)) {
    if (word === 'case') frame.inCase = frame.kind === 'switch'
    scanner.setPrevious('operator', word)
  } else if (!readKeyword(scanner, frame, word, wasStart)) scanner.setPrevious('operand', word)
}

/** The name of a property or member: `{ if: 1 }`, `class { delete() {} }`. */
function isKey({ text, at, tokenEnd, gap, previous }: Scanner, frame: Frame): boolean {
  if (frame.kind !== 'object' && frame.kind !== 'class' && frame.kind !== 'types') return false
  const follows = '{,;}'.includes(text[tokenEnd - 1] ?? '')
  const ownLine = frame.kind === 'class' && gap && previous !== 'operator'
  if (!follows && !ownLine && tokenEnd > frame.open + 1) return false
  return '(:=,;?}<!\n'.includes(text[skipBlanks(text, at)] ?? '')
}

function functionOrClass(
  scanner: Scanner,
  frame: Frame,
  word: 'function' | 'class',
  wasStart: boolean,
): void {
  const { text, at } = scanner
  const star = skipBlanks(text, at)
  frame.pending = word
  frame.declaration = wasStart
  frame.params = undefined
  frame.generator = word === 'function' && text[star] === '*'
  const name = identifierAt(text, skipTrivia(text, frame.generator ? star + 1 : at))
  if (wasStart && name !== '' && name !== 'extends' && name !== 'implements') frame.names.add(name)
  scanner.setPrevious('operand', word)
}

/** Reads a keyword; false: here the word is a name. `first`: a statement begins with it. */
type Keyword = (scanner: Scanner, frame: Frame, word: string, first: boolean) => boolean

function readKeyword(scanner: Scanner, frame: Frame, word: string, wasStart: boolean): boolean {
  const statements = frame.kind === 'statements' || frame.kind === 'switch'
  const read = keywords.get(word)
  if (read === undefined) return wasStart && readLabel(scanner, frame)
  if (!statements)
    return declarations.has(word) && frame.header === 'for' && declare(scanner, frame, word, true)
  return read(scanner, frame, word, wasStart)
}

const declare: Keyword = (scanner, frame, word, first) => {
  const { text, at } = scanner
  if (!first && scanner.word !== 'await') return false
  if (word !== 'const' && word !== 'var' && !/[\s{[]/.test(text[at] ?? '')) return false
  const scope = word === 'var' ? 'function' : 'block'
  frame.declaring = scope
  // `const enum E {`
  if (identifierAt(text, skipBlanks(text, at)) === 'enum') frame.start = true
  else bindingNames(text, at, name => bindName(scanner.frames, name, scope))
  scanner.setPrevious('operand', word)
  return true
}

const readImport: Keyword = (scanner, frame, word, first) => {
  if (!first || /[(.]/.test(scanner.text[scanner.at] ?? '')) return false
  importNames(scanner.text, scanner.at, name => frame.names.add(name))
  scanner.setPrevious('operand', word)
  return true
}

const typeAlias: Keyword = (scanner, frame, word, first) => {
  if (!first) return false
  frame.typeStatement = /^\s+[\w$]+\s*[=<]/.test(scanner.text.slice(scanner.at, scanner.at + 200))
  scanner.setPrevious('operand', word)
  return true
}

/** A statement's own word comes after it: `export const`, `declare function`. */
const modifier: Keyword = (scanner, frame, word, first) => {
  if (!first) return false
  frame.start = !/[=(.]/.test(scanner.text[skipBlanks(scanner.text, scanner.at)] ?? '')
  scanner.setPrevious('operand', word)
  return true
}

/** `default:` in a `switch`; `export default {` begins an object, `export default function` a declaration. */
const readDefault: Keyword = (scanner, frame, word, first) => {
  if (!first) return false
  frame.inCase = frame.kind === 'switch'
  const next = scanner.text.slice(scanner.at, scanner.at + 200)
  frame.start = /^\s*(?:function|class|async|abstract|interface)\b/.test(next)
  scanner.setPrevious('operator', word)
  return true
}

/** `else`, `do`, `try`, `finally`: a statement follows at once. */
const bodyWord: Keyword = (scanner, frame, word) => {
  beginStatement(frame, true)
  frame.headerLoop ||= word === 'do'
  if (word === 'do') frame.doing++
  if (word === 'else') frame.elses++
  scanner.setPrevious('start', word)
  return true
}

/** The end of `do … while (…)` has no body. */
const readWhile: Keyword = (scanner, frame, word) => {
  const ends = frame.doing > 0
  if (ends) frame.doing--
  scanner.setPrevious('operand', ends ? '' : word)
  return true
}

const readCatch: Keyword = (scanner, frame, word) => {
  frame.pending = 'catch'
  scanner.setPrevious('operand', word)
  return true
}

const header: Keyword = (scanner, _frame, word) => {
  scanner.setPrevious('operand', word)
  return true
}

/** `interface`, `enum`, `namespace`: a body of its own kind follows. */
const bodied: Keyword = (scanner, frame, word, first) => {
  if (!first) return false
  const next = skipBlanks(scanner.text, scanner.at)
  const name = identifierAt(scanner.text, next)
  if (word !== 'global' && name === '' && scanner.text[next] !== '"' && scanner.text[next] !== "'")
    return false
  frame.pending = word === 'interface' || word === 'enum' ? 'types' : 'namespace'
  frame.declaration = true
  if (name !== '' && word !== 'interface') frame.names.add(name)
  scanner.setPrevious('operand', word)
  return true
}

/** `name:` before a statement. */
function readLabel(scanner: Scanner, frame: Frame): boolean {
  if (scanner.text[skipBlanks(scanner.text, scanner.at)] !== ':') return false
  scanner.at = skipBlanks(scanner.text, scanner.at) + 1
  beginStatement(frame)
  scanner.setPrevious('start')
  return true
}

const declarations: ReadonlySet<string> = new Set(['const', 'let', 'var', 'using'])

const keywords: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ...[...declarations].map(word => [word, declare] as const),
  ['import', readImport],
  ['interface', bodied],
  ['enum', bodied],
  ['namespace', bodied],
  ['module', bodied],
  ['global', bodied],
  ['type', typeAlias],
  ['export', modifier],
  ['declare', modifier],
  ['abstract', modifier],
  ['async', modifier],
  ['default', readDefault],
  ['else', bodyWord],
  ['do', bodyWord],
  ['try', bodyWord],
  ['finally', bodyWord],
  ['while', readWhile],
  ['catch', readCatch],
  ['if', header],
  ['for', header],
  ['switch', header],
  ['with', header],
])
