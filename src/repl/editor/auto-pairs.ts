import { insertText, replaceRange, type LineBuffer } from './line-buffer.ts'

const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' }
const closers = new Set(Object.values(pairs))

/** What a typed bracket or quote does where they come in pairs; undefined: it is only inserted. */
export function typeInPairs(buffer: LineBuffer, typed: string): LineBuffer | undefined {
  const { text, cursor } = buffer
  const next = text.charAt(cursor)
  if (closers.has(typed) && next === typed) return { text, cursor: cursor + 1 }
  const closer = pairs[typed]
  const before = text.charAt(cursor - 1)
  // A quote behind a word is an apostrophe, or ends what was begun elsewhere.
  const isQuote = closer === typed
  if (closer === undefined || !/^(?:\s|[)\]};,|&]|)$/.test(next)) return undefined
  if (isQuote && /[\w"'`\\]/.test(before)) return undefined
  return { ...insertText(buffer, typed + closer), cursor: cursor + typed.length }
}

/** Backspace between the two of an empty pair takes both; undefined elsewhere. */
export function eraseInPairs(buffer: LineBuffer): LineBuffer | undefined {
  const { text, cursor } = buffer
  const closer = cursor > 0 ? pairs[text.charAt(cursor - 1)] : undefined
  return closer !== undefined && text.charAt(cursor) === closer
    ? replaceRange(buffer, cursor - 1, cursor + 1, '')
    : undefined
}
