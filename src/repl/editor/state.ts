import { isGraphemeStart, nextGrapheme } from './graphemes.ts'
import { emptyBuffer, type LineBuffer } from './line-buffer.ts'

/** Everything about the text being edited that a command may look at or change. Never mutated. */
export interface EditorState {
  readonly buffer: LineBuffer
  /** Earlier buffers, the last one first to come back; and those that were undone. */
  readonly past: readonly LineBuffer[]
  readonly future: readonly LineBuffer[]
  /** Killed texts, newest first. */
  readonly kills: readonly string[]
  /** What the last command did, as far as the next one asks. */
  readonly last: 'insert' | 'kill' | 'yank' | 'vertical' | 'other'
  /** What the last yank inserted, and which kill it was. */
  readonly yanked: { readonly start: number; readonly index: number } | undefined
  /** The column that moving up and down tries to keep. */
  readonly goalColumn: number | undefined
  /** Where `set-mark` was. */
  readonly mark?: number
}

export const emptyState: EditorState = {
  buffer: emptyBuffer,
  past: [],
  future: [],
  kills: [],
  last: 'other',
  yanked: undefined,
  goalColumn: undefined,
}

/**
 * One edit: from what is there to what changes of it; undefined where it does not apply (nothing to move over, nothing
 * to delete). `text` is what the key would insert.
 */
export type EditCommand = (state: EditorState, text: string) => Partial<EditorState> | undefined

/** Applies a command, and remembers for undo what it changed; undefined where it does not apply. */
export function applyEdit(state: EditorState, command: EditCommand, text: string): EditorState | undefined {
  const change = command(state, text)
  if (change === undefined) return undefined
  const made = { ...state, last: 'other' as const, yanked: undefined, goalColumn: undefined, ...change }
  const next = { ...made, buffer: betweenGraphemes(made.buffer) }
  const isEdit = next.buffer.text !== state.buffer.text && change.past === undefined
  if (!isEdit) return next
  return { ...next, past: continuesWord(state, next, text) ? state.past : remember(state), future: [] }
}

/** What is inserted may join with what stands behind it: the cursor goes behind both, but never to another line. */
function betweenGraphemes(buffer: LineBuffer): LineBuffer {
  const { text, cursor } = buffer
  if (isGraphemeStart(text, cursor)) return buffer
  return { text, cursor: text[cursor] === '\n' ? cursor - 1 : nextGrapheme(text, cursor) }
}

/** A new line to edit: the kills stay, the rest is forgotten. */
export function startLine(state: EditorState, buffer: LineBuffer = emptyBuffer): EditorState {
  return { ...emptyState, kills: state.kills, buffer }
}

const deepest = 1000

function remember(state: EditorState): readonly LineBuffer[] {
  return [...state.past.slice(-deepest), state.buffer]
}

/** Undo goes word by word over what was typed: a word with the blanks after it is one step. */
function continuesWord(before: EditorState, after: EditorState, text: string): boolean {
  if (before.last !== 'insert' || after.last !== 'insert') return false
  const { text: line, cursor } = before.buffer
  return /\s/.test(text) || !/\s/.test(line.charAt(cursor - 1))
}
