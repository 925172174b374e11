import type { Pattern } from '../pattern.ts'

/** `*text`: what scripts cut paths and names with, so it is done with string methods. */
export function starThenText(text: string): Pattern {
  const size = text.length
  return {
    literal: undefined,
    matches: value => value.endsWith(text),
    prefix(value, longest) {
      const at = longest ? value.lastIndexOf(text) : value.indexOf(text)
      return at < 0 ? -1 : at + size
    },
    suffix(value, longest) {
      if (!value.endsWith(text)) return -1
      return longest ? 0 : value.length - size
    },
    find(value, from) {
      const at = value.lastIndexOf(text)
      return at < from ? undefined : { start: from, end: at + size }
    },
  }
}

/** `text*` */
export function textThenStar(text: string): Pattern {
  return {
    literal: undefined,
    matches: value => value.startsWith(text),
    prefix(value, longest) {
      if (!value.startsWith(text)) return -1
      return longest ? value.length : text.length
    },
    suffix: (value, longest) => (longest ? value.indexOf(text) : value.lastIndexOf(text)),
    find(value, from) {
      const start = value.indexOf(text, from)
      return start < 0 ? undefined : { start, end: value.length }
    },
  }
}
