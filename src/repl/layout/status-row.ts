import { textWidth } from '../editor/width.ts'
import { graphemes } from '../editor/graphemes.ts'

/** The end of a text that fits in a width; `…` says that something is missing before it. */
export function endThatFits(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 1) return ''
  const segments = Array.from(graphemes(text), ({ segment }) => segment)
  let used = 1
  let from = segments.length
  while (from > 0 && used + textWidth(segments[from - 1] ?? '') <= width) {
    used += textWidth(segments[from - 1] ?? '')
    from--
  }
  return `…${segments.slice(from).join('')}`
}

/** The beginning of a text that fits in a width; `…` says that there is more. */
export function beginningThatFits(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  if (width < 1) return ''
  let used = 1
  let shown = ''
  for (const { segment } of graphemes(text)) {
    used += textWidth(segment)
    if (used > width) break
    shown += segment
  }
  return `${shown.trimEnd()}…`
}
