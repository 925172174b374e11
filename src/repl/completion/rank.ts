/** How a candidate agrees with what is typed; lower is nearer. */
const ranks = { exactPrefix: 0, prefix: 1, wordPrefix: 2, substring: 3, subsequence: 4 } as const

/**
 * The candidates that agree best, in their own order within a rank: those that begin with the query in any case; else
 * those that hold it; else those that have its characters in order (fish's rule: worse kinds only where no better is).
 */
export function rankBy<T>(candidates: readonly T[], query: string, textOf: (candidate: T) => string): T[] {
  if (query === '') return [...candidates]
  const ranked = candidates.flatMap(candidate => {
    const rank = rankOf(textOf(candidate), query)
    return rank === undefined ? [] : [{ candidate, rank }]
  })
  const best = Math.min(...ranked.map(one => one.rank), worst)
  const limit = limits[best] ?? worst
  return ranked
    .filter(one => one.rank <= limit)
    .sort((a, b) => a.rank - b.rank)
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

/** What all texts begin with. */
export function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...rest] = texts
  let length = first.length
  for (const text of rest) {
    let same = 0
    while (same < length && text[same] === first[same]) same++
    length = same
  }
  // Not in the middle of a surrogate pair.
  const last = first.charCodeAt(length - 1)
  return first.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
