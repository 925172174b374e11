/** How a candidate agrees with what is typed; lower is nearer. */
const ranks = { exactPrefix: 0, prefix: 1, wordPrefix: 2, substring: 3, subsequence: 4 } as const

/** What of a candidate is compared, and with what. */
export interface Comparison {
  readonly text: string
  readonly query: string
}

/**
 * The candidates that agree best, in their own order within a rank: those that begin with the query in any case; else
 * those that hold it; else those that have its characters in order (fish's rule: worse kinds only where no better is).
 */
export function rankBy<T>(candidates: readonly T[], compare: (candidate: T) => Comparison): T[] {
  const ranked = candidates.flatMap(candidate => {
    const { text, query } = compare(candidate)
    const rank = query === '' ? ranks.exactPrefix : rankOf(text, query)
    return rank === undefined ? [] : [{ candidate, rank }]
  })
  const best = ranked.reduce((least: number, one) => Math.min(least, one.rank), worst)
  const limit = limits[best] ?? worst
  return ranked
    .filter(one => one.rank <= limit)
    .toSorted((a, b) => a.rank - b.rank)
    .map(one => one.candidate)
}

const worst = ranks.subsequence
/** With the best rank that was found, how bad the others may be. */
const limits: readonly number[] = [
  ranks.prefix,
  ranks.prefix,
  ranks.substring,
  ranks.substring,
  ranks.subsequence,
]

function rankOf(text: string, query: string): number | undefined {
  if (text.startsWith(query)) return ranks.exactPrefix
  const lowText = text.toLowerCase()
  const low = query.toLowerCase()
  if (lowText.startsWith(low)) return ranks.prefix
  // One character is in everything.
  if (low.length < 2) return undefined
  const at = lowText.indexOf(low)
  if (at > 0) return /[\s\-_./:@]/.test(lowText[at - 1] as string) ? ranks.wordPrefix : ranks.substring
  return isSubsequence(low, lowText) ? ranks.subsequence : undefined
}

/** The first character must be the first: `gco` is `git-checkout`, and not every long name. */
function isSubsequence(query: string, text: string): boolean {
  if (query[0] !== text[0]) return false
  let at = 0
  for (const character of text) if (character === query[at]) at++
  return at >= query.length
}
