import { killRange } from '../kill-ring.ts'
import { insertText, lineEnd, lineStart, replaceRange } from '../line-buffer.ts'
import type { EditCommand } from '../state.ts'
import { isUnixWordCharacter, wordEnd, wordStart } from '../words.ts'

function killAfter(find: (text: string, cursor: number) => number): EditCommand {
  return state => {
    const { text, cursor } = state.buffer
    return killRange(state, cursor, find(text, cursor), 'after')
  }
}

function killBefore(find: (text: string, cursor: number) => number): EditCommand {
  return state => {
    const { text, cursor } = state.buffer
    return killRange(state, find(text, cursor), cursor, 'before')
  }
}

/** To the end of the line; there, the newline itself. */
function restOfLine(text: string, cursor: number): number {
  return text[cursor] === '\n' ? cursor + 1 : lineEnd(text, cursor)
}

function restOfLineBefore(text: string, cursor: number): number {
  const start = lineStart(text, cursor)
  return start === cursor ? Math.max(0, cursor - 1) : start
}

const killWholeLine: EditCommand = state => {
  const { text, cursor } = state.buffer
  const start = lineStart(text, cursor)
  return killRange(state, start, Math.min(text.length, lineEnd(text, cursor) + 1), 'after')
}

function copy(range: (text: string, cursor: number) => [start: number, end: number]): EditCommand {
  return ({ buffer, kills }) => {
    const copied = buffer.text.slice(...range(buffer.text, buffer.cursor))
    return copied === '' ? undefined : { kills: [copied, ...kills] }
  }
}

const isFileNameCharacter = (character: string): boolean => !/[\s/]/.test(character)

const yank: EditCommand = state => {
  const killed = state.kills[0]
  if (killed === undefined) return undefined
  const yanked = { start: state.buffer.cursor, index: 0 }
  return { buffer: insertText(state.buffer, killed), last: 'yank', yanked }
}

/** Puts the kill before in place of what was just yanked. */
const yankPop: EditCommand = state => {
  if (state.yanked === undefined || state.kills.length < 2) return undefined
  const { start } = state.yanked
  const index = (state.yanked.index + 1) % state.kills.length
  const buffer = replaceRange(state.buffer, start, state.buffer.cursor, state.kills[index] ?? '')
  return { buffer, last: 'yank', yanked: { start, index } }
}

/** Readline manual, Killing And Yanking. */
export const killing = {
  'kill-line': killAfter(restOfLine),
  'backward-kill-line': killBefore(restOfLineBefore),
  'unix-line-discard': killBefore(restOfLineBefore),
  'kill-whole-line': killWholeLine,
  'kill-word': killAfter((text, cursor) => wordEnd(text, cursor)),
  'backward-kill-word': killBefore((text, cursor) => wordStart(text, cursor)),
  'unix-word-rubout': killBefore((text, cursor) => wordStart(text, cursor, isUnixWordCharacter)),
  'unix-filename-rubout': killBefore((text, cursor) => wordStart(text, cursor, isFileNameCharacter)),
  'shell-kill-word': killAfter((text, cursor) => wordEnd(text, cursor, isUnixWordCharacter)),
  'shell-backward-kill-word': killBefore((text, cursor) => wordStart(text, cursor, isUnixWordCharacter)),
  'copy-forward-word': copy((text, cursor) => [cursor, wordEnd(text, cursor)]),
  'copy-backward-word': copy((text, cursor) => [wordStart(text, cursor), cursor]),
  yank,
  'yank-pop': yankPop,
} satisfies Record<string, EditCommand>
