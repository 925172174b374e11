import { replaceRange } from '../../editor/line-buffer.ts'
import type { HistoryPosition } from '../../../store/index.ts'
import type { Session } from '../session.ts'

/** Words of a line as far as quoting goes, without reading the language: `a "b c" d\ e`. */
const words = /(?:\\.|"(?:\\.|[^"\\])*"|'[^']*'|`[^`]*`|[^\s"'`\\]|["'`\\])+/gs

/** The words of a line, quotes and all. */
export function wordsOf(line: string): readonly string[] {
  return line.match(words) ?? []
}

/**
 * Inserts the last word of the line before; again, of the line before that one (readline's `yank-last-arg`). With a
 * number it is `yank-nth-arg`, and that word of the lines before them.
 */
export function yankLastArgument(session: Session, argument?: number): void {
  const earlier = session.previous === 'yank-last-arg' ? session.lastArgument : undefined
  const back = (earlier?.back ?? 0) + 1
  const word = earlier?.word ?? argument ?? -1
  insertArgument(session, back, word, earlier?.text.length ?? 0)
}

/** Inserts a word of the line before, its first argument by default; negative numbers count from its end. */
export function yankNthArgument(session: Session, argument = 1): void {
  insertArgument(session, 1, argument, 0)
}

function insertArgument(session: Session, back: number, word: number, replaced: number): void {
  const line = lineBefore(session, back)
  const text = line && wordsOf(line).at(word)
  if (text === undefined) return
  const start = session.editor.buffer.cursor - replaced
  session.edit(({ buffer }) => ({ buffer: replaceRange(buffer, start, buffer.cursor, text) }))
  session.lastArgument = { back, text, word }
}

function lineBefore(session: Session, back: number): string | undefined {
  let position: HistoryPosition | undefined
  let text: string | undefined
  for (let step = 0; step < back; step++) {
    const hit = session.host.history.older(position, {})
    if (hit === undefined) return undefined
    position = hit.position
    text = hit.text
  }
  return text
}
