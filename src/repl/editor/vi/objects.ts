import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'
import { partnerOf } from '../brackets.ts'
import { paragraphObject, widerParagraphs } from './paragraphs.ts'
import { classAt, endOfRun, startOfRun, type WordSize } from './words.ts'

/** A range that an operator works on. */
export interface TextRange {
  readonly start: number
  readonly end: number
  readonly isLinewise: boolean
  /** What is deleted goes to the numbered registers, however small. */
  readonly isLarge?: boolean
}

const brackets: Readonly<Record<string, readonly [string, string]>> = {
  '(': ['(', ')'],
  ')': ['(', ')'],
  b: ['(', ')'],
  '[': ['[', ']'],
  ']': ['[', ']'],
  '{': ['{', '}'],
  '}': ['{', '}'],
  B: ['{', '}'],
  '<': ['<', '>'],
  '>': ['<', '>'],
}

/** The text object around the cursor: `iw`, `aW`, `i"`, `a(`, `ip` (vim manual, text-objects); undefined: there is none. */
export function textObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  object: string,
  count = 1,
): TextRange | undefined {
  if (object === 'w' || object === 'W')
    return wordObject(text, cursor, kind, object === 'w' ? 'word' : 'WORD', count)
  if (object === '"' || object === "'" || object === '`')
    return quotedObject(text, cursor, kind, object, count)
  if (object === 'p') return paragraphObject(text, cursor, kind, count)
  const pair = brackets[object]
  return pair && bracketObject(text, cursor, kind, pair, count)
}

/**
 * The text object that makes a selection between two places wider: more words or paragraphs on the cursor's side, the
 * next brackets around; undefined: there is none.
 */
export function widerObject(
  text: string,
  anchor: number,
  cursor: number,
  kind: 'i' | 'a',
  object: string,
  count: number,
): TextRange | undefined {
  const start = Math.min(anchor, cursor)
  const end = nextGrapheme(text, Math.max(anchor, cursor))
  if (object === 'w' || object === 'W') {
    const size = object === 'w' ? 'word' : 'WORD'
    if (cursor < anchor) return { start: wordsBefore(text, start, kind, size, count), end, isLinewise: false }
    const more = wordObject(text, end, kind, size, count, end)
    return more && { ...more, start }
  }
  if (object === 'p') return widerParagraphs(text, start, end, kind, count, cursor < anchor)
  const pair = brackets[object]
  if (pair === undefined) return textObject(text, cursor, kind, object, count)
  for (let depth = count; ; depth++) {
    const found = start === 0 ? undefined : bracketObject(text, start - 1, kind, pair, depth, false)
    if (found === undefined || found.start < start || found.end > end) return found
  }
}

/** Where `count` words (`i`: or blanks) before a place begin. */
function wordsBefore(text: string, from: number, kind: 'i' | 'a', size: WordSize, count: number): number {
  let start = from
  for (let done = 0; done < count && start > 0; done++) {
    const isBlank = classAt(text, previousGrapheme(text, start), size) === 'blank'
    start = startOfRun(text, previousGrapheme(text, start), size)
    if (kind === 'i' || start === 0) continue
    if (isBlank || classAt(text, previousGrapheme(text, start), size) === 'blank')
      start = startOfRun(text, previousGrapheme(text, start), size)
  }
  return start
}

function wordObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  size: WordSize,
  count: number,
  first = startOfRun(text, cursor, size),
): TextRange | undefined {
  let end = cursor
  let isApart = false
  for (let done = 0; done < count; done++) {
    if (done > 0 && end >= text.length) return undefined
    const begin = done === 0 ? first : end + (text[end] === '\n' ? 1 : 0)
    end = endOfRun(text, begin, size)
    isApart = classAt(text, begin, size) === 'blank' || /[ \t]/.test(text.charAt(end))
    if (kind === 'a' && isApart) end = endOfRun(text, end, size)
  }
  const start = kind === 'a' && !isApart ? blanksBefore(text, first) : first
  return { start, end, isLinewise: false }
}

