import { bindingNames } from './bindings.ts'
import { openBracket } from './brackets.ts'
import { beginStatement, bindName, type Frame } from './frame.ts'
import { startsElement } from './jsx.ts'
import type { Previous, Scanner } from './scanner.ts'
import { isDigit, skipBlanks, skipRegularExpression, skipString } from './text.ts'

const number =
  /0[xXbBoO][\da-fA-F_]+n?|\d[\d_]*(?:n|(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?)|\.\d[\d_]*(?:[eE][+-]?\d+)?/y

/** Reads the token at the scanner's place, which is no word and no closing bracket. */
export function punctuation(scanner: Scanner, char: string): void {
  const { text, at, previous } = scanner
  const isPoint = char === '.' && isDigit(text[at + 1]) && previous !== 'operand'
  if (isDigit(char) || isPoint) return literal(scanner, numberEnd(text, at))
  if (char === '(' || char === '[' || char === '{') return openBracket(scanner, char)
  const read = tokens[char]
  if (read === undefined || !read(scanner, scanner.top)) advanceAs(scanner, 'operator', 1)
}

/** Reads a token; false: it is a plain operator of one character. */
type Token = (scanner: Scanner, frame: Frame) => boolean

const string: Token = scanner => {
  literal(scanner, skipString(scanner.text, scanner.at))
  return true
}

const template: Token = scanner => {
  scanner.push('template', { tagged: scanner.previous === 'operand' })
  scanner.at++
  return true
}

const slash: Token = scanner => {
  const end = scanner.previous === 'operand' ? -1 : skipRegularExpression(scanner.text, scanner.at)
  if (end === -1) return false
  literal(scanner, end)
  return true
}

/** `<b>` begins an element where an operand is wanted. */
const less: Token = (scanner, frame) => {
  const { text, at, previous } = scanner
  if (previous === 'operand' || previous === 'dot' || frame.typeStatement) return false
  if (!startsElement(text, at)) return false
  scanner.push('tag')
  scanner.at++
  return true
}

const question: Token = (scanner, frame) => {
  const { text, at } = scanner
  const next = text[at + 1]
  if (next === '.' && !isDigit(text[at + 2])) return advanceAs(scanner, 'dot', 2)
  if (next === '?') return advanceAs(scanner, 'operator', 2)
  // Not the mark of an optional parameter or property.
  if (':),=;]}'.includes(text[skipBlanks(text, at + 1)] ?? ')')) return false
  frame.ternaries++
  frame.questions++
  return false
}

const colon: Token = (scanner, frame) => {
  scanner.at++
  if (frame.inCase && frame.ternaries === 0) {
    frame.inCase = false
    beginStatement(frame)
    scanner.setPrevious('start')
  } else {
    if (frame.ternaries > 0) frame.ternaries--
    scanner.setPrevious('operator')
  }
  return true
}

const semicolon: Token = (scanner, frame) => {
  scanner.at++
  if (frame.kind === 'statements' || frame.kind === 'switch') scanner.endStatement()
  else {
    frame.declaring = undefined
    frame.ternaries = 0
    frame.tokens = 0
    scanner.setPrevious('operator')
  }
  return true
}

const comma: Token = (scanner, frame) => {
  const { declaring } = frame
  frame.tokens = 0
  if (declaring !== undefined) {
    bindingNames(scanner.text, scanner.at + 1, name => bindName(scanner.frames, name, declaring))
  }
  return false
}

const dot: Token = scanner => {
  if (scanner.text.startsWith('...', scanner.at)) return advanceAs(scanner, 'operator', 3)
  return advanceAs(scanner, 'dot', 1)
}

const equals: Token = (scanner, frame) => {
  if (scanner.text[scanner.at + 1] === '>') {
    arrowParameter(scanner)
    return advanceAs(scanner, 'arrow', 2)
  }
  frame.assigned = true
  return false
}

/** `++` and `--` stay what stands before them. */
const sign: Token = scanner => {
  const { text, at, previous } = scanner
  return text[at + 1] === text[at] && advanceAs(scanner, previous === 'operand' ? 'operand' : 'operator', 2)
}

/** `x!` asserts; `!x` negates. */
const bang: Token = scanner => {
  const { text, at, previous, gap } = scanner
  return previous === 'operand' && !gap && text[at + 1] !== '=' && advanceAs(scanner, 'operand', 1)
}

/** `*m() {}`, `function*`, `yield*` */
const star: Token = (scanner, frame) => {
  const { previous, gap, word } = scanner
  if (frame.kind === 'class' || frame.kind === 'object') {
    frame.generator = previous !== 'operand' || gap || word === 'async' || word === 'static'
  }
  return (word === 'function' || word === 'yield') && advanceAs(scanner, 'operand', 1)
}

const tokens: Readonly<Record<string, Token | undefined>> = {
  '"': string,
  "'": string,
  '`': template,
  '/': slash,
  '<': less,
  '?': question,
  ':': colon,
  ';': semicolon,
  ',': comma,
  '.': dot,
  '=': equals,
  '+': sign,
  '-': sign,
  '!': bang,
  '*': star,
}

/** Always true: the token is read. */
function advanceAs(scanner: Scanner, previous: Previous, length: number): true {
  scanner.at += length
  scanner.setPrevious(previous)
  return true
}

/** `x => …`: its one parameter. */
function arrowParameter({ top, word, text, tokenEnd }: Scanner): void {
  // The arrow of a return type: `function f(x): () => void {`.
  if (top.pending === 'function') return
  const single = word !== '' && text[tokenEnd - 1] !== ')'
  top.params = single ? [tokenEnd - word.length, tokenEnd] : undefined
}

function literal(scanner: Scanner, end: number): void {
  scanner.at = end
  scanner.setPrevious('operand')
}

function numberEnd(text: string, at: number): number {
  number.lastIndex = at
  return number.test(text) ? number.lastIndex : at + 1
}
