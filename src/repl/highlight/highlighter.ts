import type { Diagnostic } from '../../diag/index.ts'
import type { StyledText } from '../layout/styled-text.ts'
import { matchingBrackets } from './matching.ts'
import type { Canvas } from './canvas.ts'
import type { Knowledge } from './knowledge.ts'
import { paint, type Painted, type PaintRange } from './paint.ts'
import { stylesOf } from './styles.ts'
import { defaultTheme, type Theme } from './theme.ts'

/** How a text looks now, and what is wrong with it. */
export interface Highlighting {
  readonly styles: StyledText
  readonly fault: Diagnostic | undefined
}

/** A range of the text that is selected. */
export interface Selection {
  readonly start: number
  readonly end: number
}

/** Of a text longer than this, what is around the cursor is painted: more than a screen can show. */
const reach = 16_384

/** Gives texts their looks. What was painted last is kept: moving the cursor paints nothing. */
export class Highlighter {
  readonly #knowledge: Knowledge
  /** How it looks from the next question on. */
  theme: Theme
  #text: string | undefined
  #painted: Painted | undefined
  #range: PaintRange = { start: 0, end: 0 }

  constructor(knowledge: Knowledge, theme: Theme = defaultTheme) {
    this.#knowledge = knowledge
    this.theme = theme
  }

  /** What is known has changed. */
  refresh(): void {
    this.#painted = undefined
  }

  highlight(text: string, cursor: number, selection?: Selection): Highlighting {
    const { canvas, fault } = this.#paint(text, cursor)
    return { styles: stylesOf(text, withMarks(canvas, text, cursor, selection), this.theme), fault }
  }

  #paint(text: string, cursor: number): Painted {
    const { start, end } = this.#range
    const near = reach / 2
    const isNear = (start === 0 || cursor - near > start) && (end >= text.length || cursor + near < end)
    if (this.#painted !== undefined && this.#text === text && isNear) return this.#painted
    this.#text = text
    this.#range = { start: Math.max(0, cursor - reach), end: cursor + reach }
    return (this.#painted = paint(text, this.#knowledge, this.#range))
  }
}

function withMarks(canvas: Canvas, text: string, cursor: number, selection: Selection | undefined): Canvas {
  const brackets = matchingBrackets(text, cursor, canvas)
  if (brackets === undefined && selection === undefined) return canvas
  const marked = canvas.copy()
  for (const at of brackets ?? []) marked.paint(at, at + 1, 'match')
  if (selection !== undefined) marked.paint(selection.start, selection.end, 'selection')
  return marked
}