/** A word without blanks behind it takes those before it, but no indentation. */
function blanksBefore(text: string, start: number): number {
  return start - (/[^ \t\n]([ \t]*)$/.exec(text.slice(0, start))?.[1]?.length ?? 0)
}

/**
 * From the quote before the cursor to the next, else the first two of the line; from a quote to its partner, counted
 * from the start. `2i"` takes the quotes too.
 */
function quotedObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  quote: string,
  count: number,
): TextRange | undefined {
  const quotes = quotesIn(text, cursor, quote)
  const own = quotes.indexOf(cursor)
  const before = quotes.findLastIndex(at => at < cursor)
  const first = own === -1 ? Math.max(0, before) : own - (own % 2)
  const [open, close] = quotes.slice(first, first + 2)
  if (open === undefined || close === undefined) return undefined
  if (kind === 'a') return withBlanks(text, open, close + 1)
  return around(open, close, count > 1 ? 'a' : 'i')
}

/** Where quotes are in the cursor's line; one behind a backslash is none. */
function quotesIn(text: string, cursor: number, quote: string): readonly number[] {
  const found: number[] = []
  const end = lineEnd(text, cursor)
  for (let at = lineStart(text, cursor); at < end; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === quote) found.push(at)
  }
  return found
}

/** With the blanks behind, else with those before. */
function withBlanks(text: string, start: number, end: number): TextRange {
  const behind = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0
  return { start: behind === 0 ? blanksBefore(text, start) : start, end: end + behind, isLinewise: false }
}

function around(open: number, close: number, kind: 'i' | 'a'): TextRange {
  const edge = kind === 'i' ? 0 : 1
  return { start: open + 1 - edge, end: close + edge, isLinewise: false }
}

function bracketObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  [opener, closer]: readonly [string, string],
  count: number,
  isOnBracket = true,
): TextRange | undefined {
  const from = isOnBracket && text[cursor] === closer ? cursor - 1 : cursor
  const open =
    enclosing(text, from, opener, closer, count) ??
    (isOnBracket && count === 1 ? opening(text, cursor, opener, closer) : undefined)
  if (open === undefined) return undefined
  const close = opener === '<' ? closingAngle(text, open) : partnerOf(text, open)
  if (close === undefined) return undefined
  return kind === 'a' ? around(open, close, 'a') : insideOf(text, open, close)
}

/** Brackets that stand on lines of their own have whole lines inside. */
function insideOf(text: string, open: number, close: number): TextRange {
  const start = text[open + 1] === '\n' ? open + 2 : open + 1
  const first = lineStart(text, close)
  const isAlone = first > start && text.slice(first, close).trim() === ''
  return isAlone ? upToLine(text, start, first) : { start, end: Math.max(start, close), isLinewise: false }
}

/** A range that ends where a line begins ends before its newline, and is whole lines if nothing stands before it. */
export function upToLine(text: string, start: number, end: number): TextRange {
  if (end === 0 || lineStart(text, end) !== end || lineStart(text, start) === end)
    return { start, end, isLinewise: false }
  const isLinewise = text.slice(lineStart(text, start), start).trim() === ''
  return { start: isLinewise ? lineStart(text, start) : start, end: end - 1, isLinewise }
}

/** Where no pair is around, the next bracket is meant if it opens one. */
function opening(text: string, cursor: number, opener: string, closer: string): number | undefined {
  let at = cursor
  while (at < text.length && text[at] !== opener && text[at] !== closer) at++
  return text[at] === opener ? at : undefined
}

/** Where the `count`th pair around a place opens. */
function enclosing(
  text: string,
  from: number,
  opener: string,
  closer: string,
  count: number,
): number | undefined {
  let closed = 0
  let left = count
  for (let at = from; at >= 0; at--) {
    if (text[at] === closer) closed++
    else if (text[at] === opener && closed > 0) closed--
    else if (text[at] === opener && --left === 0) return at
  }
  return undefined
}

function closingAngle(text: string, open: number): number | undefined {
  const at = text.indexOf('>', open)
  return at === -1 ? undefined : at
}
