/**
 * Characters that take one column whatever stands beside them, and never join with each other: ASCII, Latin, Greek and
 * Cyrillic letters, and the signs of prompts (lines, arrows, marks, the private use of prompt fonts). Most lines hold
 * nothing else, and the tables for the rest take fifty milliseconds to load.
 */
const narrow =
  '\\x20-\\x7e\\xa1-\\xac\\xae-\\u02ff\\u0370-\\u0377\\u037a-\\u037f\\u0384-\\u038a\\u038e-\\u03a1\\u03a3-\\u0482' +
  '\\u048a-\\u052f\\u2010-\\u2027\\u2030-\\u203b\\u203d-\\u2048\\u2190-\\u2193\\u21b5\\u2212\\u2500-\\u257f\\u2713' +
  '\\u2717\\u2718\\u276e\\u276f\\u279c\\ue000-\\uf8ff'

const other = new RegExp(`[^${narrow}]`)

/** True where every character of a text is one column by itself. */
export function isNarrowText(text: string): boolean {
  return !other.test(text)
}

/** True where the character at a place is, or where there is none. */
export function isNarrowAt(text: string, at: number): boolean {
  return at >= text.length || isNarrowText(text.charAt(at))
}
