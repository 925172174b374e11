import { isUndecodable } from './undecodable.ts'

/** Characters that mean something to a shell outside quotes (POSIX 2.2), and those that do at a word's start. */
const special = /[\s|&;<>()$`\\"'*?[\]{}!^]/g
const specialFirst = /^[~#=@]/

/** Nothing in it means anything to a shell, whatever the quotes: most names, at once. */
const plain = /^[\w./,+%-]+$/

/** A text as it is inserted in the quotes the cursor is in; `isStart`: at the beginning of a word. */
export function quoteFor(text: string, quote: '' | "'" | '"', isStart: boolean): string {
  if (plain.test(text)) return text
  if (quote === "'") return text.replaceAll("'", String.raw`'\''`)
  // Between `"` a `!` is an event of the history, with a backslash too: it stands outside.
  if (quote === '"') return text.replace(/["$`\\]/g, String.raw`\$&`).replaceAll('!', String.raw`"\!"`)
  if (/[\n\x00-\x1f\x7f]/.test(text) || isUndecodable(text)) return ansiC(text)
  const escaped = text.replace(special, String.raw`\$&`)
  return isStart ? escaped.replace(specialFirst, String.raw`\$&`) : escaped
}

/** `$'…'`: control characters and bytes that are no text can be typed only so. */
function ansiC(text: string): string {
  const body = text.replace(/[\\'\x00-\x1f\x7f\udc80-\udcff]/g, character => {
    const code = character.charCodeAt(0)
    if (character === '\n') return String.raw`\n`
    if (character === '\t') return String.raw`\t`
    if (code >= 0x20 && code < 0x7f) return `\\${character}`
    return `\\x${(code & 0xff).toString(16).padStart(2, '0')}`
  })
  return `$'${body}'`
}
