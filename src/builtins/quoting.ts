/** How the shell writes values that it can read again: `set`, `declare -p`, `alias`, `trap`, `printf %q`. */

// Control characters and undecodable bytes cannot stand in plain quotes: bash's ansic_shouldquote.
const unprintable = /[\x00-\x1f\x7f-\x9f\udc80-\udcff]/

const ansiNames: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\x1b': '\\E',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  "'": "\\'",
}

/** `'it'\''s'` (bash's sh_single_quote). */
export function quoteSingle(text: string): string {
  if (text === "'") return "\\'"
  return `'${text.replaceAll("'", "'\\''")}'`
}

/** `$'a\nb'` (bash's ansic_quote). */
export function quoteAnsi(text: string): string {
  let out = ''
  for (const char of text) out += ansiNames[char] ?? (unprintable.test(char) ? octalBytes(char) : char)
  return `$'${out}'`
}

function octalBytes(char: string): string {
  const code = char.charCodeAt(0)
  if (code >= 0xdc80 && code <= 0xdcff) return `\\${(code - 0xdc00).toString(8).padStart(3, '0')}`
  return [...Buffer.from(char)].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}

/** True where plain quotes would not do. */
export function needsAnsi(text: string): boolean {
  return unprintable.test(text)
}

// bash's sh_contains_shell_metas, which decides whether `set` quotes a value.
const metas = /[ \t\n'"\\|&;()<>!{}*[\]?^$`]|(?:^|[=:])~|(?:^|[ \t\n])#/

/** A scalar as bare `set` shows it: bare where it can be, else quoted. */
export function quoteForSet(text: string): string {
  if (needsAnsi(text)) return quoteAnsi(text)
  return metas.test(text) ? quoteSingle(text) : text
}

/** A word that reads back as itself: quoted only where it must be (bash's sh_quote_reusable). */
export function quoteForReuse(text: string): string {
  return text === '' || metas.test(text) ? quoteSingle(text) : text
}

/** `"a\"b"` for `declare -p` (bash's sh_double_quote), or `$'…'`. */
export function quoteDouble(text: string): string {
  if (needsAnsi(text)) return quoteAnsi(text)
  return `"${text.replace(/["$`\\]/g, '\\$&')}"`
}

/** An element's key in `declare -p` of an associative array. */
export function quoteKey(key: string): string {
  if (needsAnsi(key)) return quoteAnsi(key)
  return key === '' || key === '@' || key === '*' || metas.test(key) ? quoteDouble(key) : key
}

/** `printf %q` (bash's sh_backslash_quote, or `$'…'`). */
export function quoteBackslash(text: string): string {
  if (text === '') return "''"
  if (needsAnsi(text)) return quoteAnsi(text)
  return text.replace(/[ \t'"\\|&;()<>!{}*[\]?^$`,]|^[~#]|(?<=[=:])~/g, '\\$&')
}
