import { expandAfterBlank } from './alias.ts'
import { CLOSE_PAREN, isMeta, NEWLINE, OPEN_PAREN, SEMICOLON } from './chars.ts'
import { readBody } from './compound.ts'
import { ARITHMETIC_FOR } from './modes.ts'
import type { ArithmeticFor, ForClause, List, SelectClause, WhileClause, Word } from './nodes.ts'
import type { Reader } from './reader.ts'
import { peekReserved, takeReserved } from './reserved.ts'
import { expectReserved, skipNewlines, unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** `while list; do list; done`, and `until` */
export function readWhile(r: Reader, word: 'while' | 'until'): WhileClause {
  const begin = r.at
  r.enter(word, begin)
  takeReserved(r, word)
  const condition = readBody(r)
  const body = readDo(r)
  r.leave()
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  return { type: 'WhileClause', start, end, until: word === 'until', condition, body, redirects: [] }
}

/** `for x in words; do list; done` or `for ((;;)); do list; done` */
export function readFor(r: Reader): ForClause | ArithmeticFor {
  const begin = r.at
  r.enter('for', begin)
  takeReserved(r, 'for')
  r.skipBlanks()
  const arithmetic = r.code() === OPEN_PAREN && r.text.charCodeAt(r.at + 1) === OPEN_PAREN
  const node = arithmetic ? readArithmeticFor(r, begin) : readWords(r, begin, 'ForClause')
  r.leave()
  return node
}

/** `select x in words; do list; done` */
export function readSelect(r: Reader): SelectClause {
  const begin = r.at
  r.enter('select', begin)
  takeReserved(r, 'select')
  const node = readWords(r, begin, 'SelectClause')
  r.leave()
  return node
}

function readWords<T extends 'ForClause' | 'SelectClause'>(r: Reader, begin: number, type: T) {
  skipToWord(r)
  if (isMeta(r.code())) throw unexpected(r, "a variable's name")
  const from = r.at
  readWord(r)
  // Any word will do here; that it is no name is found when the loop runs, as in bash.
  const variable = r.text.slice(from, r.at).replaceAll('\\\n', '')
  const words = readIn(r)
  const body = readLoopBody(r)
  const base = { type, start: r.offset(begin), end: r.offset(r.at), variable, body, redirects: [] }
  return words === undefined ? base : { ...base, words }
}

/** To the next word, which an alias that ended in a blank may have made an alias too. */
function skipToWord(r: Reader): void {
  r.skipBlanks()
  if (r.aliased !== undefined) expandAfterBlank(r)
}

/** `in words;`, or a separator only. */
function readIn(r: Reader): Word[] | undefined {
  skipToWord(r)
  if (r.code() === SEMICOLON) {
    r.at++
    return undefined
  }
  skipNewlines(r)
  if (peekReserved(r) !== 'in') return undefined
  takeReserved(r, 'in')
  const words: Word[] = []
  for (skipToWord(r); r.code() !== SEMICOLON && r.code() !== NEWLINE; skipToWord(r)) {
    const before = r.at
    words.push(readWord(r))
    if (r.at === before) throw unexpected(r, '`do`')
  }
  if (r.code() === SEMICOLON) r.at++
  return words
}

/** `do list; done`, or bash's `{ list; }`. */
function readLoopBody(r: Reader): List {
  skipNewlines(r)
  if (peekReserved(r) !== '{') return readDo(r)
  r.enter('{', r.at)
  takeReserved(r, '{')
  const body = readBody(r)
  expectReserved(r, '}')
  r.leave()
  return body
}

function readDo(r: Reader): List {
  expectReserved(r, 'do')
  const body = readBody(r)
  expectReserved(r, 'done')
  return body
}

function readArithmeticFor(r: Reader, begin: number): ArithmeticFor {
  r.at += 2
  const init = readExpression(r, SEMICOLON)
  const condition = readExpression(r, SEMICOLON)
  const step = readExpression(r, CLOSE_PAREN)
  if (r.atEnd) throw r.ended('`))`')
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`))`')
  r.at++
  r.skipBlanks()
  if (r.code() === SEMICOLON) r.at++
  const body = readLoopBody(r)
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  const base: ArithmeticFor = { type: 'ArithmeticFor', start, end, body, redirects: [] }
  return {
    ...base,
    ...(init === undefined ? {} : { init }),
    ...(condition === undefined ? {} : { condition }),
    ...(step === undefined ? {} : { step }),
  }
}

/** One of the three; nothing where it is blank. */
function readExpression(r: Reader, end: number): Word | undefined {
  const word = readWord(r, ARITHMETIC_FOR)
  if (r.atEnd) throw r.ended('`))`')
  if (r.code() !== end) throw unexpected(r, end === SEMICOLON ? '`;`' : '`))`')
  r.at++
  const [first] = word.parts
  const blank =
    first === undefined || (word.parts.length === 1 && first.type === 'Literal' && first.value.trim() === '')
  return blank ? undefined : word
}
