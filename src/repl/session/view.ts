import type { LineBuffer } from '../editor/line-buffer.ts'
import type { StyledText } from '../layout/styled-text.ts'
import { searchedBuffer } from '../history/search.ts'
import type { Judgement } from '../prompt-host.ts'
import type { Session } from './session.ts'
import { statusOf } from './status.ts'
import { walks } from './walks.ts'

export interface Prompt {
  readonly left: string
  readonly right?: string
}

/** What the screen shows of a session. */
export interface SessionView {
  readonly prompt: Prompt
  readonly buffer: LineBuffer
  readonly judgement: Judgement
  /** How the text looks; undefined until somebody knows. */
  readonly styles: StyledText | undefined
  /** What the text could go on with; no part of it. */
  readonly suggestion: string
  /** A line below the text: a search, keys of a command that is not complete, what is wrong with the text. */
  readonly status: string | undefined
}

/** What there is to see of a session now. */
export function viewOf(session: Session, prompt: Prompt, keys: PendingKeys): SessionView {
  const { editor, search, assistance, host } = session
  const buffer = search === undefined ? editor.buffer : searchedBuffer(search)
  const highlighting = assistance?.highlight(buffer.text, buffer.cursor)
  const status = statusOf({ search, ...keys, fault: highlighting?.fault, mode: undefined })
  const judgement = host.judge(buffer.text)
  return {
    prompt,
    buffer,
    judgement,
    styles: highlighting?.styles,
    suggestion: suggestionFor(session),
    status,
  }
}

/** Keys that wait for more. */
export interface PendingKeys {
  readonly chords: string
  readonly argument: number | undefined
}

/** Only at the end of a text that somebody is typing, not where he looks through the history. */
function suggestionFor({ assistance, editor, search, previous }: Session): string {
  const { text, cursor } = editor.buffer
  const isTyping = search === undefined && !walks.has(previous) && cursor === text.length
  return assistance !== undefined && isTyping && text.trim() !== '' ? assistance.suggest(text) : ''
}
