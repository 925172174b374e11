import type { Judgement } from '../prompt-host.ts'
import { resetStyle } from '../layout/ansi.ts'
import type { Glyphs } from './glyphs.ts'

/** One glyph before the text that says how the line is read; its width never changes, so the text does not jump. */
const marks: Readonly<Record<Judgement, { readonly glyph: keyof Glyphs; readonly style: string }>> = {
  command: { glyph: 'command', style: '\x1b[32m' },
  typescript: { glyph: 'typescript', style: '\x1b[1;34m' },
  comment: { glyph: 'command', style: '\x1b[2m' },
  unfinished: { glyph: 'unfinished', style: '\x1b[33m' },
  error: { glyph: 'command', style: '\x1b[31m' },
}

const turned: Readonly<Partial<Record<keyof Glyphs, keyof Glyphs>>> = {
  command: 'commandTurned',
  typescript: 'typescriptTurned',
}

export function styled(style: string, text: string, color: boolean): string {
  return color && style !== '' ? `${style}${text}${resetStyle}` : text
}

/** The host's prompt with the language mark behind it. */
export function promptWithMark(
  left: string,
  judgement: Judgement,
  color: boolean,
  glyphs: Glyphs,
  inserts = true,
): string {
  const { glyph: shown, style } = marks[judgement]
  // vi's command mode: the mark looks the other way.
  const glyph = glyphs[inserts ? shown : (turned[shown] ?? shown)]
  const gap = left === '' || /\s$/.test(left) ? '' : ' '
  return `${left}${gap}${styled(style, glyph, color)} `
}

export function continuationPrompt(color: boolean, glyphs: Glyphs): string {
  return styled('\x1b[2m', glyphs.unfinished, color) + ' '
}

/** The name of the language at the right edge, for what is no command. */
export function languageLabel(judgement: Judgement, color: boolean): string {
  return judgement === 'typescript' ? styled('\x1b[2;34m', 'ts', color) : ''
}
