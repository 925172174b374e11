import { CLOSE_BRACE, COLON, SLASH } from './chars.ts'
import { BRACE_WORD, OFFSET, PATTERN, QUOTED_BRACE_WORD, REPLACED, REPLACEMENT, type Mode } from './modes.ts'
import type { ParameterOperation, Word } from './nodes.ts'
import { Parts } from './parts.ts'
import type { Reader } from './reader.ts'
import { mergeLiterals } from './split-word.ts'
import { readWord } from './words.ts'

/** What follows the parameter in `${x…}`; nothing where there is no such operation. Ends at the `}`. */
export function readOperation(r: Reader, quoted: boolean): ParameterOperation | undefined {
  const word = quoted ? QUOTED_BRACE_WORD : BRACE_WORD
  const operator = r.text.charAt(r.at)
  switch (operator) {
    case ':':
      return readColon(r, word)
    case '-':
    case '=':
    case '?':
    case '+':
      r.at++
      return { type: 'Default', operator, colon: false, word: readWord(r, word) }
    case '#':
    case '%':
      return { type: 'Remove', operator: takeDoubled(r, operator), pattern: readWord(r, PATTERN) }
    case '/':
      return readReplace(r)
    case '^':
    case ',':
    case '~':
      return readCase(r, operator)
    case '@':
      return readTransform(r)
  }
  return undefined
}

type Doubled = { '#': '##'; '%': '%%'; '^': '^^'; ',': ',,'; '~': '~~' }
const doubled: Doubled = { '#': '##', '%': '%%', '^': '^^', ',': ',,', '~': '~~' }

function takeDoubled<C extends keyof Doubled>(r: Reader, operator: C): C | Doubled[C] {
  r.at++
  r.skipContinuation()
  if (r.text.charAt(r.at) !== operator) return operator
  r.at++
  return doubled[operator]
}

/** `:-word` and its kin, or `:offset:length`. */
function readColon(r: Reader, mode: Mode): ParameterOperation | undefined {
  r.at++
  r.skipContinuation()
  const operator = r.text.charAt(r.at)
  if (operator === '-' || operator === '=' || operator === '?' || operator === '+') {
    r.at++
    return { type: 'Default', operator, colon: true, word: readWord(r, mode) }
  }
  const offset = readOffset(r)
  if (r.code() !== COLON) return offset.parts.length === 0 ? undefined : { type: 'Substring', offset }
  r.at++
  return { type: 'Substring', offset, length: readWord(r, { ...OFFSET, stops: PATTERN.stops }) }
}

/** An offset ends at the `:` that belongs to no `?` in it. */
function readOffset(r: Reader): Word {
  const begin = r.at
  const parts = new Parts(r)
  for (let questions = 0; ; questions--) {
    const before = r.at
    r.shared.grammar.parts(r, OFFSET, parts)
    questions += openQuestions(r.text.slice(before, r.at))
    if (r.code() !== COLON || questions <= 0) break
    parts.plainTo(r.at + 1)
  }
  return { type: 'Word', start: r.offset(begin), end: r.offset(r.at), parts: mergeLiterals(parts.list) }
}

/** The `?` of a text that are not within brackets, which have their own `:`. */
function openQuestions(text: string): number {
  let depth = 0
  let count = 0
  for (const char of text) {
    if (char === '(') depth++
    else if (char === ')') depth--
    else if (char === '?' && depth === 0) count++
  }
  return count
}

function readReplace(r: Reader): ParameterOperation {
  r.at++
  r.skipContinuation()
  const mark = r.text.charAt(r.at)
  const anchor = mark === '/' || mark === '#' || mark === '%' ? mark : ''
  r.at += anchor.length
  const pattern = readReplaced(r, anchor)
  if (r.code() !== SLASH) return { type: 'Replace', anchor, pattern }
  r.at++
  return { type: 'Replace', anchor, pattern, replacement: readWord(r, REPLACEMENT) }
}

/** The pattern ends at a slash, but not at one that it begins with: `${x////:}` replaces slashes. */
function readReplaced(r: Reader, anchor: string): Word {
  const begin = r.at
  const parts = new Parts(r)
  if (anchor === '/' && r.code() === SLASH) parts.plainTo(r.at + 1)
  r.shared.grammar.parts(r, REPLACED, parts)
  return { type: 'Word', start: r.offset(begin), end: r.offset(r.at), parts: mergeLiterals(parts.list) }
}

function readCase(r: Reader, mark: '^' | ',' | '~'): ParameterOperation {
  const operator = takeDoubled(r, mark)
  if (r.code() === CLOSE_BRACE) return { type: 'Case', operator }
  return { type: 'Case', operator, pattern: readWord(r, PATTERN) }
}

/** `@Q`; a letter bash does not know makes the substitution bad where there is a value. */
function readTransform(r: Reader): ParameterOperation | undefined {
  const operator = r.text.charAt(r.at + 1)
  if (!/[A-Za-z]/.test(operator)) return undefined
  r.at += 2
  return { type: 'Transform', operator }
}
