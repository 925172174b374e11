import { replaceRange } from '../editor/line-buffer.ts'
import type { HistoryPosition } from '../../store/index.ts'
import type { Session } from './session.ts'

/** Words of a line as far as quoting goes, without reading the language: `a "b c" d\ e`. */
const words = /(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|[^\s"'`\\]|["'`\\])+/gs

/** Inserts the last word of the line before; again, of the line before that one (readline's `yank-last-arg`). */
export function yankLastArgument(session: Session): void {
  const earlier = session.previous === 'yank-last-arg' ? session.lastArgument : undefined
  const back = (earlier?.back ?? 0) + 1
  const text = lastWord(session, back)
  if (text === undefined) return
  const start = session.editor.buffer.cursor - (earlier?.text.length ?? 0)
  session.edit(({ buffer }) => ({ buffer: replaceRange(buffer, start, buffer.cursor, text) }))
  session.lastArgument = { back, text }
}

function lastWord(session: Session, back: number): string | undefined {
  let position: HistoryPosition | undefined
  let text = ''
  for (let step = 0; step < back; step++) {
    const hit = session.host.history.older(position, {})
    if (hit === undefined) return undefined
    position = hit.position
    text = hit.text
  }
  return text.match(words)?.at(-1)
}
