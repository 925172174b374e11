import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { insertText, lineStart, replaceRange } from '../line-buffer.ts'
import type { EditCommand, EditorState } from '../state.ts'
import { isUnixWordCharacter, isWordCharacter, wordEnd, wordStart } from '../words.ts'

const insert: EditCommand = ({ buffer }, text) =>
  text === '' ? undefined : { buffer: insertText(buffer, text), last: 'insert' }

function remove(range: (text: string, cursor: number) => [start: number, end: number]): EditCommand {
  return ({ buffer }) => {
    const [start, end] = range(buffer.text, buffer.cursor)
    return start === end ? undefined : { buffer: replaceRange(buffer, start, end, '') }
  }
}

/** The grapheme before the cursor changes places with the one at it; at the end of the line, with the one before. */
const transposeChars: EditCommand = ({ buffer }) => {
  const { text, cursor } = buffer
  const isAtEnd = cursor === text.length || text[cursor] === '\n'
  const middle = isAtEnd ? previousGrapheme(text, cursor) : cursor
  const start = previousGrapheme(text, middle)
  const end = nextGrapheme(text, middle)
  if (middle <= lineStart(text, cursor)) return undefined
  return { buffer: replaceRange(buffer, start, end, text.slice(middle, end) + text.slice(start, middle)) }
}

/** The word before the cursor changes places with the one at or after it; at the end, with the one before. */
function transposeWords(isInside: (character: string) => boolean): EditCommand {
  return ({ buffer }) => {
    const { text, cursor } = buffer
    const secondEnd = wordEnd(text, cursor, isInside)
    const secondStart = wordStart(text, secondEnd, isInside)
    const firstStart = wordStart(text, secondStart, isInside)
    const firstEnd = wordEnd(text, firstStart, isInside)
    if (firstEnd > secondStart || firstStart === secondStart) return undefined
    const between = text.slice(firstEnd, secondStart)
    const swapped = text.slice(secondStart, secondEnd) + between + text.slice(firstStart, firstEnd)
    return { buffer: replaceRange(buffer, firstStart, secondEnd, swapped) }
  }
}

function changeWord(change: (word: string) => string): EditCommand {
  return ({ buffer }: EditorState) => {
    const end = wordEnd(buffer.text, buffer.cursor)
    const word = buffer.text.slice(buffer.cursor, end)
    return word === '' ? undefined : { buffer: replaceRange(buffer, buffer.cursor, end, change(word)) }
  }
}

/** The word before the cursor, which stays where it is. */
function changeWordBefore(change: (word: string) => string): EditCommand {
  return ({ buffer }: EditorState) => {
    const { text, cursor } = buffer
    const start = wordStart(text, cursor)
    if (start === cursor) return undefined
    return { buffer: replaceRange(buffer, start, cursor, change(text.slice(start, cursor))) }
  }
}

function capitalize(text: string): string {
  return text.toLowerCase().replace(/\p{L}/u, letter => letter.toUpperCase())
}

/** Readline manual, Commands For Changing Text. */
export const changing = {
  'self-insert': insert,
  'tab-insert': state => insert(state, '\t'),
  'insert-newline': state => insert(state, '\n'),
  'delete-char': remove((text, cursor) => [cursor, nextGrapheme(text, cursor)]),
  'backward-delete-char': remove((text, cursor) => [previousGrapheme(text, cursor), cursor]),
  'delete-horizontal-space': remove((text, cursor) => [
    cursor - (/[ \t]*$/.exec(text.slice(0, cursor))?.[0].length ?? 0),
    cursor + (/^[ \t]*/.exec(text.slice(cursor))?.[0].length ?? 0),
  ]),
  'transpose-chars': transposeChars,
  'transpose-words': transposeWords(isWordCharacter),
  'shell-transpose-words': transposeWords(isUnixWordCharacter),
  'upcase-word': changeWord(word => word.toUpperCase()),
  'downcase-word': changeWord(word => word.toLowerCase()),
  'capitalize-word': changeWord(capitalize),
  // With a negative argument.
  'upcase-word-before': changeWordBefore(word => word.toUpperCase()),
  'downcase-word-before': changeWordBefore(word => word.toLowerCase()),
  'capitalize-word-before': changeWordBefore(capitalize),
} satisfies Record<string, EditCommand>
