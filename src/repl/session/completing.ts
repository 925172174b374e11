import type { LineBuffer } from '../editor/line-buffer.ts'
import type { Completions } from '../completion/candidate.ts'
import { commonPrefix } from '../completion/common-prefix.ts'
import { selectedChoice, withChoice, withSuffix, type CompletionMenu } from '../completion/menu.ts'
import type { Session } from './session.ts'

/** What is done with the answers, where it is not what Tab does. */
export interface CompletionUse {
  /** Where they come from. */
  readonly source?: AsyncIterable<Completions>
  /** Takes the whole answer; gives the line that it makes of it. */
  readonly take?: (session: Session, completions: Completions) => LineBuffer | undefined | void
}

/** Tab: asks for what could stand at the cursor. One answer is put in, several are shown below the line. */
export async function beginCompletion(session: Session, use: CompletionUse = {}): Promise<void> {
  const { buffer } = session.editor
  const { signal } = session.newCompletion()
  const answers = use.source ?? session.host.complete?.(buffer.text, buffer.cursor, signal)
  if (answers === undefined) return
  if (use.take !== undefined) return takeWhole(session, answers, signal, use.take)
  const release = session.hold()
  let isFirst = true
  for await (const completions of answers) {
    if (signal.aborted) break
    if (isFirst) isFirst = !take(session, completions)
    else refresh(session, completions)
    session.redraw()
    if (!isFirst) release()
  }
  release()
}

/** Waits for the last answer, and leaves it to somebody else. */
async function takeWhole(
  session: Session,
  answers: AsyncIterable<Completions>,
  signal: AbortSignal,
  take: NonNullable<CompletionUse['take']>,
): Promise<void> {
  const release = session.hold()
  let last: Completions | undefined
  for await (const completions of answers) {
    if (signal.aborted) break
    last = completions
  }
  const buffer = last && !signal.aborted ? take(session, last) : undefined
  if (buffer !== undefined) replace(session, buffer)
  session.redraw()
  release()
}

/** The same list for what is typed now, while the menu is open. */
export async function narrowCompletion(session: Session): Promise<void> {
  const { complete } = session.host
  if (complete === undefined) return
  const { buffer } = session.editor
  const { signal } = session.newCompletion()
  for await (const completions of complete(buffer.text, buffer.cursor, signal)) {
    if (signal.aborted) return
    const isOpen = completions.choices.length > 0
    if (isOpen || !completions.isPartial)
      session.menu = isOpen ? { completions, selected: undefined, origin: buffer } : undefined
    session.redraw()
  }
}

/** False while there is nothing to show yet. */
function take(session: Session, completions: Completions): boolean {
  const { choices, isPartial } = completions
  const [only] = choices
  if (only === undefined) return !isPartial
  if (choices.length === 1 && !isPartial) {
    const menu = { completions, selected: 0, origin: session.editor.buffer }
    replace(session, withSuffix(withChoice(menu, only), only))
    return true
  }
  if (isPartial && choices.length === 1) return false
  const { completions: here, buffer } = insertCommon(session, completions)
  session.menu = { completions: here, selected: undefined, origin: buffer }
  return true
}

/** What all choices begin with goes into the line at once. */
function insertCommon(session: Session, completions: Completions) {
  const { buffer } = session.editor
  const { start, end, choices } = completions
  const typed = buffer.text.slice(start, end)
  // A half of `\ ` or `$'…'` would mean something else.
  const common = commonPrefix(choices.map(choice => choice.text)).replace(/(?<!\\)(?:\\\\)*\\$/, '')
  const isLonger = common.length > typed.length && common.toLowerCase().startsWith(typed.toLowerCase())
  if (!isLonger || common.includes("$'")) return { completions, buffer }
  replace(
    session,
    withChoice(
      { completions, selected: undefined, origin: buffer },
      { ...(choices[0] as (typeof choices)[0]), text: common },
    ),
  )
  return { completions: { ...completions, end: start + common.length }, buffer: session.editor.buffer }
}

/** A later answer: the selection stays on what it was on. */
function refresh(session: Session, completions: Completions): void {
  const { menu } = session
  if (menu === undefined) return
  const chosen = selectedChoice(menu)?.text
  const at = completions.choices.findIndex(choice => choice.text === chosen)
  const { end } = menu.completions
  session.menu = { ...menu, completions: { ...completions, end }, selected: at === -1 ? undefined : at }
}

export function replace(session: Session, buffer: LineBuffer): void {
  session.edit(() => ({ buffer }))
}

/** Shows a choice in the line, or the line as it was typed. */
export function select(session: Session, menu: CompletionMenu, selected: number | undefined): void {
  session.menu = { ...menu, selected }
  replace(session, withChoice(menu, selectedChoice(session.menu)))
}

/** Takes the selected choice for good, if there is one. */
export function acceptSelected(session: Session, menu: CompletionMenu): void {
  const choice = selectedChoice(menu)
  if (choice !== undefined) replace(session, withSuffix(withChoice(menu, choice), choice))
  session.closeMenu()
}
