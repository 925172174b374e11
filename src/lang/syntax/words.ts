import {
  AT,
  BACKQUOTE,
  BACKSLASH,
  CLOSE_BRACE,
  DOLLAR,
  DOUBLE_QUOTE,
  GREATER,
  LESS,
  NEWLINE,
  OPEN_PAREN,
  SINGLE_QUOTE,
} from './chars.ts'
import { readDollar } from './dollar.ts'
import { readDoor } from './door.ts'
import { closesBefore } from './matching.ts'
import { ALTERNATIVE, DOUBLE, INNER_DOUBLE, QUOTED_BRACE_WORD, WORD, type Mode } from './modes.ts'
import type { ExtendedGlob, Word } from './nodes.ts'
import { Parts } from './parts.ts'
import { readDoubleQuoted, readSingleQuoted } from './quotes.ts'
import type { Reader } from './reader.ts'

/** The word at the place, in the given mode; it may be empty. */
export function readWord(r: Reader, mode: Mode = WORD): Word {
  const begin = r.at
  const start = r.offset(begin)
  const at = skipPlain(r.text, begin, mode)
  const code = r.text.charCodeAt(at)
  // Most words are plain text up to what ends them.
  if (
    at > begin &&
    mode.open === -1 &&
    (code !== code || mode.stops[code] === 1) &&
    !opensProcess(r, mode, at)
  ) {
    const value = r.text.slice(begin, at)
    r.at = at
    const end = r.offset(at)
    return { type: 'Word', start, end, parts: [{ type: 'Literal', start, end, value }] }
  }
  const parts = new Parts(r)
  readParts(r, mode, parts)
  return { type: 'Word', start, end: r.offset(r.at), parts: parts.list }
}

/** Reads parts up to what ends them in the mode, or the end of the text. */
export function readParts(r: Reader, mode: Mode, parts: Parts): void {
  let level = 0
  for (;;) {
    const at = skipPlain(r.text, r.at, mode)
    parts.plainTo(at)
    const code = r.code()
    if (code !== code) break
    if (code === mode.open) level++
    else if (level > 0 && code === mode.close) level--
    else if (readSpecial(r, mode, parts, code)) continue
    else if (mode.stops[code] === 1 && (level === 0 || code === CLOSE_BRACE)) break
    else if (code === mode.close) break
    parts.plainTo(r.at + 1)
  }
  parts.flush()
}

function skipPlain(text: string, from: number, mode: Mode): number {
  const { special } = mode
  let at = from
  for (;;) {
    const code = text.charCodeAt(at)
    if (code < 128 ? special[code] === 1 : code !== code) return at
    at++
  }
}

/** Reads a quote, an expansion or a glob; false where there is none. */
function readSpecial(r: Reader, mode: Mode, parts: Parts, code: number): boolean {
  switch (code) {
    case BACKSLASH:
      readBackslash(r, mode, parts)
      return true
    case DOLLAR:
      readDollar(r, mode, parts)
      return true
    case BACKQUOTE:
      parts.push(r.shared.grammar.backquoted(r, mode === DOUBLE))
      return true
    case SINGLE_QUOTE:
      if (mode.single) parts.push(readSingleQuoted(r))
      return mode.single
    case DOUBLE_QUOTE:
      if (mode.double)
        parts.push(readDoubleQuoted(r, false, mode === QUOTED_BRACE_WORD ? INNER_DOUBLE : DOUBLE))
      return mode.double
    default:
      return readBracketed(r, mode, parts, code)
  }
}

function readBracketed(r: Reader, mode: Mode, parts: Parts, code: number): boolean {
  if (r.text.charCodeAt(r.at + 1) !== OPEN_PAREN) return false
  if (code === LESS || code === GREATER) {
    if (mode.process) parts.push(r.shared.grammar.process(r))
    return mode.process
  }
  if (mode.globs === 'never' || !isGlobOperator(code)) return false
  const { doors, extglob } = r.shared.options
  if (code === AT && mode.doors && doors === true) {
    parts.push(readDoor(r))
    return true
  }
  if (mode.globs === 'option' && extglob === false) return false
  if (mode.inBraces && !closesBefore(r, r.at + 1)) return false
  parts.push(readExtendedGlob(r))
  return true
}

function opensProcess(r: Reader, mode: Mode, at: number): boolean {
  return mode.process && '<>'.includes(r.text.charAt(at)) && r.text.charCodeAt(at + 1) === OPEN_PAREN
}

function isGlobOperator(code: number): boolean {
  return code === AT || '?*+!'.includes(String.fromCharCode(code))
}

function readBackslash(r: Reader, mode: Mode, parts: Parts): void {
  const at = r.at
  const next = r.text.charCodeAt(at + 1)
  if (next === NEWLINE) {
    r.skipContinuation()
  } else if (next !== next) {
    if (mode.escapes === 'any') r.trail(at)
    parts.plainTo(at + 1)
  } else if (mode.escapes !== 'any') {
    const escaped = mode.escapes.includes(r.text.charAt(at + 1))
    if (escaped) parts.skip(1)
    parts.plainTo(escaped ? at + 2 : at + 1)
  } else {
    const value = String.fromCodePoint(r.text.codePointAt(at + 1) ?? 0)
    r.at = at + 1 + value.length
    parts.push({ type: 'Escaped', start: r.offset(at), end: r.offset(r.at), value })
  }
}

/** `+(a|b)`, the reader at the operator (bash manual, Pattern Matching). */
function readExtendedGlob(r: Reader): ExtendedGlob {
  const begin = r.at
  const operator = r.text.charAt(begin) as ExtendedGlob['operator']
  r.enter(`${operator}(`, begin)
  const alternatives: Word[] = []
  r.at += 1
  do {
    r.at++
    alternatives.push(readWord(r, ALTERNATIVE))
    if (r.atEnd) throw r.ended('`)`')
  } while (r.text.charAt(r.at) === '|')
  r.at++
  r.leave()
  return { type: 'ExtendedGlob', start: r.offset(begin), end: r.offset(r.at), operator, alternatives }
}
