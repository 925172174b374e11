import type { Pattern } from '../pattern.ts'

/** A pattern without operators is a text, and string methods do its work. */
export function literalPattern(literal: string): Pattern {
  return {
    literal,
    matches: text => text === literal,
    prefix: text => (text.startsWith(literal) ? literal.length : -1),
    suffix: text => (text.endsWith(literal) ? text.length - literal.length : -1),
    find(text, from) {
      const start = text.indexOf(literal, from)
      return start < 0 ? undefined : { start, end: start + literal.length }
    },
  }
}
