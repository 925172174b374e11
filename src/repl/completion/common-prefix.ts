/** What all texts begin with. */
export function commonPrefix(texts: readonly string[]): string {
  const [first = ''] = texts
  let length = first.length
  for (const text of texts) {
    if (length === 0) return ''
    let same = 0
    while (same < length && text[same] === first[same]) same++
    length = same
  }
  // Not in the middle of a surrogate pair.
  const last = first.charCodeAt(length - 1)
  return first.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length)
}
