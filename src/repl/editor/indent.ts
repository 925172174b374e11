import { insertText, lineStart, replaceRange, type LineBuffer } from './line-buffer.ts'

const step = '  '
/** What a block begins with, in either language. */
const opens = /(?:[([{]|=>|(?:^|[\s;])(?:then|do|else|in))[ \t]*$/

/** A newline, and blanks as the line before has them; two more where a block begins. */
export function insertIndentedNewline(buffer: LineBuffer): LineBuffer {
  const line = buffer.text.slice(lineStart(buffer.text, buffer.cursor), buffer.cursor)
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? ''
  return insertText(buffer, `\n${blanks}${opens.test(line) ? step : ''}`)
}

/** A bracket that closes a block, typed where only blanks are before it, goes two of them back. */
export function dedentBefore(buffer: LineBuffer, typed: string): LineBuffer {
  const { text, cursor } = buffer
  const start = lineStart(text, cursor)
  const blanks = text.slice(start, cursor)
  if (start === 0 || !/^[)\]}]$/.test(typed) || !/^ {2,}$/.test(blanks)) return buffer
  return replaceRange(buffer, cursor - step.length, cursor, '')
}
