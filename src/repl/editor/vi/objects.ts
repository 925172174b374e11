import { nextGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'
import { partnerOf } from '../brackets.ts'
import { classAt, endOfRun, startOfRun, type WordSize } from './words.ts'

/** A range that an operator works on. */
export interface TextRange {
  readonly start: number
  readonly end: number
  readonly isLinewise: boolean
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
  if (object === '"' || object === "'" || object === '`') return quotedObject(text, cursor, kind, object)
  if (object === 'p') return paragraphObject(text, cursor, kind)
  const pair = brackets[object]
  return pair && bracketObject(text, cursor, kind, pair, count)
}

function wordObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  size: WordSize,
  count: number,
): TextRange | undefined {
  if (text === '') return undefined
  let start = startOfRun(text, cursor, size)
  let end = cursor
  for (let done = 0; done < count && end < text.length; done++) {
    const begin = done === 0 ? start : end
    end = endOfRun(text, begin, size)
    if (kind === 'a' && classAt(text, begin, size) === 'blank') end = endOfRun(text, end, size)
    else if (kind === 'a' && /[ \t]/.test(text.charAt(end))) end = endOfRun(text, end, size)
    else if (kind === 'a' && done === 0) start = blanksBefore(text, start)
  }
  return { start, end, isLinewise: false }
}

/** A word without blanks behind it takes those before it. */
function blanksBefore(text: string, start: number): number {
  return start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0)
}

/** Quotes pair up from the start of the line; before the first pair, that one is meant. */
function quotedObject(text: string, cursor: number, kind: 'i' | 'a', quote: string): TextRange | undefined {
  const end = lineEnd(text, cursor)
  let open: number | undefined
  for (let at = lineStart(text, cursor); at < end; at++) {
    if (text[at] === '\\') at++
    else if (text[at] !== quote) continue
    else if (open === undefined) open = at
    else if (at >= cursor) return around(text, open, at, kind, true)
    else open = undefined
  }
  return undefined
}

function around(text: string, open: number, close: number, kind: 'i' | 'a', withBlanks: boolean): TextRange {
  if (kind === 'i') return { start: open + 1, end: close, isLinewise: false }
  const blanks = withBlanks ? (/^[ \t]*/.exec(text.slice(close + 1))?.[0].length ?? 0) : 0
  return { start: open, end: close + 1 + blanks, isLinewise: false }
}

function bracketObject(
  text: string,
  cursor: number,
  kind: 'i' | 'a',
  [opener, closer]: readonly [string, string],
  count: number,
): TextRange | undefined {
  const open = enclosing(text, text[cursor] === closer ? cursor - 1 : cursor, opener, closer, count)
  if (open === undefined) return undefined
  const close = opener === '<' ? closingAngle(text, open) : partnerOf(text, open)
  return close === undefined ? undefined : around(text, open, close, kind, false)
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

/** The lines up to the next blank ones; with `a` those too. */
function paragraphObject(text: string, cursor: number, kind: 'i' | 'a'): TextRange {
  const before = text.lastIndexOf('\n\n', Math.max(0, cursor - 1))
  const start = before === -1 ? 0 : before + 2
  const after = text.indexOf('\n\n', cursor)
  if (after === -1) return { start, end: text.length, isLinewise: true }
  const blank = /^\n*/.exec(text.slice(after + 1))?.[0].length ?? 0
  return { start, end: nextGrapheme(text, after) - 1 + (kind === 'a' ? blank : 0), isLinewise: true }
}
