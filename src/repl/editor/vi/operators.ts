import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart, replaceRange, type LineBuffer } from '../line-buffer.ts'
import type { TextRange } from './objects.ts'
import type { RegisterText } from './registers.ts'

/** What an operator makes of a buffer. */
export interface Operated {
  readonly buffer: LineBuffer
  /** What a register is to keep, and how it came to it. */
  readonly kept?: RegisterText
  readonly how?: 'yank' | 'delete'
  readonly inserts?: true
}

/** `to` is where the motion led, if it was one. */
export type Operator = (buffer: LineBuffer, range: TextRange, to?: number) => Operated

function textOf({ text }: LineBuffer, { start, end, isLinewise }: TextRange): RegisterText {
  return { text: text.slice(start, end), isLinewise }
}

/** No register keeps nothing. */
function taken(buffer: LineBuffer, range: TextRange): Pick<Operated, 'kept' | 'how'> {
  if (range.start === range.end && (!range.isLinewise || buffer.text === '')) return {}
  return { kept: textOf(buffer, range), how: 'delete' }
}

/** Whole lines take their newline with them; the last ones, the newline before. */
const remove: Operator = (buffer, range) => {
  const kept = taken(buffer, range)
  if (!range.isLinewise) return { buffer: replaceRange(buffer, range.start, range.end, ''), ...kept }
  const { text } = buffer
  const isLast = range.end === text.length
  const start = isLast ? Math.max(0, range.start - 1) : range.start
  const rest = replaceRange(buffer, start, isLast ? range.end : range.end + 1, '')
  return { buffer: { ...rest, cursor: firstPrint(rest.text, start) }, ...kept }
}

/** Of whole lines the indentation stays. */
const change: Operator = (buffer, range) => ({
  buffer: replaceRange(
    buffer,
    range.isLinewise ? Math.min(range.end, firstPrint(buffer.text, range.start)) : range.start,
    range.end,
    '',
  ),
  ...taken(buffer, range),
  inserts: true,
})

const yank: Operator = (buffer, range, to) => ({
  buffer: { ...buffer, cursor: placeAfter(buffer, range, to) },
  kept: textOf(buffer, range),
  how: 'yank',
})

function letters(turn: (text: string) => string): Operator {
  return (buffer, range, to) => ({
    buffer: {
      ...replaceRange(buffer, range.start, range.end, turn(buffer.text.slice(range.start, range.end))),
      cursor: placeAfter(buffer, range, to),
    },
  })
}

/** The cursor goes where the range begins; of whole lines, where it was or its motion led, whichever comes first. */
function placeAfter({ cursor }: LineBuffer, { start, isLinewise }: TextRange, to = cursor): number {
  return isLinewise ? Math.min(cursor, to) : start
}

/** Every line of the range in or out by two blanks. */
function shift(turn: (line: string) => string): Operator {
  return (buffer, range) => {
    const start = lineStart(buffer.text, range.start)
    const end = lineEnd(buffer.text, Math.max(start, range.end - 1))
    const lines = buffer.text.slice(start, end).split('\n').map(turn).join('\n')
    const { text } = replaceRange(buffer, start, end, lines)
    return { buffer: { text, cursor: firstPrint(text, start) } }
  }
}

/** The first character of a line that is no blank. */
export function firstPrint(text: string, at: number): number {
  const start = lineStart(text, Math.min(at, text.length))
  return start + (/^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))?.[0].length ?? 0)
}

/** Each letter the other way up: `~`. */
export function swapCase(text: string): string {
  return text.replace(/\p{L}/gu, letter =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  )
}

/** vi's operators, under readline's names, else zsh's. */
export const operators = {
  'vi-delete-to': remove,
  'vi-change-to': change,
  'vi-yank-to': yank,
  'vi-oper-swap-case': letters(swapCase),
  'vi-down-case': letters(text => text.toLowerCase()),
  'vi-up-case': letters(text => text.toUpperCase()),
  'vi-indent': shift(line => (line === '' ? line : `  ${line}`)),
  'vi-unindent': shift(line => line.replace(/^ {1,2}|^\t/, '')),
} satisfies Record<string, Operator>

export type OperatorName = keyof typeof operators

/** Outside of insert mode the cursor is on a character, not behind the last one. */
export function onCharacter({ text, cursor }: LineBuffer): LineBuffer {
  const isBehind = cursor > lineStart(text, cursor) && cursor === lineEnd(text, cursor)
  return isBehind ? { text, cursor: previousGrapheme(text, cursor) } : { text, cursor }
}

/** Puts a register's text behind the cursor (`p`) or before it (`P`). */
export function put(
  buffer: LineBuffer,
  kept: RegisterText,
  where: 'before' | 'after',
  count: number,
): LineBuffer {
  const { text, cursor } = buffer
  if (kept.isLinewise) {
    const lines = Array.from({ length: count }, () => kept.text).join('\n')
    const at = where === 'after' ? lineEnd(text, cursor) : lineStart(text, cursor)
    const inserted = where === 'after' ? `\n${lines}` : `${lines}\n`
    const next = replaceRange(buffer, at, at, inserted)
    return { ...next, cursor: firstPrint(next.text, where === 'after' ? at + 1 : at) }
  }
  const at = where === 'after' && cursor < lineEnd(text, cursor) ? nextGrapheme(text, cursor) : cursor
  const next = replaceRange(buffer, at, at, kept.text.repeat(count))
  return { ...next, cursor: Math.max(at, previousGrapheme(next.text, next.cursor)) }
}

/** Puts a register's text in place of a range; lines between characters stand apart. */
export function putInPlace(
  buffer: LineBuffer,
  range: TextRange,
  kept: RegisterText,
  count: number,
): LineBuffer {
  const edge = kept.isLinewise && !range.isLinewise ? '\n' : ''
  const lines = Array.from({ length: count }, () => kept.text)
  const inserted = edge + lines.join(kept.isLinewise || range.isLinewise ? '\n' : '') + edge
  const next = replaceRange(buffer, range.start, range.end, inserted)
  if (kept.isLinewise || range.isLinewise)
    return { ...next, cursor: firstPrint(next.text, range.start + edge.length) }
  return { ...next, cursor: Math.max(range.start, previousGrapheme(next.text, next.cursor)) }
}

/** Puts the next line behind this one, with one blank between unless there is one, or nothing, or a `)`: `J`. */
export function joinLines(buffer: LineBuffer): LineBuffer | undefined {
  const { text } = buffer
  const end = lineEnd(text, buffer.cursor)
  if (end === text.length) return undefined
  const next = end + (/^\n[ \t]*/.exec(text.slice(end))?.[0].length ?? 1)
  const isEmpty = next === lineEnd(text, end + 1)
  const isApart = isEmpty || text[next] === ')' || /^$|\s$/.test(text.slice(lineStart(text, end), end))
  return { ...replaceRange(buffer, end, next, isApart ? '' : ' '), cursor: end }
}
