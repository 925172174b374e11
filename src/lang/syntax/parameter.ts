import {
  BACKSLASH,
  BANG,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  HASH,
  isDigit,
  isNameChar,
  isNameStart,
  OPEN_BRACKET,
} from './chars.ts'
import { BRACED_SUBSCRIPT, PATTERN } from './modes.ts'
import type { Mutable } from './mutable.ts'
import type { ParameterExpansion, ParameterOperation, Subscript } from './nodes.ts'
import { readOperation } from './operation.ts'
import { Parts } from './parts.ts'
import type { Reader } from './reader.ts'
import { readWord } from './words.ts'

/** `${…}` (POSIX 2.6.2; bash manual, Shell Parameter Expansion), the reader at the `$`. */
export function readParameter(r: Reader, quoted: boolean): ParameterExpansion {
  const begin = r.at
  r.enter('${', begin)
  r.at += 2
  r.skipContinuation()
  const node: Mutable<ParameterExpansion> = {
    type: 'ParameterExpansion',
    start: r.offset(begin),
    end: 0,
    name: '',
    braced: true,
    length: false,
    indirect: false,
  }
  if (!readBody(r, node, quoted)) readBad(r, node, begin)
  if (r.code() !== CLOSE_BRACE) throw r.ended('`}`')
  r.at++
  r.leave()
  node.end = r.offset(r.at)
  return node
}

/** False where bash would say “bad substitution” when it is expanded. */
function readBody(r: Reader, node: Mutable<ParameterExpansion>, quoted: boolean): boolean {
  readPrefix(r, node)
  node.name = readName(r)
  if (node.name === '') return false
  if (r.code() === OPEN_BRACKET && (isNameStart(node.name.charCodeAt(0)) || isAll(r))) {
    const subscript = readSubscript(r)
    if (subscript === undefined) return false
    node.subscript = subscript
  }
  r.skipContinuation()
  if (r.code() === CLOSE_BRACE) return true
  if (node.length || (node.name === '#' && isLoneOperator(r))) return false
  if (node.indirect && isNameStart(node.name.charCodeAt(0)) && readPrefixNames(r, node)) return true
  const operation = readOperation(r, quoted)
  if (operation !== undefined) node.operation = operation
  return operation !== undefined && r.code() === CLOSE_BRACE
}

/** `${#=}`: bash takes the operator for the parameter whose length is asked for, and there is none of that name. */
function isLoneOperator(r: Reader): boolean {
  return /^[:=+%/^,]\}/.test(r.text.slice(r.at, r.at + 2))
}

function isAll(r: Reader): boolean {
  return /^\[[@*]\]$/.test(r.text.slice(r.at, r.at + 3))
}

/** `#` is a length and `!` an indirection unless it is the parameter itself: `${#}`, `${#-x}`, `${!}`, `${!-x}`. */
function readPrefix(r: Reader, node: Mutable<ParameterExpansion>): void {
  const next = r.text.charAt(r.at + 1)
  const named = /[A-Za-z0-9_@*\\]/.test(next)
  if (r.code() === HASH) {
    const special = '#?-$!'.includes(next) && next !== '' && r.text.charCodeAt(r.at + 2) === CLOSE_BRACE
    if (!named && !special) return
    node.length = true
  } else if (r.code() === BANG && (named || '#?$!'.includes(next)) && next !== '') {
    node.indirect = true
  } else return
  r.at++
  r.skipContinuation()
}

function readName(r: Reader): string {
  const begin = r.at
  if (isNameStart(r.code())) passRun(r, isNameChar)
  else if (isDigit(r.code())) passRun(r, isDigit)
  else if (!r.atEnd && '@*#?-$!'.includes(r.text.charAt(r.at))) r.at++
  const name = r.text.slice(begin, r.at)
  return name.includes('\\') ? name.replaceAll('\\\n', '') : name
}

function passRun(r: Reader, belongs: (code: number) => boolean): void {
  for (;;) {
    while (belongs(r.code())) r.at++
    if (r.code() !== BACKSLASH) return
    const before = r.at
    r.skipContinuation()
    if (r.at === before) return
  }
}

/** `[…]` of an expansion, the reader at the `[`; nothing where the `}` comes first or nothing is in it. */
function readSubscript(r: Reader): Subscript | undefined {
  const all = isAll(r) ? r.text.charAt(r.at + 1) : ''
  if (all === '@' || all === '*') {
    r.at += 3
    return { type: 'All', operator: all }
  }
  r.at++
  const word = readWord(r, BRACED_SUBSCRIPT)
  if (r.atEnd) throw r.ended('`]`')
  if (r.code() !== CLOSE_BRACKET || word.parts.length === 0) return undefined
  r.at++
  return { type: 'Index', word }
}

/** `${!prefix*}` and `${!prefix@}` */
function readPrefixNames(r: Reader, node: Mutable<ParameterExpansion>): boolean {
  const operator = r.text.charAt(r.at)
  if ((operator !== '*' && operator !== '@') || r.text.charCodeAt(r.at + 1) !== CLOSE_BRACE) return false
  if (node.subscript !== undefined) return false
  r.at++
  node.operation = { type: 'PrefixNames', operator }
  return true
}

/** Reads on to the `}`; the whole text is kept for the message. */
function readBad(r: Reader, node: Mutable<ParameterExpansion>, begin: number): void {
  if (r.code() !== CLOSE_BRACE) r.shared.grammar.parts(r, PATTERN, new Parts(r))
  const operation: ParameterOperation = { type: 'Bad', text: r.text.slice(begin, r.at + 1) }
  node.operation = operation
}
