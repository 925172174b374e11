import { emptyBuffer, type LineBuffer } from '../editor/line-buffer.ts'
import type { CompletionMenu } from '../completion/menu.ts'
import type { StyledText } from '../layout/styled-text.ts'
import { chosenBuffer, type HistoryPager } from '../history/pager.ts'
import { searchedBuffer } from '../history/search.ts'
import type { Judgement } from '../prompt-host.ts'
import type { Look } from '../screen/look.ts'
import type { Session } from './session.ts'
import { statusOf } from './status.ts'
import type { ViModeName } from './vi/mode.ts'
import { walks } from './walks.ts'

export interface Prompt {
  readonly left: string
  readonly right?: string
  /** What stays of it once the line is done, where prompts shrink. */
  readonly transient?: string
  /** It asks for a line that is no code: there is no language mark. */
  readonly isBare?: boolean
  /** What is typed is not shown. */
  readonly hides?: boolean
}

/** What the screen shows of a session. */
export interface SessionView {
  readonly prompt: Prompt
  readonly buffer: LineBuffer
  readonly judgement: Judgement
  /** vi's mode; `insert` with emacs keys too. */
  readonly mode: ViModeName
  /** How the text looks; undefined until somebody knows. */
  readonly styles: StyledText | undefined
  /** What the text could go on with; no part of it. */
  readonly suggestion: string
  /** Candidates below the text. */
  readonly menu: CompletionMenu | undefined
  /** The history to choose a line from, below the text. */
  readonly pager: HistoryPager | undefined
  /** A line below the text: a search, keys of a command that is not complete, what is wrong with the text. */
  readonly status: string | undefined
  /** Somebody types at the end of the status: where it is too long, that end is shown. */
  readonly typesStatus: boolean
  /** Signs and colours. */
  readonly look: Look
}

/** What there is to see of a session now. */
export function viewOf(session: Session, prompt: Prompt, keys: PendingKeys): SessionView {
  const { assistance, host } = session
  const { search, pager } = session
  const buffer = prompt.hides === true ? emptyBuffer : shownBuffer(session)
  const selection = session.vi?.selection(session)
  const highlighting = session.highlights
    ? assistance?.highlight(buffer.text, buffer.cursor, selection)
    : undefined
  const chords = keys.chords === '' ? (session.vi?.shown ?? '') : keys.chords
  const mode = session.vi?.mode
  const modeText = mode === undefined || mode === 'insert' || mode === 'command' ? undefined : modeNames[mode]
  const status = statusOf({
    search,
    ...keys,
    chords,
    note: session.note,
    fault: highlighting?.fault,
    mode: modeText,
  })
  const judgement = host.judge(buffer.text)
  const styles = highlighting?.styles
  return {
    prompt,
    buffer,
    judgement,
    mode: mode ?? 'insert',
    styles,
    suggestion: session.menu === undefined && pager === undefined ? suggestionFor(session) : '',
    menu: session.menu,
    pager,
    status: session.menu === undefined && pager === undefined ? status : undefined,
    typesStatus: search !== undefined,
    look: session.look,
  }
}

function shownBuffer({ editor, search, pager }: Session): LineBuffer {
  if (pager !== undefined) return chosenBuffer(pager)
  return search === undefined ? editor.buffer : searchedBuffer(search)
}

const modeNames = {
  visual: '-- VISUAL --',
  'visual-line': '-- VISUAL LINE --',
  replace: '-- REPLACE --',
} as const

/** Keys that wait for more. */
export interface PendingKeys {
  readonly chords: string
  readonly argument: number | undefined
}

/** A text as long as this was pasted, and is nothing that somebody types again. */
const longest = 2000

/** Only at the end of a text that somebody is typing, not where he looks through the history. */
function suggestionFor({ assistance, editor, search, previous, vi, suggests }: Session): string {
  const { text, cursor } = editor.buffer
  const inserts = vi === undefined || vi.mode === 'insert'
  const isTyping = inserts && search === undefined && !walks.has(previous) && cursor === text.length
  return suggests && assistance !== undefined && isTyping && text.trim() !== '' && text.length < longest
    ? assistance.suggest(text)
    : ''
}
