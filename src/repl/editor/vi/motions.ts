import { columnAt, placeAtColumn } from '../columns.ts'
import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'
import { partnerOf } from '../brackets.ts'
import { nextWord, previousWord, previousWordLast, wordLast, type WordSize } from './words.ts'

/** A way to move, and so a range for an operator. */
export interface Motion {
  /** Where it leads; undefined where it cannot go. `count` is 1 where none was given. */
  readonly find: (text: string, cursor: number, count: number, hasCount: boolean) => number | undefined
  /** The character it leads to belongs to the range. */
  readonly isInclusive?: boolean
  /** The range is whole lines. */
  readonly isLinewise?: boolean
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

/** To the same column, `count` lines further; undefined where there are not so many. */
function lines(direction: 1 | -1): Motion['find'] {
  return (text, cursor, count) => {
    const column = columnAt(text, cursor)
    let at = cursor
    for (let done = 0; done < count; done++) {
      const edge = direction === 1 ? lineEnd(text, at) + 1 : lineStart(text, at) - 1
      if (edge < 0 || edge > text.length) return undefined
      at = lineStart(text, edge)
    }
    return placeAtColumn(text, at, column)
  }
}

function match(text: string, cursor: number): number | undefined {
  const line = text.slice(cursor, lineEnd(text, cursor))
  const first = line.search(/[()[\]{}]/)
  return first === -1 ? undefined : partnerOf(text, cursor + first)
}

/** The start of a line by its number; without one, of the first or the last. */
function lineNumber(otherwise: 'first' | 'last'): Motion['find'] {
  return (text, _, count, hasCount) => {
    const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
    if (hasCount) return starts[Math.min(count, starts.length) - 1]
    return otherwise === 'first' ? 0 : starts.at(-1)
  }
}

/** To the blank line before or after. */
const paragraphEnd: Motion['find'] = (text, cursor) => {
  const at = text.indexOf('\n\n', cursor + 1)
  return at === -1 ? text.length : at + 1
}
const paragraphStart: Motion['find'] = (text, cursor) => {
  const at = text.lastIndexOf('\n\n', Math.max(0, cursor - 2))
  return at === -1 ? 0 : at + 1
}

/** vi's motions that need no other key, under readline's names where it has them, else under zsh's. */
export const motions = {
  'vi-backward-char': { find: left },
  'vi-forward-char': { find: right },
  'vi-beginning-of-line': { find: lineStart },
  'vi-first-print': { find: firstPrint },
  'vi-end-of-line': {
    find: (text, cursor, count) => {
      const start = count > 1 ? lines(1)(text, lineStart(text, cursor), count - 1, true) : cursor
      return start === undefined
        ? undefined
        : Math.max(lineStart(text, start), previousGrapheme(text, lineEnd(text, start)))
    },
    isInclusive: true,
  },
  'vi-fword': { find: word(nextWord, 'word') },
  'vi-fWord': { find: word(nextWord, 'WORD') },
  'vi-bword': { find: word(previousWord, 'word') },
  'vi-bWord': { find: word(previousWord, 'WORD') },
  'vi-eword': { find: word(wordLast, 'word'), isInclusive: true },
  'vi-eWord': { find: word(wordLast, 'WORD'), isInclusive: true },
  'vi-backward-word-end': { find: word(previousWordLast, 'word'), isInclusive: true },
  'vi-backward-blank-word-end': { find: word(previousWordLast, 'WORD'), isInclusive: true },
  'vi-column': { find: (text, cursor, count) => placeAtColumn(text, lineStart(text, cursor), count - 1) },
  'vi-match': { find: match, isInclusive: true },
  'vi-down-line': { find: lines(1), isLinewise: true },
  'vi-up-line': { find: lines(-1), isLinewise: true },
  'vi-first-line': { find: lineNumber('first'), isLinewise: true },
  'vi-last-line': { find: lineNumber('last'), isLinewise: true },
  'vi-forward-paragraph': { find: paragraphEnd },
  'vi-backward-paragraph': { find: paragraphStart },
} satisfies Record<string, Motion>

export type MotionName = keyof typeof motions
