import type { Judgement } from './prompt-host.ts'

/** Whether Enter continues a text: it is unfinished, and another line can finish it (none can finish `echo >` or `[[ a`). */
export function needsMore(host: { judge(text: string): Judgement }, text: string): boolean {
  if (text.trim() === '' || host.judge(text) !== 'unfinished') return false
  return host.judge(`${text}\n`) === 'unfinished'
}
