import type { LineBuffer } from '../../editor/line-buffer.ts'

export interface WordRange {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What stands before the cursor up to a blank or an operator (readline's rl_completer_word_break_characters). */
export function wordBeforeCursor({ text, cursor }: LineBuffer): WordRange {
  const word = /(?:\\.|[^\s"'`><=;|&(\\])*$/.exec(text.slice(0, cursor))?.[0] ?? ''
  return { start: cursor - word.length, end: cursor, text: word }
}
