import { AMPERSAND, BANG, CLOSE_PAREN, GREATER, isMeta, LESS, NEWLINE, OPEN_PAREN, PIPE } from './chars.ts'
import { CONDITIONAL_WORD, REGEX } from './modes.ts'
import type { Conditional, ConditionalCommand, Word } from './nodes.ts'
import type { Reader } from './reader.ts'
import { peekReserved, takeReserved } from './reserved.ts'
import { skipNewlines, unexpected } from './tokens.ts'
import { readWord } from './words.ts'

const unary = new Set('abcdefghknoprstuvwxzGLNORS'.split('').map(letter => `-${letter}`))
const binary = new Set('= == != =~ -eq -ne -lt -le -gt -ge -nt -ot -ef'.split(' '))

/** `[[ expression ]]` (bash manual, Conditional Constructs) */
export function readConditionalCommand(r: Reader): ConditionalCommand {
  const begin = r.at
  r.enter('[[', begin)
  takeReserved(r, '[[')
  const expression = readOr(r)
  if (peekReserved(r) !== ']]') throw unexpected(r, '`]]`')
  takeReserved(r, ']]')
  r.leave()
  return {
    type: 'ConditionalCommand',
    start: r.offset(begin),
    end: r.offset(r.at),
    expression,
    redirects: [],
  }
}

function readOr(r: Reader): Conditional {
  let left = readAnd(r)
  while (takeTwo(r, PIPE)) {
    const right = readAnd(r)
    left = { type: 'Or', start: left.start, end: right.end, left, right }
  }
  return left
}

function readAnd(r: Reader): Conditional {
  let left = readTerm(r)
  while (takeTwo(r, AMPERSAND)) {
    const right = readTerm(r)
    left = { type: 'And', start: left.start, end: right.end, left, right }
  }
  return left
}

function takeTwo(r: Reader, code: number): boolean {
  if (r.code() !== code || r.text.charCodeAt(r.at + 1) !== code) return false
  r.at += 2
  return true
}

/** A term and the newlines after it. */
function readTerm(r: Reader): Conditional {
  skipNewlines(r)
  const begin = r.at
  let term: Conditional
  if (r.code() === OPEN_PAREN) term = readBracketed(r)
  else if (
    r.code() === BANG &&
    isMeta(r.text.charCodeAt(r.at + 1)) &&
    r.text.charCodeAt(r.at + 1) !== OPEN_PAREN
  ) {
    r.enter('!', begin)
    r.at++
    const operand = readTerm(r)
    r.leave()
    return { type: 'Not', start: r.offset(begin), end: operand.end, operand }
  } else term = readTest(r)
  skipNewlines(r)
  return term
}

function readBracketed(r: Reader): Conditional {
  const begin = r.at
  r.enter('(', begin)
  r.at++
  const inner = readOr(r)
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`)`')
  r.at++
  r.leave()
  return { ...inner, start: r.offset(begin), end: r.offset(r.at) }
}

/** `-f file`, `a == b`, or a word alone. */
function readTest(r: Reader): Conditional {
  const begin = r.at
  const left = readOperand(r, CONDITIONAL_WORD)
  const operator = plainOf(left)
  r.skipBlanks()
  if (unary.has(operator)) {
    const operand = readOperand(r, CONDITIONAL_WORD)
    return { type: 'Unary', start: r.offset(begin), end: operand.end, operator, operand }
  }
  if (endsTest(r)) return { type: 'Unary', start: left.start, end: left.end, operator: '-n', operand: left }
  const between = takeBinary(r)
  if (between === undefined) throw unexpected(r, 'a conditional operator')
  r.skipBlanks()
  const right = readOperand(r, between === '=~' ? REGEX : CONDITIONAL_WORD)
  return { type: 'Binary', start: left.start, end: right.end, operator: between, left, right }
}

function readOperand(r: Reader, mode: typeof REGEX): Word {
  const code = r.code()
  const opensProcess = (code === LESS || code === GREATER) && r.text.charCodeAt(r.at + 1) === OPEN_PAREN
  const regex = mode === REGEX && (code === OPEN_PAREN || code === PIPE)
  if ((isMeta(code) && !opensProcess && !regex) || peekReserved(r) === ']]') throw unexpected(r, 'an operand')
  const word = readWord(r, mode)
  if (mode === REGEX && r.atEnd) throw r.ended('`]]`')
  return word
}

function plainOf(word: Word): string {
  const [part] = word.parts
  return word.parts.length === 1 && part?.type === 'Literal' ? part.value : ''
}

/** What may follow a word that stands alone; a newline may not, as in bash. */
function endsTest(r: Reader): boolean {
  const code = r.code()
  if (code === NEWLINE) return false
  return code === CLOSE_PAREN || code === AMPERSAND || code === PIPE || peekReserved(r) === ']]'
}

const word = /[^\t\n &();<>|$`\\"']+/y

function takeBinary(r: Reader): string | undefined {
  if (r.code() === LESS || r.code() === GREATER) return r.text.charAt(r.at++)
  word.lastIndex = r.at
  const found = word.exec(r.text)?.[0] ?? ''
  if (!binary.has(found)) return undefined
  r.at += found.length
  return found
}
