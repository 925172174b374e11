/** The number of characters: an undecodable byte counts as one, a surrogate pair too. */
export function characterCount(text: string): number {
  let count = text.length
  for (let i = 0; i < text.length - 1; i++) {
    const code = text.charCodeAt(i)
    if (code < 0xd800 || code > 0xdbff) continue
    const next = text.charCodeAt(i + 1)
    if (next >= 0xdc00 && next <= 0xdfff) {
      count--
      i++
    }
  }
  return count
}

/** The characters from `from` up to `to`. */
export function sliceCharacters(text: string, from: number, to: number): string {
  if (!/[\ud800-\udbff]/.test(text)) return text.slice(from, to)
  return Array.from(text).slice(from, to).join('')
}
