import { isOver, type Job } from '../../jobs/index.ts'

/** What a key asks for. */
export type WatchAction =
  | { readonly type: 'leave' }
  | { readonly type: 'foreground'; readonly job: Job }
  | { readonly type: 'stop' | 'continue' | 'end' | 'kill'; readonly job: Job }
  | { readonly type: 'move'; readonly to: number }

export const keyHelp = '↑↓ choose   s stop   c continue   k end (TERM)   K kill   f foreground   q leave'

/** What a key means where `selected` of these jobs is chosen; undefined for one that means nothing. */
export function actionOf(chord: string, jobs: readonly Job[], selected: number): WatchAction | undefined {
  if (['q', 'Escape', 'C-c', 'C-d'].includes(chord)) return { type: 'leave' }
  const step = { Up: -1, 'C-p': -1, Down: 1, 'C-n': 1, Tab: 1 }[chord]
  if (step !== undefined) return { type: 'move', to: clamp(selected + step, jobs) }
  const job = jobs[selected]
  if (job === undefined || isOver(job)) return undefined
  switch (chord) {
    case 's':
      return { type: 'stop', job }
    case 'c':
      return { type: 'continue', job }
    case 'k':
      return { type: 'end', job }
    case 'K':
      return { type: 'kill', job }
    case 'f':
    case 'Return':
      return { type: 'foreground', job }
    default:
      return undefined
  }
}

/** The nearest place there is. */
export function clamp(selected: number, jobs: readonly Job[]): number {
  return Math.max(0, Math.min(selected, jobs.length - 1))
}

/** Does it to the job; what went wrong as a text (a platform that cannot stop, a job that has just ended). */
export function perform(type: 'stop' | 'continue' | 'end' | 'kill', job: Job): string {
  try {
    if (type === 'stop') job.stop()
    else if (type === 'continue') job.cont()
    else job.kill(type === 'end' ? 'TERM' : 'KILL')
    return ''
  } catch (error) {
    return `%${job.id}: ${error instanceof Error ? error.message : String(error)}`
  }
}
