import type { LineBuffer } from '../editor/line-buffer.ts'
import type { EditorState } from '../editor/state.ts'
import { searchedBuffer, type HistorySearch } from '../history/search.ts'
import type { Judgement } from '../prompt-host.ts'

export interface Prompt {
  readonly left: string
  readonly right?: string
}

/** What the screen shows of a session. */
export interface SessionView {
  readonly prompt: Prompt
  readonly buffer: LineBuffer
  readonly judgement: Judgement
  /** A line below the text: a search, keys of a command that is not complete. */
  readonly status: string | undefined
}

export function viewOf(
  editor: EditorState,
  search: HistorySearch | undefined,
  prompt: Prompt,
  chords: string,
  argument: number | undefined,
  judge: (text: string) => Judgement,
): SessionView {
  const buffer = search === undefined ? editor.buffer : searchedBuffer(search)
  return { prompt, buffer, judgement: judge(buffer.text), status: statusOf(search, chords, argument) }
}

function statusOf(
  search: HistorySearch | undefined,
  chords: string,
  argument: number | undefined,
): string | undefined {
  if (search !== undefined) return `${search.isFailing ? 'failing ' : ''}reverse-i-search: ${search.needle}`
  if (chords !== '') return `${chords} …`
  return argument === undefined ? undefined : `argument: ${argument}`
}
