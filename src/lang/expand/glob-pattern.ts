import type { Elements, PatternOptions } from './pattern/elements.ts'
import { parsePattern } from './pattern/parse.ts'

/** One component of a path pattern with the slashes before it as they are written. */
export interface Component {
  readonly slashes: string
  /** The name it stands for when it holds no operator. */
  readonly literal: string | undefined
  readonly elements: Elements
  /** `**` */
  readonly isGlobstar: boolean
}

/** Splits a path pattern at its slashes: POSIX 2.14.3, a slash is matched by a slash that is written out only. */
export function splitComponents(pattern: string, options: PatternOptions): Component[] {
  const out: Component[] = []
  let slashes = ''
  let from = 0
  let depth = 0
  for (let at = 0; at <= pattern.length; at++) {
    const char = pattern[at]
    if (char === '\\' && pattern[at + 1] !== '/') {
      at++
      continue
    }
    if (options.extglob === true && char === '(') depth++
    if (char === ')' && depth > 0) depth--
    if (at < pattern.length && !isSlash(pattern, at, depth)) continue
    if (at > from) {
      out.push(component(slashes, pattern.slice(from, at), options))
      slashes = ''
    }
    if (at === pattern.length) break
    slashes += '/'
    if (char === '\\') at++
    from = at + 1
  }
  if (slashes !== '') out.push(component(slashes, '', options))
  return out
}

function isSlash(pattern: string, at: number, depth: number): boolean {
  return depth === 0 && (pattern[at] === '/' || (pattern[at] === '\\' && pattern[at + 1] === '/'))
}

function component(slashes: string, text: string, options: PatternOptions): Component {
  const literal = parsePattern(text, { extglob: options.extglob })
  const chars = literal.map(element => (element.type === 'Char' ? element.char : undefined))
  return {
    slashes,
    literal: chars.includes(undefined) ? undefined : chars.join(''),
    elements: options.ignoreCase === true ? parsePattern(text, options) : literal,
    isGlobstar: text === '**',
  }
}
