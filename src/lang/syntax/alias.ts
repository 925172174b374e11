import { isMeta } from './chars.ts'
import type { Reader } from './reader.ts'

/** An alias's value that stands in the text in place of its name. */
export interface AliasExpansion {
  readonly name: string
  /** Where the value stands in the text. */
  readonly start: number
  end: number
  /** Where the name stood, and what follows it, before any expansion of this reader's text. */
  readonly from: number
  readonly to: number
  /** The value ends in a blank: the next word is looked up too. */
  blank: boolean
}

const name = /[^\t\n &();<>|$`\\"'/=]+/y

/**
 * Replaces the word at the place by its alias's value, again and again, unless it comes out of that very alias
 * (POSIX 2.3.1). Only a whole unquoted word is an alias.
 */
export function expandAlias(r: Reader): void {
  const { aliases } = r.shared.options
  if (aliases === undefined) return
  for (;;) {
    name.lastIndex = r.at
    const word = name.exec(r.text)?.[0]
    if (word === undefined || !isMeta(r.text.charCodeAt(r.at + word.length))) return
    if (r.expansions.some(expansion => expansion.name === word && r.at < expansion.end)) return
    const value = aliases(word)
    if (value === undefined) return
    replace(r, word, value)
    r.skipBlanks()
  }
}

/** Looks the word at the place up if it follows an alias whose value ends in a blank. */
export function expandAfterBlank(r: Reader): void {
  const last = r.expansions.findLast(expansion => expansion.blank)
  if (last === undefined || r.at < last.end) return
  last.blank = false
  expandAlias(r)
}

/** Whether the place is inside an alias's value: a newline there does not end the line of the source. */
export function isInAlias(r: Reader): boolean {
  return r.expansions.some(expansion => r.at < expansion.end)
}

function replace(r: Reader, word: string, value: string): void {
  const start = r.at
  const delta = value.length - word.length
  const last = r.expansions.at(-1)
  r.text = r.text.slice(0, start) + value + r.text.slice(start + word.length)
  r.matches.clear()
  r.bracedMatches.clear()
  r.peekedAt = -1
  const inside = last !== undefined && start < last.end
  const from = inside ? last.from : start + (last === undefined ? 0 : last.to - last.end)
  const to = inside ? last.to : from + word.length
  for (const expansion of r.expansions) if (start < expansion.end) expansion.end += delta
  r.expansions.push({ name: word, start, end: start + value.length, from, to, blank: /[ \t]$/.test(value) })
}
