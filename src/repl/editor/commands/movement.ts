import { nextGrapheme, previousGrapheme } from '../graphemes.ts'
import { lineEnd, lineStart } from '../line-buffer.ts'
import type { EditCommand, EditorState } from '../state.ts'
import { isUnixWordCharacter, wordEnd, wordStart } from '../words.ts'
import { columnAt, placeAtColumn } from '../columns.ts'

function moveTo(find: (text: string, cursor: number) => number): EditCommand {
  return ({ buffer }) => ({ buffer: { ...buffer, cursor: find(buffer.text, buffer.cursor) } })
}

/** To the same column of the line before or after; undefined if there is none. */
function moveLine(direction: -1 | 1): EditCommand {
  return (state: EditorState) => {
    const { text, cursor } = state.buffer
    const edge = direction === -1 ? lineStart(text, cursor) - 1 : lineEnd(text, cursor) + 1
    if (edge < 0 || edge > text.length) return undefined
    const goalColumn = state.goalColumn ?? columnAt(text, cursor)
    const to = placeAtColumn(text, lineStart(text, edge), goalColumn)
    return { buffer: { text, cursor: to }, goalColumn, last: 'vertical' }
  }
}

/** Readline manual, Commands For Moving; lines are those of a buffer of several. */
export const movement = {
  'beginning-of-line': moveTo(lineStart),
  'end-of-line': moveTo(lineEnd),
  'beginning-of-buffer': moveTo(() => 0),
  'end-of-buffer': moveTo(text => text.length),
  'forward-char': moveTo(nextGrapheme),
  'backward-char': moveTo(previousGrapheme),
  'forward-word': moveTo((text, cursor) => wordEnd(text, cursor)),
  'backward-word': moveTo((text, cursor) => wordStart(text, cursor)),
  'shell-forward-word': moveTo((text, cursor) => wordEnd(text, cursor, isUnixWordCharacter)),
  'shell-backward-word': moveTo((text, cursor) => wordStart(text, cursor, isUnixWordCharacter)),
  'previous-line': moveLine(-1),
  'next-line': moveLine(1),
} satisfies Record<string, EditCommand>
