import {
  BACKQUOTE,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_PAREN,
  DOLLAR,
  DOUBLE_QUOTE,
  OPEN_BRACE,
  OPEN_PAREN,
  SINGLE_QUOTE,
} from './chars.ts'
import type { Reader } from './reader.ts'

/**
 * Finding the partner of a `(` before it is read, as bash does to tell `((1+2))` from `((ls); ls)`. One pass notes all
 * the pairs inside, so that nested brackets are not scanned again and again.
 */

const UNMATCHED = -1

/** Where the `(` at `open` closes, or -1. Quotes and nested expansions are passed over. */
export function matchParen(r: Reader, open: number): number {
  return r.matches.get(open) ?? scan(r.text, open, r.matches, false)
}

/** Whether the `(` at `open`, inside `${…}`, closes before the `}`. */
export function closesBefore(r: Reader, open: number): boolean {
  return (r.bracedMatches.get(open) ?? scan(r.text, open, r.bracedMatches, true)) !== UNMATCHED
}

// Open brackets on the stack: `(` as its place, others as these.
const BRACE = -2
const QUOTE = -3

function scan(text: string, from: number, matches: Map<number, number>, inBraces: boolean): number {
  const stack: number[] = []
  for (let at = from; at < text.length; at++) {
    const top = stack.at(-1)
    switch (text.charCodeAt(at)) {
      case BACKSLASH:
        at++
        break
      case SINGLE_QUOTE:
        if (top !== QUOTE) at = skipTo(text, "'", at)
        break
      case BACKQUOTE:
        at = skipBackquoted(text, at)
        break
      case DOUBLE_QUOTE:
        if (top === QUOTE) stack.pop()
        else stack.push(QUOTE)
        break
      case DOLLAR:
        if (text.charCodeAt(at + 1) === OPEN_BRACE) stack.push((at++, BRACE))
        else if (text.charCodeAt(at + 1) === OPEN_PAREN) stack.push(++at)
        break
      case OPEN_PAREN:
        if (top !== QUOTE) stack.push(at)
        break
      case CLOSE_BRACE:
        if (top === BRACE) stack.pop()
        else if (inBraces && !stack.includes(BRACE)) at = text.length
        break
      case CLOSE_PAREN:
        if (top === undefined || top < 0) break
        matches.set(top, at)
        stack.pop()
        if (stack.length === 0) return at
    }
  }
  for (const open of stack) if (open >= 0) matches.set(open, UNMATCHED)
  return UNMATCHED
}

function skipTo(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from + 1)
  return at === -1 ? text.length : at
}

function skipBackquoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKQUOTE) return at
    if (code === BACKSLASH) at++
  }
  return text.length
}
