import type { EditAreaContent } from '../layout/edit-area.ts'
import type { SessionView } from '../session/view.ts'
import { continuationPrompt, languageLabel, promptWithMark, suggestionStyle } from './style.ts'

/** The same once the line is done: what is no part of it is gone. */
export function finishedContent(view: SessionView, color: boolean): EditAreaContent {
  return contentOf({ ...view, suggestion: '', mode: 'insert' }, color)
}

/** What the edit area shows of a session. */
export function contentOf(view: SessionView, color: boolean): EditAreaContent {
  const { left, right } = view.prompt
  const label = languageLabel(view.judgement, color)
  return {
    prompt: promptWithMark(left, view.judgement, color, view.mode === 'insert' || view.mode === 'replace'),
    continuation: continuationPrompt(color),
    buffer: view.buffer,
    ...(color && view.styles !== undefined ? { styles: view.styles } : {}),
    ...(color && view.suggestion !== ''
      ? { suggestion: { text: view.suggestion, style: suggestionStyle } }
      : {}),
    right: [label, right].filter(Boolean).join(' '),
  }
}
