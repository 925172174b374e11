import { collatingSymbol } from './collating-symbols.ts'

/** A bracket expression found in a pattern: whether a character is in it, and where it ends. */
export interface Bracket {
  readonly matches: (char: string) => boolean
  readonly end: number
}

type Test = (char: string) => boolean

const punctuation = /^[!-/:-@[-`{-~]$/

/** The classes of POSIX 9.3.5 in a UTF-8 locale; `ascii` and `word` are bash's. */
const classes: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['alpha', c => /^\p{Alphabetic}$/u.test(c)],
  ['digit', c => c >= '0' && c <= '9'],
  ['alnum', c => /^[\p{Alphabetic}0-9\p{Nd}]$/u.test(c)],
  ['upper', c => /^\p{Uppercase}$/u.test(c)],
  ['lower', c => /^\p{Lowercase}$/u.test(c)],
  ['space', c => /^[ \t\n\v\f\r\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]$/.test(c)],
  ['blank', c => /^[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]$/.test(c)],
  ['cntrl', c => /^[\0-\x1f\x7f-\x9f\u2028\u2029]$/.test(c)],
  ['print', c => !/^[\p{Cc}\p{Cs}\u2028\u2029]$/u.test(c)],
  ['graph', c => !/^[\p{Cc}\p{Cs}\p{Z}]$/u.test(c)],
  ['punct', c => punctuation.test(c) || /^[\p{P}\p{S}]$/u.test(c)],
  ['xdigit', c => /^[0-9A-Fa-f]$/.test(c)],
  ['ascii', c => c <= '\x7f'],
  ['word', c => c === '_' || /^[\p{Alphabetic}0-9]$/u.test(c)],
])

/** Reads the bracket expression whose `[` is at `start`; undefined if it is none (POSIX 2.14.1: then `[` is itself). */
export function parseBracket(text: string, start: number, ignoreCase: boolean): Bracket | undefined {
  let at = start + 1
  const negated = text[at] === '!' || text[at] === '^'
  if (negated) at++
  const tests: Test[] = []
  const first = at
  for (;;) {
    if (at >= text.length) return undefined
    if (text[at] === ']' && at > first) break
    const item = parseItem(text, at)
    if (item === undefined) return undefined
    tests.push(item.test)
    at = item.end
  }
  return { matches: combine(tests, negated, ignoreCase), end: at + 1 }
}

function combine(tests: readonly Test[], negated: boolean, ignoreCase: boolean): Test {
  const one = (char: string): boolean => tests.some(test => test(char))
  const any = ignoreCase
    ? (char: string): boolean => one(char) || one(char.toLowerCase()) || one(char.toUpperCase())
    : one
  // A table for the first 128 characters: patterns are matched far more often than they are read.
  const table = Uint8Array.from({ length: 128 }, (_, code) =>
    Number(any(String.fromCharCode(code)) !== negated),
  )
  return char => {
    const code = char.charCodeAt(0)
    return code < 128 ? table[code] === 1 : any(char) !== negated
  }
}

function parseItem(text: string, at: number): { test: Test; end: number } | undefined {
  const named = parseNamed(text, at)
  if (named?.test) return { test: named.test, end: named.end }
  const low = named?.char === undefined ? readChar(text, at) : { char: named.char, end: named.end }
  if (low === undefined) return undefined
  const next = text[low.end + 1]
  if (text[low.end] !== '-' || next === undefined || next === ']') {
    return { test: char => char === low.char, end: low.end }
  }
  const highName = parseNamed(text, low.end + 1)
  // A range to what is no character has none.
  if (highName !== undefined && highName.char === undefined) return { test: () => false, end: highName.end }
  const high =
    highName?.char === undefined ? readChar(text, low.end + 1) : { char: highName.char, end: highName.end }
  if (high === undefined) return undefined
  const from = low.char.codePointAt(0) ?? 0
  const to = high.char.codePointAt(0) ?? 0
  return {
    test: char => {
      const code = char.codePointAt(0) ?? 0
      return code >= from && code <= to
    },
    end: high.end,
  }
}

/** `[:alpha:]`, `[.a.]`, `[=a=]`; an unknown class matches nothing. */
function parseNamed(text: string, at: number): { test?: Test; char?: string; end: number } | undefined {
  const kind = text[at + 1]
  if (text[at] !== '[' || (kind !== ':' && kind !== '.' && kind !== '=')) return undefined
  const close = text.indexOf(`${kind}]`, at + 2)
  if (close < 0) return undefined
  const name = text.slice(at + 2, close)
  const end = close + 2
  if (kind === ':') {
    if (!/^[a-z]*$/.test(name)) return undefined
    return { test: classes.get(name) ?? (() => false), end }
  }
  const char = Array.from(name).length === 1 ? name : kind === '.' ? collatingSymbol(name) : undefined
  return char === undefined ? { test: () => false, end } : { char, end }
}

function readChar(text: string, at: number): { char: string; end: number } | undefined {
  const start = text[at] === '\\' && at + 1 < text.length ? at + 1 : at
  const code = text.codePointAt(start)
  if (code === undefined) return undefined
  const char = String.fromCodePoint(code)
  return { char, end: start + char.length }
}

/** The offset behind the bracket expression at `start`, or behind the `[` where it is none. */
export function closingBracket(text: string, start: number): number {
  return parseBracket(text, start, false)?.end ?? start + 1
}
