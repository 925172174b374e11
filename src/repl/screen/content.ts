import type { EditAreaContent } from '../layout/edit-area.ts'
import type { SessionView } from '../session/view.ts'
import { continuationPrompt, languageLabel, promptWithMark } from './style.ts'

/** What the edit area shows of a session. */
export function contentOf(view: SessionView, color: boolean): EditAreaContent {
  const { left, right } = view.prompt
  const label = languageLabel(view.judgement, color)
  return {
    prompt: promptWithMark(left, view.judgement, color),
    continuation: continuationPrompt(color),
    buffer: view.buffer,
    right: [label, right].filter(Boolean).join(' '),
  }
}
