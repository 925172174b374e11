import type { EditAreaContent } from '../layout/edit-area.ts'
import type { SessionView } from '../session/view.ts'
import { continuationPrompt, languageLabel, promptWithMark } from './style.ts'

/** The same once the line is done: what is no part of it is gone. */
export function finishedContent(view: SessionView, color: boolean): EditAreaContent {
  const { prompt, look } = view
  const isBare = prompt.isBare === true
  const left = look.isTransient && !isBare ? (prompt.transient ?? '') : prompt.left
  return contentOf({ ...view, prompt: { left, isBare }, suggestion: '', mode: 'insert' }, color)
}

/** What the edit area shows of a session. */
export function contentOf(view: SessionView, color: boolean): EditAreaContent {
  const { look, judgement, mode } = view
  const { left, right } = view.prompt
  if (view.prompt.isBare === true) return { prompt: left, continuation: '', buffer: view.buffer }
  const { glyphs, theme } = look
  const label = languageLabel(judgement, color)
  return {
    prompt: promptWithMark(left, judgement, color, glyphs, mode === 'insert' || mode === 'replace'),
    continuation: continuationPrompt(color, glyphs),
    buffer: view.buffer,
    ...(color && view.styles !== undefined ? { styles: view.styles } : {}),
    ...(color && view.suggestion !== ''
      ? { suggestion: { text: view.suggestion, style: theme.suggestion } }
      : {}),
    right: look.hasRight ? [label, right].filter(Boolean).join(' ') : '',
  }
}
