import { AMPERSAND, GREATER, isDigit, LESS, OPEN_BRACE, OPEN_PAREN, BACKSLASH, isMeta } from './chars.ts'
import { noteHereDocument } from './here-document.ts'
import type { Mutable } from './mutable.ts'
import type { Redirect, RedirectOperator, Word } from './nodes.ts'
import type { Reader } from './reader.ts'
import { unexpected } from './tokens.ts'
import { readWord } from './words.ts'

const operators = /&>>|&>|<<-|<<<|<<|<&|<>|>>|>&|>\||[<>]/y
const variable = /\{([A-Za-z_]\w*(?:\[[^\]\n]*\])?)\}(?=[<>])/y

/** The redirection at the place, if there is one (POSIX 2.7; bash manual, Redirections). */
export function readRedirect(r: Reader): Redirect | undefined {
  const begin = r.at
  const code = r.code()
  let fd: number | undefined
  let name: string | undefined
  if (isDigit(code)) {
    const at = endOfDigits(r.text, begin)
    if (!isArrow(r, at)) return undefined
    fd = Number(r.text.slice(begin, at))
    if (fd > 0x7fffffff) return undefined
    r.at = at
  } else if (code === OPEN_BRACE) {
    variable.lastIndex = begin
    const found = variable.exec(r.text)
    if (found === null) return undefined
    name = found[1]
    r.at += found[0].length
  } else if (code === AMPERSAND) {
    if (r.text.charCodeAt(begin + 1) !== GREATER) return undefined
  } else if (!isArrow(r, begin) || r.text.charCodeAt(begin + 1) === OPEN_PAREN) return undefined
  return finish(r, begin, fd, name)
}

function endOfDigits(text: string, from: number): number {
  let at = from
  while (isDigit(text.charCodeAt(at))) at++
  return at
}

function isArrow(r: Reader, at: number): boolean {
  const code = r.text.charCodeAt(at)
  return code === LESS || code === GREATER
}

const nothing: Word = { type: 'Word', start: 0, end: 0, parts: [] }

function finish(r: Reader, begin: number, fd: number | undefined, name: string | undefined): Redirect {
  const operator = takeOperator(r)
  const redirect: Mutable<Redirect> = {
    type: 'Redirect',
    start: r.offset(begin),
    end: 0,
    operator,
    target: nothing,
  }
  if (fd !== undefined) redirect.fd = fd
  if (name !== undefined) redirect.variable = name
  r.skipBlanks()
  if (isMeta(r.code()) && !(isArrow(r, r.at) && r.text.charCodeAt(r.at + 1) === OPEN_PAREN))
    throw unexpected(r, operator.startsWith('<<') && operator !== '<<<' ? 'a delimiter' : 'a word')
  if (operator === '<<' || operator === '<<-') noteHereDocument(r, redirect)
  else redirect.target = readWord(r)
  redirect.end = r.offset(r.at)
  return redirect
}

/** The longest operator, continuations inside it included. */
function takeOperator(r: Reader): RedirectOperator {
  operators.lastIndex = r.at
  let found = operators.exec(r.text)?.[0] ?? ''
  r.at += found.length
  while (r.code() === BACKSLASH && r.text.charAt(r.at + 1) === '\n') {
    const before = r.at
    r.skipContinuation()
    operators.lastIndex = 0
    const joined = operators.exec(found + r.text.slice(r.at, r.at + 2))?.[0] ?? found
    r.at = joined === found ? before : r.at + joined.length - found.length
    if (joined === found) break
    found = joined
  }
  return found as RedirectOperator
}
