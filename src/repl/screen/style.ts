import type { Judgement } from '../prompt-host.ts'
import { resetStyle } from '../layout/ansi.ts'

/** One glyph before the text that says how the line is read; its width never changes, so the text does not jump. */
const marks: Readonly<Record<Judgement, { readonly glyph: string; readonly style: string }>> = {
  command: { glyph: '❯', style: '\x1b[32m' },
  typescript: { glyph: '»', style: '\x1b[1;34m' },
  comment: { glyph: '❯', style: '\x1b[2m' },
  unfinished: { glyph: '…', style: '\x1b[33m' },
  error: { glyph: '❯', style: '\x1b[31m' },
}

const turned: Readonly<Record<string, string>> = { '❯': '❮', '»': '«' }

export function styled(style: string, text: string, color: boolean): string {
  return color ? `${style}${text}${resetStyle}` : text
}

/** The host's prompt with the language mark behind it. */
export function promptWithMark(left: string, judgement: Judgement, color: boolean, inserts = true): string {
  const { glyph: shown, style } = marks[judgement]
  // vi's command mode: the mark looks the other way.
  const glyph = inserts ? shown : (turned[shown] ?? shown)
  const gap = left === '' || /\s$/.test(left) ? '' : ' '
  return `${left}${gap}${styled(style, glyph, color)} `
}

export function continuationPrompt(color: boolean): string {
  return styled('\x1b[2m', '…', color) + ' '
}

/** The name of the language at the right edge, for what is no command. */
export function languageLabel(judgement: Judgement, color: boolean): string {
  return judgement === 'typescript' ? styled('\x1b[2;34m', 'ts', color) : ''
}

/** What is no part of the line. */
export const suggestionStyle = '\x1b[2m'
