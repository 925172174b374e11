import { closingBracket, parseBracket } from './bracket.ts'
import type { Element, Elements, PatternOptions } from './elements.ts'

const star: Element = { type: 'Star' }
const any: Element = { type: 'Any' }

/** Reads a pattern's text; a backslash quotes. Never fails: what is no operator stands for itself. */
export function parsePattern(text: string, options: PatternOptions): Elements {
  const elements: Element[] = []
  let at = 0
  while (at < text.length) at = readElement(text, at, options, elements)
  return elements
}

function readElement(text: string, at: number, options: PatternOptions, out: Element[]): number {
  const char = text[at] ?? ''
  if (options.extglob === true && text[at + 1] === '(' && '?*+@!'.includes(char)) {
    const end = closingParenthesis(text, at + 1)
    if (end > 0) {
      out.push({
        type: 'Extended',
        operator: char as '?',
        alternatives: alternatives(text.slice(at + 2, end)).map(piece => parsePattern(piece, options)),
      })
      return end + 1
    }
  }
  if (char === '*') {
    // `**` matches what `*` matches.
    if (out.at(-1) !== star) out.push(star)
    return at + 1
  }
  if (char === '?') {
    out.push(any)
    return at + 1
  }
  if (char === '[') {
    const bracket = parseBracket(text, at, options.ignoreCase === true)
    if (bracket) {
      out.push({ type: 'Bracket', matches: bracket.matches })
      return bracket.end
    }
  }
  const start = char === '\\' && at + 1 < text.length ? at + 1 : at
  return pushChar(text, start, options, out)
}

function pushChar(text: string, at: number, options: PatternOptions, out: Element[]): number {
  const char = String.fromCodePoint(text.codePointAt(at) ?? 0)
  const lower = char.toLowerCase()
  const upper = char.toUpperCase()
  if (options.ignoreCase === true && lower !== upper) {
    out.push({ type: 'Bracket', matches: other => other === char || other === lower || other === upper })
  } else {
    out.push({ type: 'Char', char })
  }
  return at + char.length
}

/** The `)` that closes the `(` at `open`, or -1. */
export function closingParenthesis(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at = skip(text, at)) {
    if (text[at] === '(') depth++
    else if (text[at] === ')' && --depth === 0) return at
  }
  return -1
}

/** The end of the character, quoted character or bracket expression at `at`. */
function skip(text: string, at: number): number {
  if (text[at] === '\\') return at + 2
  if (text[at] === '[') return closingBracket(text, at)
  return at + 1
}

function alternatives(text: string): string[] {
  const out: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at = skip(text, at)) {
    if (text[at] === '(') depth++
    else if (text[at] === ')') depth--
    else if (text[at] === '|' && depth === 0) {
      out.push(text.slice(from, at))
      from = at + 1
    }
  }
  out.push(text.slice(from))
  return out
}
