import { nextGrapheme, previousGrapheme } from '../editor/graphemes.ts'
import type { StyledText } from '../layout/styled-text.ts'
import type { Canvas } from './canvas.ts'
import { underline, type Theme } from './theme.ts'

/** A canvas as styles to draw with; none of them cuts through a grapheme. */
export function stylesOf(text: string, canvas: Canvas, theme: Theme): StyledText {
  const styles: { start: number; end: number; style: string }[] = []
  for (const { start, end, role, isPath } of canvas.runs()) {
    const style = theme[role] + (isPath ? underline : '')
    if (style === '') continue
    const from = Math.max(boundary(text, start), styles.at(-1)?.end ?? 0)
    const to = boundary(text, end)
    if (from < to) styles.push({ start: from, end: to, style })
  }
  return styles
}

/** The first place from here on that is between two graphemes. */
function boundary(text: string, at: number): number {
  if (at === 0 || at >= text.length || (text.charCodeAt(at) < 0x300 && text.charCodeAt(at - 1) < 0x300))
    return at
  return nextGrapheme(text, previousGrapheme(text, at))
}
