import { insertText, lineStart, replaceRange, type LineBuffer } from './line-buffer.ts'

const step = '  '
/** What a block begins with, in either language. */
const opens = /(?:[([{]|=>|(?:^|[\s;])(?:then|do|else|in))[ \t]*$/
/** The words that a part of a command ends with, by the one that follows its lines. */
const openers: Readonly<Record<string, RegExp>> = {
  done: /(?:^|[\s;])do[ \t]*$/,
  fi: /(?:^|[\s;])(?:then|else)[ \t]*$/,
  elif: /(?:^|[\s;])then[ \t]*$/,
  else: /(?:^|[\s;])then[ \t]*$/,
  esac: /(?:^|[\s;])in[ \t]*$/,
}

/** A newline, and blanks as the line before has them; two more where a block begins. */
export function insertIndentedNewline(before: LineBuffer): LineBuffer {
  const buffer = dedentWord(before)
  const line = buffer.text.slice(lineStart(buffer.text, buffer.cursor), buffer.cursor)
  const blanks = /^[ \t]*/.exec(line)?.[0] ?? ''
  return insertText(buffer, `\n${blanks}${opens.test(line) ? step : ''}`)
}

/**
 * A bracket that closes a block, typed where only blanks are before it, goes two of them back; `done` and its like do with what is typed
 * behind them.
 */
export function dedentBefore(buffer: LineBuffer, typed: string): LineBuffer {
  const { text, cursor } = buffer
  if (/^[\s;&|<>)]$/.test(typed)) return dedentWord(buffer)
  const start = lineStart(text, cursor)
  const blanks = text.slice(start, cursor)
  if (start === 0 || !/^[)\]}]$/.test(typed) || !/^ {2,}$/.test(blanks)) return buffer
  return replaceRange(buffer, cursor - step.length, cursor, '')
}

/** `done`, `fi` and their like before the cursor, alone on their line, go back to where their command begins. */
export function dedentWord(buffer: LineBuffer): LineBuffer {
  const { text, cursor } = buffer
  const start = lineStart(text, cursor)
  const [, blanks = '', word = ''] = /^((?: {2})+)(\w+)$/.exec(text.slice(start, cursor)) ?? []
  const opener = openers[word]
  if (opener === undefined) return buffer
  const outer = blanks.slice(step.length)
  const begin = text
    .slice(0, start)
    .split('\n')
    .findLast(line => line.trim() !== '' && !line.startsWith(blanks))
  const isIts = begin !== undefined && /^ */.exec(begin)?.[0] === outer && opener.test(begin)
  if (!isIts) return buffer
  return { text: text.slice(0, start) + text.slice(start + step.length), cursor: cursor - step.length }
}
