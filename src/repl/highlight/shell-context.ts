import type { Canvas } from './canvas.ts'
import type { Knowledge } from './knowledge.ts'

/** What all painters of one text share. */
export interface PaintContext {
  readonly text: string
  readonly canvas: Canvas
  readonly knowledge: Knowledge
  /** Hears of every word that is a command's name or an argument. */
  readonly onWord?: (start: number, end: number, isCommand: boolean) => void
  /** Paints one word; gives where it stopped. */
  word(start: number, end: number): number
  /** Paints a list of commands up to the `)` that closes it, or the end; gives where it stopped. */
  list(start: number, end: number, closer: ')' | undefined): number
  /** Paints a TypeScript expression up to the `)` that closes it, or the end; gives where it stopped. */
  expression(start: number, end: number): number
}

/** A here-document that begins on the next line. */
export interface HereDocument {
  readonly delimiter: string
  readonly isQuoted: boolean
  /** `<<-` */
  readonly stripsTabs: boolean
}

export function isBlank(char: string): boolean {
  return char === ' ' || char === '\t'
}

/** What ends an unquoted word. */
export function isMeta(char: string): boolean {
  return char === '' || ' \t\n;&|()<>'.includes(char)
}
