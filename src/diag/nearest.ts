/**
 * The name that somebody most likely meant: the one that fewest slips of the keys turn into what was typed (Damerau and
 * Levenshtein: a letter too many, too few, another, two swapped). Undefined where none is near.
 */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  // A slip in three letters: two in four make any word of another.
  const limit = Math.min(3, Math.max(1, Math.floor(typed.length / 3)))
  let best: string | undefined
  let least = limit + 1
  for (const name of names) {
    if (name === typed || Math.abs(name.length - typed.length) >= least) continue
    const slips = slipsBetween(typed, name)
    // One of two letters kept is no likeness.
    if (slips < least && slips * 2 < Math.max(typed.length, name.length) + 1) [best, least] = [name, slips]
  }
  return best
}

/** How many slips of the keys lie between two words. */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = isSwapped ? (before[j - 2] ?? 0) + 1 : Infinity
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}
