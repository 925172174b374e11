import type { HistoryCandidate, HistoryStore } from '../../store/index.ts'

/** Lines looked at for one suggestion. */
const most = 40
/** The shell's statuses for a command that is not there or cannot be run: somebody's typing error. */
const notRun: ReadonlySet<number | undefined> = new Set([126, 127])

/** What makes one line more likely than another. */
export interface SuggestionContext {
  /** The line run before this one. */
  readonly last: string | undefined
  /** False for a line that cannot work here any more (its folder is gone). */
  isPlausible(text: string): boolean
}

/**
 * The line of the history that a text most likely becomes: what followed the last line before, what ran in this
 * directory, what worked, the newest. Undefined where none begins so.
 */
export function suggestFromHistory(
  store: HistoryStore,
  text: string,
  context: SuggestionContext,
): string | undefined {
  let best: { readonly text: string; readonly score: number } | undefined
  for (const candidate of store.candidates(text, most)) {
    const score = scoreOf(candidate, context)
    // Newest first: an equal one is older.
    if (score <= (best?.score ?? Number.NEGATIVE_INFINITY) || notRun.has(candidate.status)) continue
    if (context.isPlausible(candidate.text)) best = { text: candidate.text, score }
  }
  return best?.text
}

function scoreOf({ here, own, status, after }: HistoryCandidate, { last }: SuggestionContext): number {
  const follows = last !== undefined && after === last
  const failed = status !== undefined && status !== 0
  return (follows ? 4 : 0) + (here ? 2 : 0) + (own ? 1 : 0) - (failed ? 3 : 0)
}
