import {
  BACKSLASH,
  DOUBLE_QUOTE,
  isDigit,
  isNameChar,
  isNameStart,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SINGLE_QUOTE,
} from './chars.ts'
import type { Mode } from './modes.ts'
import type { ParameterExpansion } from './nodes.ts'
import type { Parts } from './parts.ts'
import { readAnsiQuoted, readDoubleQuoted } from './quotes.ts'
import type { Reader } from './reader.ts'

/** What a `$` begins (POSIX 2.6, bash manual, Quoting); alone it is plain text. */
export function readDollar(r: Reader, mode: Mode, parts: Parts): void {
  const { grammar } = r.shared
  if (r.text.charCodeAt(r.at + 1) === BACKSLASH) passContinued(r)
  const next = r.text.charCodeAt(r.at + 1)
  // In the word of "${x:-…}" bash knows $'…' too, though not '…'.
  const quotes = mode.double
  if (next === OPEN_PAREN) parts.push(grammar.substitution(r))
  else if (next === OPEN_BRACE) parts.push(grammar.parameter(r, mode.quoted))
  else if (next === OPEN_BRACKET) parts.push(grammar.bracketed(r))
  else if (next === SINGLE_QUOTE && mode.double) parts.push(readAnsiQuoted(r))
  else if (next === DOUBLE_QUOTE && quotes) {
    r.at++
    parts.push(readDoubleQuoted(r, true))
  } else readName(r, parts, next)
}

/** `$\<newline>{x}`: the reader moves to just before what follows, so that it looks like the `$`'s neighbour. */
function passContinued(r: Reader): void {
  const begin = r.at
  r.at++
  r.skipContinuation()
  const code = r.code()
  const begins = isNameChar(code) || (code === code && '({[@*#?-$!'.includes(String.fromCharCode(code)))
  r.at = begins ? r.at - 1 : begin
}

/** `$x`, `$1`, `$@` */
function readName(r: Reader, parts: Parts, next: number): void {
  const begin = r.at
  let at = begin + 1
  if (isNameStart(next)) while (isNameChar(r.text.charCodeAt(at))) at++
  else if (isDigit(next) || (next === next && '@*#?-$!'.includes(String.fromCharCode(next)))) at++
  if (at === begin + 1) {
    parts.plainTo(at)
    return
  }
  r.at = at
  if (r.code() === BACKSLASH && isNameStart(next)) passContinuedName(r)
  const name = r.text.slice(begin + 1, r.at).replaceAll('\\\n', '')
  parts.push(makeParameter(r, begin, name))
}

function passContinuedName(r: Reader): void {
  for (;;) {
    const before = r.at
    r.skipContinuation()
    while (isNameChar(r.code())) r.at++
    if (r.at === before || r.code() !== BACKSLASH) return
  }
}

function makeParameter(r: Reader, begin: number, name: string): ParameterExpansion {
  return {
    type: 'ParameterExpansion',
    start: r.offset(begin),
    end: r.offset(r.at),
    name,
    braced: false,
    length: false,
    indirect: false,
  }
}
