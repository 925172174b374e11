import { encodeBytes } from '../../value/index.ts'
import { decodeAnsiC } from '../syntax/index.ts'

/** The escapes of `$'…'` decoded: `${x@E}`. */
export function decodeEscapes(text: string): string {
  return decodeAnsiC(text)
}

/** Quoted so that the shell reads it back: `${x@Q}`. */
export function quoteValue(text: string): string {
  if (text === "'") return "\\'"
  return ansiQuoteIfNeeded(text) ?? `'${text.replaceAll("'", "'\\''")}'`
}

/** In double quotes, as `declare -p` shows elements; `$'…'` where there are control characters. */
export function doubleQuoteValue(text: string): string {
  return ansiQuoteIfNeeded(text) ?? `"${text.replace(/["\\$`]/g, '\\$&')}"`
}

const letters: ReadonlyMap<string, string> = new Map([
  ['\u0007', 'a'],
  ['\b', 'b'],
  ['\u001b', 'E'],
  ['\f', 'f'],
  ['\n', 'n'],
  ['\r', 'r'],
  ['\t', 't'],
  ['\v', 'v'],
  ['\\', '\\'],
  ["'", "'"],
])

const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029]/u

/** `$'…'` if a character cannot be shown as it is. */
export function ansiQuoteIfNeeded(text: string): string | undefined {
  if (!unprintable.test(text)) return undefined
  return `$'${Array.from(text, ansiCharacter).join('')}'`
}

function ansiCharacter(char: string): string {
  const letter = letters.get(char)
  if (letter !== undefined) return `\\${letter}`
  if (!unprintable.test(char)) return char
  return Array.from(encodeBytes(char), byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
