import stringWidth from 'string-width'
import { isNarrowText } from './narrow.ts'

/** What a grapheme looks like on the screen: itself, or, for what a terminal would not show as a cell, a visible name. */
export function displayText(grapheme: string, column: number): string {
  if (isNarrowText(grapheme)) return grapheme
  const code = grapheme.codePointAt(0) ?? 0
  if (grapheme === '\t') return ' '.repeat(8 - (column % 8))
  if (code < 0x20) return `^${String.fromCharCode(code + 64)}`
  if (code === 0x7f) return '^?'
  // A byte that is no UTF-8, and half a pair that stands for none.
  if (code >= 0xdc80 && code <= 0xdcff) return `\\x${(code - 0xdc00).toString(16)}`
  const isInvisible = (code >= 0x80 && code < 0xa0) || (code >= 0xd800 && code < 0xe000)
  return isInvisible || stringWidth(grapheme) === 0 ? nameOf(grapheme) : grapheme
}

/** How many columns it takes there. */
export function displayWidth(grapheme: string, column: number): number {
  const shown = displayText(grapheme, column)
  return textWidth(shown)
}

/** How many columns a text takes; escape sequences take none. */
export function textWidth(text: string): number {
  return isNarrowText(text) ? text.length : stringWidth(text)
}

function nameOf(grapheme: string): string {
  return Array.from(grapheme, character => `<${(character.codePointAt(0) ?? 0).toString(16)}>`).join('')
}
