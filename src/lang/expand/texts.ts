import type { ExpandHost } from './host.ts'
import { ifsOf } from './ifs.ts'
import { inLocale } from './locale.ts'
import { escapePattern } from './pattern/escape.ts'
import { RegexWriter } from './regex-text.ts'
import {
  BREAK,
  BREAK_AT,
  BREAK_STAR,
  CROSS,
  LITERAL,
  QUOTED,
  type SegmentKind,
  type Segments,
} from './segments.ts'

/** Segments as one text: where POSIX 2.6 splits nothing, lists are their elements with blanks between. */
export function textOf(segments: Segments, host: ExpandHost): string {
  return joined(segments, host, text => text)
}

/** The same as a pattern's text, quoted parts standing for themselves. */
export function patternTextOf(segments: Segments, host: ExpandHost): string {
  const text = joined(segments, host, (part, kind) => (kind === QUOTED ? escapePattern(part) : part))
  return inLocale(text, host)
}

/** The same as a trace shows it: a backslash before every quoted character. */
export function tracedPatternOf(segments: Segments, host: ExpandHost): string {
  return joined(segments, host, (text, kind) => (kind === QUOTED ? text.replace(/[^]/gu, '\\$&') : text))
}

/** The same as an extended regular expression (POSIX 9.4), quoted parts standing for themselves. */
export function regexTextOf(segments: Segments, host: ExpandHost): string {
  const writer = new RegexWriter()
  joined(segments, host, (text, kind) => {
    if (kind === QUOTED) writer.quoted(text)
    else writer.plain(text)
    return ''
  })
  return writer.end()
}

/** What stands where a field ends if nothing is split; undefined if this is no such place. */
export function boundaryText(segments: Segments, at: number, host: ExpandHost): string | undefined {
  const kind = segments.kinds[at]
  if (kind === BREAK || kind === BREAK_AT) return ' '
  return kind === BREAK_STAR ? ifsOf(host).first : undefined
}

function joined(
  segments: Segments,
  host: ExpandHost,
  show: (text: string, kind: SegmentKind) => string,
): string {
  let result = ''
  for (let i = 0; i < segments.length; i++) {
    const kind = segments.kinds[i] ?? QUOTED
    const text = segments.texts[i] ?? ''
    const between = boundaryText(segments, i, host)
    if (between !== undefined) result += show(between, kind === BREAK_STAR ? QUOTED : LITERAL)
    else if (kind === CROSS) result += show((segments.lists[Number(text)] ?? []).join(' '), QUOTED)
    else result += show(text, kind)
  }
  return result
}
