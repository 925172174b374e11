import type { HistoryEntry } from './history.ts'

/** Which parts of a line answer a question: rising, not overlapping. */
export type MatchedSpans = readonly { readonly start: number; readonly end: number }[]

/** How a line answers; a lower rank is nearer. */
export interface LineMatch {
  /** 0: the question as it stands; 1: all of its words; 2 and more: its characters in order, further apart. */
  readonly rank: number
  readonly spans: MatchedSpans
}

/** How a line answers a question, or undefined. A question without capitals means any case. */
export function matchLine(text: string, question: string): LineMatch | undefined {
  const asked = question.trim()
  if (asked === '') return { rank: 0, spans: [] }
  const { line, wanted } = foldCase(text, asked)
  const at = line.indexOf(wanted)
  if (at !== -1) return { rank: 0, spans: [{ start: at, end: at + wanted.length }] }
  const words = wanted.split(/\s+/)
  const found = words.map(word => ({ start: line.indexOf(word), length: word.length }))
  if (found.every(({ start }) => start !== -1)) return { rank: 1, spans: joined(found) }
  return scattered(line, words)
}

/** The entries that answer, the best first; of those that are as good, the newest. Each text once. */
export function bestMatches(
  entries: Iterable<HistoryEntry>,
  question: string,
  limit: number,
): HistoryEntry[] {
  const newest = new Map<string, HistoryEntry>()
  for (const entry of entries) {
    const known = newest.get(entry.text)
    if (known === undefined || known.id < entry.id) newest.set(entry.text, entry)
  }
  return [...newest.values()]
    .flatMap(entry => {
      const match = matchLine(entry.text, question)
      return match === undefined ? [] : [{ entry, rank: match.rank }]
    })
    .toSorted((a, b) => a.rank - b.rank || b.entry.id - a.entry.id)
    .slice(0, limit)
    .map(({ entry }) => entry)
}

function foldCase(text: string, asked: string): { line: string; wanted: string } {
  const lower = text.toLowerCase()
  // Where a letter's other case is longer, places would be wrong.
  const isExact = asked !== asked.toLowerCase() || lower.length !== text.length
  return isExact ? { line: text, wanted: asked } : { line: lower, wanted: asked }
}

function joined(found: readonly { start: number; length: number }[]): MatchedSpans {
  const spans: { start: number; end: number }[] = []
  for (const { start, length } of found.toSorted((a, b) => a.start - b.start)) {
    const last = spans.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, start + length)
    else spans.push({ start, end: start + length })
  }
  return spans
}

/** All characters in order, the first of them at the beginning of a word: `gco` is `git checkout`. */
function scattered(line: string, words: readonly string[]): LineMatch | undefined {
  const wanted = words.join('')
  let best: MatchedSpans | undefined
  let shortest = Infinity
  for (
    let from = line.indexOf(wanted[0] ?? '');
    from !== -1;
    from = line.indexOf(wanted[0] ?? '', from + 1)
  ) {
    if (from > 0 && /[\p{L}\p{N}]/u.test(line[from - 1] ?? '')) continue
    const spans = inOrder(line, wanted, from)
    if (spans === undefined) break
    const length = (spans.at(-1)?.end ?? 0) - from
    if (length < shortest) [best, shortest] = [spans, length]
  }
  if (best === undefined) return undefined
  return { rank: 2 + best.length + Math.floor(Math.log2(1 + shortest - wanted.length)), spans: best }
}

/** The characters of a text in a line, each at its first place behind the one before. */
function inOrder(line: string, wanted: string, from: number): MatchedSpans | undefined {
  const spans: { start: number; end: number }[] = []
  let at = from
  for (let index = 0; index < wanted.length; index++) {
    at = line.indexOf(wanted[index] as string, at)
    if (at === -1) return undefined
    const last = spans.at(-1)
    if (last?.end === at) last.end++
    else spans.push({ start: at, end: at + 1 })
    at++
  }
  return spans
}
