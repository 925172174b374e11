import { decodeAnsiC } from './ansi-c.ts'
import { BACKSLASH, DOUBLE_QUOTE, SINGLE_QUOTE } from './chars.ts'
import { DOUBLE } from './modes.ts'
import type { DoubleQuoted, SingleQuoted } from './nodes.ts'
import { Parts } from './parts.ts'
import type { Reader } from './reader.ts'

/** `'…'` (POSIX 2.2.2), the reader at the quote. */
export function readSingleQuoted(r: Reader): SingleQuoted {
  const begin = r.at
  const close = r.text.indexOf("'", begin + 1)
  if (close === -1) throw unclosed(r, "'", begin)
  r.at = close + 1
  const value = r.text.slice(begin + 1, close)
  return { type: 'SingleQuoted', start: r.offset(begin), end: r.offset(r.at), value, ansi: false }
}

/** `$'…'` (bash manual, ANSI-C Quoting), the reader at the `$`. */
export function readAnsiQuoted(r: Reader): SingleQuoted {
  const begin = r.at
  const close = ansiEnd(r.text, begin + 2)
  if (close === -1) throw unclosed(r, "$'", begin)
  r.at = close + 1
  const raw = r.text.slice(begin + 2, close)
  const start = r.offset(begin)
  return { type: 'SingleQuoted', start, end: r.offset(r.at), value: decodeAnsiC(raw), ansi: true }
}

function ansiEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === SINGLE_QUOTE) return at
    if (code === BACKSLASH) at++
  }
  return -1
}

/** `"…"` (POSIX 2.2.3), the reader at the quote. */
export function readDoubleQuoted(r: Reader, locale = false, mode = DOUBLE): DoubleQuoted {
  const begin = locale ? r.at - 1 : r.at
  r.enter('"', begin)
  r.at++
  const parts = new Parts(r)
  r.shared.grammar.parts(r, mode, parts)
  if (r.code() !== DOUBLE_QUOTE) throw r.ended('`"`')
  r.at++
  r.leave()
  return { type: 'DoubleQuoted', start: r.offset(begin), end: r.offset(r.at), parts: parts.list, locale }
}

function unclosed(r: Reader, quote: string, begin: number): Error {
  r.enter(quote, begin)
  return r.ended("`'`")
}
