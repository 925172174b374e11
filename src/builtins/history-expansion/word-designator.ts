/** The words of an event that a designator picks, and how long it is; no words where there is none (bash manual, Word Designators). */
export function wordDesignator(
  text: string,
  at: number,
  words: readonly string[],
  searched: string | undefined,
  fail: (rest: string) => never,
): { readonly words: readonly string[] | undefined; readonly length: number } {
  const found =
    /^(?::(?=[\d^$*%-])|(?=[$^*%]|-(?:\d|\$)))(?:(\*)|(%)|([\d]+|\^|\$)?(?:(\*)|(-)(\d+|\$|\^)?)?)/.exec(
      text.slice(at),
    )
  if (found === null || found[0] === '') return { words: undefined, length: 0 }
  const [all, star, percent, from, fromStar, dash, to] = found
  const last = words.length - 1
  const index = (name: string): number => (name === '^' ? 1 : name === '$' ? Math.max(0, last) : Number(name))
  const pick = (first: number, end: number): readonly string[] => {
    if (first > last || end > last || first > end) fail(text.slice(at + all.length))
    return words.slice(first, end + 1)
  }
  const length = all.length
  if (star !== undefined) return { words: words.slice(1), length }
  if (percent !== undefined)
    return { words: words.filter(one => one.includes(searched ?? '')).slice(0, 1), length }
  const first = from === undefined ? 0 : index(from)
  if (fromStar !== undefined) return { words: words.slice(first), length }
  if (dash === undefined) return { words: pick(first, first), length }
  // `n-`: up to the last but one.
  return { words: to === undefined ? pick(first, Math.max(first, last - 1)) : pick(first, index(to)), length }
}
