import type { Pattern } from '../pattern.ts'
import type { Element, Elements, PatternOptions } from './elements.ts'
import { starThenText, textThenStar } from './affix.ts'
import { literalPattern } from './literal.ts'
import { parsePattern } from './parse.ts'
import { reach, reachBack, type Walk } from './reach.ts'

const limit = 512
/** Patterns by their text: a loop matches the same few again and again. */
const caches = [new Map<string, Pattern>(), new Map(), new Map(), new Map()] as const

/** A pattern from its text, in which a backslash quotes the next character. */
export function patternFromText(text: string, options: PatternOptions = {}): Pattern {
  const cache =
    caches[
      options.extglob === true ? (options.ignoreCase === true ? 3 : 2) : options.ignoreCase === true ? 1 : 0
    ]
  const known = cache.get(text)
  if (known) return known
  if (cache.size >= limit) cache.clear()
  const pattern = patternOf(parsePattern(text, options))
  cache.set(text, pattern)
  return pattern
}

function patternOf(elements: Elements): Pattern {
  const literal = textOf(elements)
  if (literal !== undefined) return literalPattern(literal)
  const first = elements[0]?.type === 'Star' ? textOf(elements.slice(1)) : undefined
  if (first) return starThenText(first)
  const last = elements.at(-1)?.type === 'Star' ? textOf(elements.slice(0, -1)) : undefined
  return last ? textThenStar(last) : new ElementPattern(elements)
}

/** The text of elements that are all plain characters. */
function textOf(elements: Elements): string | undefined {
  let text = ''
  for (const element of elements) {
    if (element.type !== 'Char') return undefined
    text += element.char
  }
  return text
}

/** Whether a file name matches; a leading dot must be written out unless `dots`. */
export function nameMatcher(elements: Elements, dots: boolean): (name: string) => boolean {
  if (!isSimple(elements)) {
    return name => {
      const chars = charsOf(name)
      return reach(elements, [0], { chars, period: !dots }).at(-1) === chars.length
    }
  }
  const matches = aroundStar(elements) ?? (name => matchesSimple(elements, charsOf(name)))
  if (dots || elements.length === 0 || elements[0]?.type === 'Char') return matches
  return name => !name.startsWith('.') && matches(name)
}

/** `*`, `*.txt`, `file-*.txt`: what nearly all are, so it is done with string methods. */
function aroundStar(elements: Elements): ((name: string) => boolean) | undefined {
  const star = elements.findIndex(element => element.type === 'Star')
  if (star < 0) return undefined
  const head = textOf(elements.slice(0, star))
  const tail = textOf(elements.slice(star + 1))
  if (head === undefined || tail === undefined || !head.isWellFormed() || !tail.isWellFormed())
    return undefined
  const shortest = head.length + tail.length
  return name => name.length >= shortest && name.startsWith(head) && name.endsWith(tail)
}

class ElementPattern implements Pattern {
  readonly literal = undefined
  readonly #elements: Elements
  readonly #simple: boolean
  /** Of the last `find`: the next one goes on in the same text. */
  #walk: TextWalk | undefined

  constructor(elements: Elements) {
    this.#elements = elements
    this.#simple = isSimple(elements)
  }

  matches(text: string): boolean {
    const chars = charsOf(text)
    if (this.#simple) return matchesSimple(this.#elements, chars)
    return reach(this.#elements, [0], { chars, period: false }).at(-1) === chars.length
  }

  prefix(text: string, longest: boolean): number {
    const walk = walkOf(text)
    return offset(walk, reach(this.#elements, [0], walk).at(longest ? -1 : 0))
  }

  suffix(text: string, longest: boolean): number {
    const walk = walkOf(text)
    return offset(walk, reachBack(this.#elements, [walk.chars.length], walk).at(longest ? 0 : -1))
  }

  find(text: string, from: number): { start: number; end: number } | undefined {
    const walk = this.#walk?.text === text ? this.#walk : (this.#walk = walkOf(text))
    const begin = position(walk, from)
    const first = this.#elements[0]
    // A match that begins with a star begins here or nowhere.
    const last = first?.type === 'Star' ? begin : walk.chars.length
    for (let at = begin; at <= last; at++) {
      if (first?.type === 'Char' && walk.chars[at] !== first.char) continue
      if (first?.type === 'Bracket' && !(at < walk.chars.length && first.matches(walk.chars[at] ?? '')))
        continue
      const end = reach(this.#elements, [at], walk).at(-1)
      if (end !== undefined) return { start: offset(walk, at), end: offset(walk, end) }
    }
    return undefined
  }
}

function isSimple(elements: Elements): boolean {
  return elements.every(element => element.type !== 'Extended')
}

/** The classical glob match: back to the last star only, so never worse than length times length. */
function matchesSimple(elements: Elements, chars: ArrayLike<string>): boolean {
  let e = 0
  let at = 0
  let starElement = -1
  let starAt = 0
  while (at < chars.length) {
    const element = elements[e]
    if (element?.type === 'Star') {
      starElement = e++
      starAt = at
      if (e === elements.length) return true
    } else if (element !== undefined && takes(element, chars[at] ?? '')) {
      e++
      at++
    } else if (starElement >= 0) {
      e = starElement + 1
      at = ++starAt
    } else {
      return false
    }
  }
  while (elements[e]?.type === 'Star') e++
  return e === elements.length
}

function takes(element: Element, char: string): boolean {
  if (element.type === 'Char') return element.char === char
  return element.type === 'Any' || (element.type === 'Bracket' && element.matches(char))
}

const pairs = /[\ud800-\udbff][\udc00-\udfff]/

function charsOf(text: string): ArrayLike<string> {
  return pairs.test(text) ? Array.from(text) : text
}

/** A walk over a text, with the string's offset of every character if these differ. */
interface TextWalk extends Walk {
  readonly text: string
  readonly offsets: readonly number[] | undefined
}

function walkOf(text: string): TextWalk {
  const chars = charsOf(text)
  if (typeof chars === 'string') return { text, chars, period: false, offsets: undefined }
  const offsets = [0]
  for (let i = 0; i < chars.length; i++) offsets.push((offsets[i] ?? 0) + (chars[i] ?? '').length)
  return { text, chars, period: false, offsets }
}

/** The offset in the string of a position in its characters; -1 for none. */
function offset(walk: TextWalk, at: number | undefined): number {
  if (at === undefined) return -1
  return walk.offsets ? (walk.offsets[at] ?? -1) : at
}

/** The inverse of `offset`. */
function position(walk: TextWalk, from: number): number {
  if (!walk.offsets) return from
  let low = 0
  let high = walk.offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((walk.offsets[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return low
}
