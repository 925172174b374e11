import { CLOSE_PAREN } from './chars.ts'
import { ARITHMETIC } from './modes.ts'
import type { ArithmeticCommand, Group, IfClause, List, Subshell } from './nodes.ts'
import type { Reader } from './reader.ts'
import { peekReserved, takeReserved } from './reserved.ts'
import { expectReserved, unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** A list of at least one command. */
export function readBody(r: Reader): List {
  const list = r.shared.grammar.list(r)
  if (list.items.length === 0) throw unexpected(r, 'a command')
  return list
}

/** `{ list; }` */
export function readGroup(r: Reader): Group {
  const begin = r.at
  r.enter('{', begin)
  takeReserved(r, '{')
  const body = readBody(r)
  expectReserved(r, '}')
  r.leave()
  return { type: 'Group', start: r.offset(begin), end: r.offset(r.at), body, redirects: [] }
}

/** `( list )` */
export function readSubshell(r: Reader): Subshell {
  const begin = r.at
  r.enter('(', begin)
  r.at++
  const body = readBody(r)
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`)`')
  r.at++
  r.leave()
  return { type: 'Subshell', start: r.offset(begin), end: r.offset(r.at), body, redirects: [] }
}

/** `(( expression ))` */
export function readArithmeticCommand(r: Reader): ArithmeticCommand {
  const begin = r.at
  r.enter('((', begin)
  r.at += 2
  const expression = readWord(r, ARITHMETIC)
  if (r.at + 1 >= r.text.length) throw r.ended('`))`')
  if (r.text.charCodeAt(r.at + 1) !== CLOSE_PAREN) throw r.fault('expected `))`', r.at, r.at + 1)
  r.at += 2
  r.leave()
  return { type: 'ArithmeticCommand', start: r.offset(begin), end: r.offset(r.at), expression, redirects: [] }
}

/** `if list; then list; elif list; then list; else list; fi` */
export function readIf(r: Reader): IfClause {
  const begin = r.at
  r.enter('if', begin)
  takeReserved(r, 'if')
  const clauses = [readClause(r)]
  while (peekReserved(r) === 'elif') {
    takeReserved(r, 'elif')
    clauses.push(readClause(r))
  }
  let otherwise: List | undefined
  if (peekReserved(r) === 'else') {
    takeReserved(r, 'else')
    otherwise = readBody(r)
  }
  expectReserved(r, 'fi')
  r.leave()
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  const node: IfClause = { type: 'IfClause', start, end, clauses, redirects: [] }
  return otherwise === undefined ? node : { ...node, otherwise }
}

function readClause(r: Reader): { condition: List; body: List } {
  const condition = readBody(r)
  expectReserved(r, 'then')
  return { condition, body: readBody(r) }
}
