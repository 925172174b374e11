import { columnAt, placeAtColumn } from '../columns.ts'
import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'
import { partnerOf } from '../brackets.ts'
import { paragraphEdge } from './paragraphs.ts'
import { nextWord, previousWord, previousWordLast, wordLast, type WordSize } from './words.ts'

/** A way to move, and so a range for an operator. */
export interface Motion {
  /** Where it leads; undefined where it cannot go. `count` is 1 where none was given. */
  readonly find: (text: string, cursor: number, count: number, hasCount: boolean) => number | undefined
  /** The character it leads to belongs to the range. */
  readonly isInclusive?: boolean
  /** The range is whole lines. */
  readonly isLinewise?: boolean
  /** An operator works even where it cannot move: `x` as `dl`, `cw` on nothing. */
  readonly canStay?: boolean
  /** What is deleted goes to the numbered registers, however small. */
  readonly isLarge?: boolean
}

function repeated(step: (text: string, at: number) => number): Motion['find'] {
  return (text, cursor, count) => {
    let at = cursor
    for (let done = 0; done < count; done++) at = step(text, at)
    return at === cursor ? undefined : at
  }
}

const word = (find: (text: string, at: number, size: WordSize) => number, size: WordSize): Motion['find'] =>
  repeated((text, at) => find(text, at, size))

/** Left and right stay in their line. */
const left = repeated((text, at) => Math.max(lineStart(text, at), previousGrapheme(text, at)))
const right = repeated((text, at) => Math.min(lineEnd(text, at), nextGrapheme(text, at)))

function firstPrint(text: string, cursor: number): number {
  const start = lineStart(text, cursor)
  return start + (/^[ \t]*/.exec(text.slice(start, lineEnd(text, cursor)))?.[0].length ?? 0)
}

/** To the same column, `count` lines further, or as many as there are; undefined where there is none. */
function lines(direction: 1 | -1): Motion['find'] {
  return (text, cursor, count) => {
    const column = columnAt(text, cursor)
    let at: number | undefined
    for (let done = 0; done < count; done++) {
      const edge = direction === 1 ? lineEnd(text, at ?? cursor) + 1 : lineStart(text, at ?? cursor) - 1
      if (edge < 0 || edge > text.length) break
      at = lineStart(text, edge)
    }
    return at === undefined ? undefined : placeAtColumn(text, at, column)
  }
}

/** The end of the line, or of the one `count - 1` lines below; undefined on the last line if more are asked for. */
export function endOfLines(text: string, cursor: number, count: number): number | undefined {
  const last = count > 1 ? lines(1)(text, cursor, count - 1, true) : cursor
  return last === undefined ? undefined : lineEnd(text, last)
}

function match(text: string, cursor: number): number | undefined {
  const line = text.slice(cursor, lineEnd(text, cursor))
  const first = line.search(/[()[\]{}]/)
  return first === -1 ? undefined : partnerOf(text, cursor + first)
}

/** The first character that is no blank of a line by its number; without one, of the first or the last. */
function lineNumber(otherwise: 'first' | 'last'): Motion['find'] {
  return (text, _, count, hasCount) => {
    const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    const number = hasCount ? Math.min(count, starts.length) : otherwise === 'first' ? 1 : starts.length
    return firstPrint(text, starts[number - 1] ?? 0)
  }
}

/** The line that so many per cent of all lead to: `50%`. */
const percentage: Motion['find'] = (text, cursor, count) =>
  count > 100
    ? undefined
    : lineNumber('first')(text, cursor, Math.ceil((count * text.split('\n').length) / 100), true)

/** vi's motions that need no other key, under readline's names where it has them, else under zsh's. */
export const motions = {
  'vi-backward-char': { find: left, canStay: true },
  'vi-forward-char': { find: right, canStay: true },
  'vi-beginning-of-line': { find: lineStart },
  'vi-first-print': { find: firstPrint },
  'vi-end-of-line': {
    find: (text, cursor, count) => {
      const end = endOfLines(text, cursor, count)
      return end === undefined ? undefined : Math.max(lineStart(text, end), previousGrapheme(text, end))
    },
    isInclusive: true,
  },
  'vi-fword': { find: word(nextWord, 'word'), canStay: true },
  'vi-fWord': { find: word(nextWord, 'WORD'), canStay: true },
  'vi-bword': { find: word(previousWord, 'word') },
  'vi-bWord': { find: word(previousWord, 'WORD') },
  'vi-eword': { find: word(wordLast, 'word'), isInclusive: true, canStay: true },
  'vi-eWord': { find: word(wordLast, 'WORD'), isInclusive: true, canStay: true },
  'vi-backward-word-end': { find: word(previousWordLast, 'word'), isInclusive: true },
  'vi-backward-blank-word-end': { find: word(previousWordLast, 'WORD'), isInclusive: true },
  'vi-column': {
    find: (text, cursor, count) => {
      const start = lineStart(text, cursor)
      const at = placeAtColumn(text, start, count - 1)
      return at === lineEnd(text, start) ? Math.max(start, previousGrapheme(text, at)) : at
    },
  },
  'vi-match': { find: match, isInclusive: true, isLarge: true },
  'vi-percentage': { find: percentage, isLinewise: true },
  'vi-down-line': { find: lines(1), isLinewise: true },
  'vi-up-line': { find: lines(-1), isLinewise: true },
  'vi-first-line': { find: lineNumber('first'), isLinewise: true },
  'vi-last-line': { find: lineNumber('last'), isLinewise: true },
  'vi-forward-paragraph': { find: paragraphEdge(1), isLarge: true },
  'vi-backward-paragraph': { find: paragraphEdge(-1), isLarge: true },
} satisfies Record<string, Motion>

export type MotionName = keyof typeof motions
