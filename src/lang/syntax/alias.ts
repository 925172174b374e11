import { isMeta } from './chars.ts'
import type { Reader } from './reader.ts'

/** Alias values that stand in the text in place of their names. */
export class Aliased {
  /** The outermost values, in order: where they stand, and where the name stood in the text as it was. */
  readonly regions: { readonly start: number; end: number; readonly from: number; readonly to: number }[] = []
  /** The aliases whose value the place is in, the innermost last: they are not expanded again. */
  readonly active: { readonly name: string; end: number }[] = []
  /** Ends of values that end in a blank, the next one last: the word after is looked up too. */
  readonly blanks: number[] = []

  /** The place in the text as it was before any expansion. */
  before(at: number): number {
    for (let index = this.regions.length - 1; index >= 0; index--) {
      const region = this.regions[index]
      if (region === undefined || at < region.start) continue
      return at < region.end ? region.from : at - region.end + region.to
    }
    return at
  }

  /** Forgets the values that end before the place. */
  leave(at: number): void {
    while ((this.active.at(-1)?.end ?? Infinity) <= at) this.active.pop()
  }

  /** Notes that `value` now stands at `start` in place of `name`. */
  insert(name: string, start: number, value: string): void {
    const delta = value.length - name.length
    const last = this.regions.at(-1)
    if (last !== undefined && start < last.end) last.end += delta
    else {
      const from = this.before(start)
      this.regions.push({ start, end: start + value.length, from, to: from + name.length })
    }
    for (const outer of this.active) outer.end += delta
    this.blanks.forEach((end, index) => (this.blanks[index] = end + delta))
    const end = start + value.length
    this.active.push({ name, end })
    if (/[ \t]$/.test(value)) this.blanks.push(end)
  }
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
    r.aliased?.leave(r.at)
    name.lastIndex = r.at
    const word = name.exec(r.text)?.[0]
    if (word === undefined || !isMeta(r.text.charCodeAt(r.at + word.length))) return
    if (r.aliased?.active.some(alias => alias.name === word) === true) return
    const value = aliases(word)
    if (value === undefined) return
    replace(r, word, value)
    r.skipBlanks()
  }
}

/** Looks the word at the place up if it follows an alias whose value ends in a blank. */
export function expandAfterBlank(r: Reader): void {
  const { aliased } = r
  if (aliased === undefined || r.at < (aliased.blanks.at(-1) ?? Infinity)) return
  while ((aliased.blanks.at(-1) ?? Infinity) <= r.at) aliased.blanks.pop()
  expandAlias(r)
}

/** Whether the place is inside an alias's value: a newline there does not end the line of the source. */
export function isInAlias(r: Reader): boolean {
  r.aliased?.leave(r.at)
  return (r.aliased?.active.length ?? 0) > 0
}

function replace(r: Reader, word: string, value: string): void {
  const start = r.at
  r.text = r.text.slice(0, start) + value + r.text.slice(start + word.length)
  r.matches.clear()
  r.bracedMatches.clear()
  r.peekedAt = -1
  r.aliased ??= new Aliased()
  r.aliased.insert(word, start, value)
}

/** bash, legal_alias_name: any word without blanks, quotes, operators, `$`, `/` and backquotes. */
export function isAliasName(name: string): boolean {
  return name !== '' && !/[\s;&|()<>"'\\$`/]/.test(name)
}
