import type { Diagnostic } from '../../diag/index.ts'
import type { StyledText } from '../layout/styled-text.ts'
import { matchingBrackets } from './matching.ts'
import type { Canvas } from './canvas.ts'
import type { Knowledge } from './knowledge.ts'
import { paint, type Painted } from './paint.ts'
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

/** Gives texts their looks. What was painted last is kept: moving the cursor paints nothing. */
export class Highlighter {
  readonly #knowledge: Knowledge
  readonly #theme: Theme
  #text: string | undefined
  #painted: Painted | undefined

  constructor(knowledge: Knowledge, theme: Theme = defaultTheme) {
    this.#knowledge = knowledge
    this.#theme = theme
  }

  /** What is known has changed. */
  refresh(): void {
    this.#painted = undefined
  }

  highlight(text: string, cursor: number, selection?: Selection): Highlighting {
    if (this.#painted === undefined || this.#text !== text) this.#painted = paint(text, this.#knowledge)
    this.#text = text
    const { canvas, fault } = this.#painted
    return { styles: stylesOf(text, withMarks(canvas, text, cursor, selection), this.#theme), fault }
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
