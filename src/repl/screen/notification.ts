import type { PromptSettings } from '../prompt-settings.ts'
import { durationText } from '../prompt/segments.ts'
import { notification } from './marks.ts'

/** A command that was run, and how it ended. */
export interface Ended {
  readonly command: string
  readonly status: number
  readonly durationMs: number
}

/** What tells the terminal that a long command has ended; '' where it is no news. */
export function longCommandNews(
  { notify, notifyAfter, notifyIgnore }: PromptSettings,
  { command, status, durationMs }: Ended,
): string {
  if (notify === 'off' || durationMs < notifyAfter * 1000 || notifyIgnore.includes(programOf(command)))
    return ''
  const how = status === 0 ? 'done' : `failed (${status})`
  return notification(notify, `${how} after ${durationText(durationMs)}`, command)
}

/** The program of a simple command, behind assignments and what runs others. */
function programOf(command: string): string {
  const words = command.trim().split(/\s+/)
  const word =
    words.find(each => !/^(?:\w+=.*|sudo|doas|env|command|exec|builtin|nohup|time)$/.test(each)) ?? ''
  return word.split('/').at(-1) ?? ''
}
