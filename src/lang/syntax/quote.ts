/**
 * Text → a word that reads back as that text. Two layouts, as in bash: `printf %q` spends a backslash on each special
 * character, `${x@Q}` and the printers of variables use quotes.
 */

const control = /[\x00-\x1f\x7f\udc80-\udcff]/
// An astral character's low half looks like an undecodable byte; the u flag keeps pairs together.
const unprintable = /[\x00-\x1f\x7f\u{dc80}-\u{dcff}]/u
const special = /[ !"#$&'()*,;<>?[\\\]^`{|}~]/g

/** As `printf %q` and `set -x` write it: `a\ b`, `''` for nothing, `$'…'` with control characters. */
export function quoteWord(text: string): string {
  if (text === '') return "''"
  if (hasControl(text)) return quoteAnsi(text)
  return text.replace(special, (character, at: number) => {
    if (character === '~' && at > 0 && !':='.includes(text.charAt(at - 1))) return character
    return `\\${character}`
  })
}

/** As `${x@Q}` writes it: `'it'\''s'`, or `$'…'` with control characters. */
export function quoteSingle(text: string): string {
  if (text === "'") return "\\'"
  return hasControl(text) ? quoteAnsi(text) : `'${text.replaceAll("'", "'\\''")}'`
}

function hasControl(text: string): boolean {
  return control.test(text) && unprintable.test(text)
}

const letters: Record<string, string> = {
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

/** `$'…'`, which can hold any text: control characters and undecodable bytes in octal. */
export function quoteAnsi(text: string): string {
  const body = text.replace(/[\x00-\x1f\x7f'\\]|[\u{dc80}-\u{dcff}]/gu, character => {
    const letter = letters[character]
    if (letter !== undefined) return letter
    const code = character.charCodeAt(0)
    return `\\${(code > 0xff ? code - 0xdc00 : code).toString(8).padStart(3, '0')}`
  })
  return `$'${body}'`
}
