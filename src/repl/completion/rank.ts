/** How a candidate agrees with what is typed; lower is nearer. */
const ranks = { exactPrefix: 0, prefix: 1, wordPrefix: 2, substring: 3, subsequence: 4 } as const

/**
 * The candidates that agree best, in their own order within a rank: those that begin with the query in any case; else
 * those that hold it; else those that have its characters in order (fish's rule: worse kinds only where no better is).
 * `from` tells how much of both texts they have in common already, and is not compared.
 */
export function rankBy<T>(
  candidates: readonly T[],
  query: string,
  textOf: (candidate: T) => string,
  from: (candidate: T) => number = () => 0,
): readonly T[] {
  if (query === '') return candidates
  const byRank: T[][] = Object.values(ranks).map(() => [])
  for (const candidate of candidates) {
    const rank = rankFrom(textOf(candidate), query, from(candidate))
    if (rank !== undefined) byRank[rank]?.push(candidate)
  }
  const best = byRank.findIndex(list => list.length > 0)
  return byRank.slice(0, (limits[best] ?? worst) + 1).flat()
}

function rankFrom(text: string, query: string, from: number): number | undefined {
  if (from >= query.length) return ranks.exactPrefix
  return from === 0 ? rankOf(text, query) : rankOf(text.slice(from), query.slice(from))
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
  return query[0] === text[0] && hasCharacters(text, query)
}

/** Whether a text has all characters of another, in their order: what does not can agree in no way. */
export function hasCharacters(text: string, wanted: string): boolean {
  let at = 0
  for (const character of wanted) {
    at = text.indexOf(character, at) + 1
    if (at === 0) return false
  }
  return true
}
