import {
  BACKSLASH,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  EQUALS,
  isMeta,
  isNameChar,
  isNameStart,
  LESS,
  GREATER,
  OPEN_BRACKET,
  OPEN_PAREN,
  PLUS,
} from './chars.ts'
import { SUBSCRIPT, WORD } from './modes.ts'
import type { ArrayElement, ArrayLiteral, Assignment, Literal, Word } from './nodes.ts'
import { Parts } from './parts.ts'
import type { Reader } from './reader.ts'
import { skipNewlines, unexpected } from './tokens.ts'
import { cutParts, findEnd, inside, mergeLiterals, textOf } from './split-word.ts'
import { readParts, readWord } from './words.ts'

/** An assignment where one stands (POSIX 2.9.1; bash manual, Arrays), else the word. `arrays`: `x=(…)` is allowed. */
export function readAssignmentOrWord(r: Reader, arrays = true): Assignment | Word {
  const begin = r.at
  if (!isNameStart(r.code())) return readWord(r)
  let at = begin + 1
  while (isNameChar(r.text.charCodeAt(at))) at++
  const code = r.text.charCodeAt(at)
  if (code === EQUALS || (code === PLUS && r.text.charCodeAt(at + 1) === EQUALS)) {
    const name = r.text.slice(begin, at)
    r.at = at
    return readValue(r, begin, name, undefined, arrays)
  }
  if (code === OPEN_BRACKET) return readSubscripted(r, at, arrays)
  const word = readWord(r)
  return code === BACKSLASH ? splitAssignment(r, word, arrays) : word
}

/** From the `=` or `+=` on. */
function readValue(
  r: Reader,
  begin: number,
  name: string,
  subscript: Word | undefined,
  arrays: boolean,
): Assignment {
  const append = r.code() === PLUS
  r.at += append ? 2 : 1
  const value = r.code() === OPEN_PAREN && arrays ? readArray(r) : readWord(r)
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  if (subscript === undefined) return { type: 'Assignment', start, end, name, append, value }
  return { type: 'Assignment', start, end, name, subscript, append, value }
}

/** `x[i]=1`, or a word like `x[1]`. As in bash a subscript may hold blanks even where no `=` follows. */
function readSubscripted(r: Reader, bracket: number, arrays: boolean): Assignment | Word {
  const begin = r.at
  r.at = bracket
  const subscript = readBracket(r)
  if (r.code() === EQUALS || (r.code() === PLUS && r.text.charCodeAt(r.at + 1) === EQUALS))
    return readValue(r, begin, r.text.slice(begin, bracket), subscript, arrays)
  return joinBracket(r, begin, bracket + 1, subscript)
}

/** `[…]`, the reader at the `[`. */
function readBracket(r: Reader): Word {
  r.enter('[', r.at)
  r.at++
  const subscript = readWord(r, SUBSCRIPT)
  if (r.code() !== CLOSE_BRACKET) throw r.ended('`]`')
  r.at++
  r.leave()
  return subscript
}

/** The word that begins with a bracket already read. */
function joinBracket(r: Reader, begin: number, inside: number, subscript: Word): Word {
  const rest = new Parts(r)
  const close = r.at
  readParts(r, WORD, rest)
  const literal = (from: number, to: number): Literal => ({
    type: 'Literal',
    start: r.offset(from),
    end: r.offset(to),
    value: r.text.slice(from, to),
  })
  const parts = [literal(begin, inside), ...subscript.parts, literal(close - 1, close), ...rest.list]
  return { type: 'Word', start: r.offset(begin), end: r.offset(r.at), parts: mergeLiterals(parts) }
}

/** An argument of a declaration builtin; its subscript ends with the word, as bash reads arguments. */
export function readDeclared(r: Reader, arrays: boolean): Assignment | Word {
  subscripted.lastIndex = r.at
  if (!subscripted.test(r.text)) return readAssignmentOrWord(r, arrays)
  return splitAssignment(r, readWord(r), arrays)
}

const subscripted = /[A-Za-z_]\w*\[/y

/** `na\<newline>me=value` and `name[i]=value` as one word: the assignment in it, if it is one. */
function splitAssignment(r: Reader, word: Word, arrays: boolean): Assignment | Word {
  const found = assignmentIn(word)
  if (found.type !== 'Assignment' || found.value.type !== 'Word') return found
  const opensArray = found.value.parts.length === 0 && r.code() === OPEN_PAREN && arrays
  return opensArray ? { ...found, value: readArray(r), end: r.offset(r.at) } : found
}

/** The assignment that a word is where it stands in an assignment's place (`set -k`), else the word. */
export function assignmentIn(word: Word): Assignment | Word {
  const [first] = word.parts
  const name = first?.type === 'Literal' ? (/^[A-Za-z_]\w*(?=\+?=|\[)/.exec(first.value)?.[0] ?? '') : ''
  if (name === '') return word
  const rest = cutParts(word, 0, name.length).after
  const close = /^\[/.test(textOf(rest)) ? findEnd(rest.parts) : { part: 0, at: 0 }
  if (close === undefined) return word
  const { before, after } = cutParts(rest, close.part, close.at)
  const sign = /^\+?=/.exec(textOf(after))?.[0]
  if (sign === undefined) return word
  const base = { type: 'Assignment', start: word.start, end: word.end, name } as const
  const tail = { append: sign === '+=', value: cutParts(after, 0, sign.length).after }
  return before.parts.length === 0 ? { ...base, ...tail } : { ...base, subscript: inside(before), ...tail }
}

/** `(a "b c" [5]=d)`, the reader at the `(`. Newlines and comments may stand between the elements. */
function readArray(r: Reader): ArrayLiteral {
  const begin = r.at
  r.enter('(', begin)
  r.at++
  const elements: ArrayElement[] = []
  for (skipNewlines(r); r.code() !== CLOSE_PAREN; skipNewlines(r)) elements.push(readElement(r))
  r.at++
  r.leave()
  return { type: 'ArrayLiteral', start: r.offset(begin), end: r.offset(r.at), elements }
}

function readElement(r: Reader): ArrayElement {
  const begin = r.at
  const opens = (r.code() === LESS || r.code() === GREATER) && r.text.charCodeAt(begin + 1) === OPEN_PAREN
  if (isMeta(r.code()) && !opens) throw unexpected(r, '`)`')
  if (r.code() !== OPEN_BRACKET) return { append: false, value: readWord(r) }
  const key = readBracket(r)
  const append = r.code() === PLUS && r.text.charCodeAt(r.at + 1) === EQUALS
  if (r.code() !== EQUALS && !append) return { append: false, value: joinBracket(r, begin, begin + 1, key) }
  r.at += append ? 2 : 1
  return { key, append, value: readWord(r) }
}
