import { joinBytes, separateBytes } from '../../value/index.ts'
import type { ExpandHost } from './host.ts'

/**
 * A text as the locale's characters: in the locale C (POSIX XBD 7.2) every byte is one, and stands by itself. Texts of
 * ASCII, which are the same in both, cost no look at the locale.
 */
export function inLocale(text: string, host: ExpandHost): string {
  if (isAscii(text)) return text
  return host.isByteLocale?.() === true ? separateBytes(text) : joinBytes(text)
}

/** Back to the text it is: bytes that make a character are that character. */
export function outOfLocale(text: string): string {
  return isAscii(text) ? text : joinBytes(text)
}

export function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  return !/[^\x00-\x7f]/.test(text)
}
