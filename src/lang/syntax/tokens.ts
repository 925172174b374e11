import { BACKSLASH, isMeta, NEWLINE } from './chars.ts'
import { readHereDocuments } from './here-document.ts'
import { hintFor } from './hints.ts'
import type { Reader } from './reader.ts'
import { peekReserved, takeReserved } from './reserved.ts'

const operator = /&&|\|\||;;&|;;|;&|<<-|<<<|<<|<&|<>|>>|>&|>\||&>>|&>|\|&|[&|;()<>]/y

/** The operator at the place, or ''. The longest one, as POSIX 2.3 asks. */
export function peekOperator(r: Reader): string {
  operator.lastIndex = r.at
  return operator.exec(r.text)?.[0] ?? ''
}

/** Takes a character if it is the next one, past continuations: the second half of `&\<newline>&`. */
export function takeChar(r: Reader, code: number): boolean {
  if (r.code() === BACKSLASH) r.skipContinuation()
  if (r.code() !== code) return false
  r.at++
  return true
}

/** Passes a newline; the bodies of the line's here-documents follow it. */
export function takeNewline(r: Reader): void {
  r.at++
  if (r.pending.length > 0) readHereDocuments(r)
}

/** To the next token that is no newline. */
export function skipNewlines(r: Reader): void {
  for (;;) {
    r.skipBlanks()
    if (r.code() !== NEWLINE) return
    takeNewline(r)
  }
}

/** Passes the reserved word that must come next. */
export function expectReserved(r: Reader, word: string): void {
  r.skipBlanks()
  if (peekReserved(r) !== word) throw unexpected(r, `\`${word}\``)
  takeReserved(r, word)
}

/** What stands at the place was not what the grammar asks for. */
export function unexpected(r: Reader, expected?: string): Error {
  if (r.atEnd) return r.ended(expected, hintFor(r, '', expected))
  const token = tokenAt(r)
  const found = token === '\n' ? 'newline' : `\`${token.length > 40 ? `${token.slice(0, 40)}…` : token}\``
  const message = `unexpected ${found}${expected === undefined ? '' : `, expected ${expected}`}`
  return r.fault(message, r.at, r.at + token.length, hintFor(r, token, expected))
}

function tokenAt(r: Reader): string {
  if (r.code() === NEWLINE) return '\n'
  const found = peekOperator(r)
  if (found !== '') return found
  let at = r.at
  while (!isMeta(r.text.charCodeAt(at))) at++
  return r.text.slice(r.at, Math.max(at, r.at + 1))
}
