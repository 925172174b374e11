import { backtrack, slotOf } from './backtrack.ts'
import { groupsOf, type Saved } from './groups.ts'
import { type Extent, longestMatch } from './longest.ts'
import { parseRegex } from './parse.ts'
import { makeProgram, type Program } from './program.ts'

/** A POSIX extended regular expression, made ready to match. */
export interface Regex {
  /** The leftmost, longest match and its groups (undefined: one that took no part); undefined where nothing matches. */
  match(text: string): readonly (string | undefined)[] | undefined
}

const limit = 256

/** A cache by text, as a WeakMap would be by tree: it changes no answer. */
const cache = new Map<string, Regex | undefined>()

/** The expression a text is; undefined where it is none. */
export function regexOf(source: string, ignoreCase: boolean): Regex | undefined {
  const key = ignoreCase ? `i${source}` : `s${source}`
  if (cache.has(key)) return cache.get(key)
  const made = make(source, ignoreCase)
  if (cache.size >= limit) cache.clear()
  cache.set(key, made)
  return made
}

function make(source: string, ignoreCase: boolean): Regex | undefined {
  try {
    const { node, groups, hasReferences } = parseRegex(source, ignoreCase)
    const program = makeProgram(node, groups, hasReferences)
    return { match: text => match(program, text) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function match(program: Program, text: string): readonly (string | undefined)[] | undefined {
  const codes = codePoints(text)
  const found = program.hasReferences ? backtrack(program, codes) : longest(program, codes)
  if (found === undefined) return undefined
  const { extent, saved } = found
  const groups: (string | undefined)[] = [textOf(codes, extent.start, extent.end)]
  for (let index = 1; index <= program.groups; index++) {
    const [start, end] = [slotOf(saved, index * 2), slotOf(saved, index * 2 + 1)]
    groups.push(start === undefined || end === undefined ? undefined : textOf(codes, start, end))
  }
  return groups
}

function longest(
  program: Program,
  codes: Uint32Array,
): { readonly extent: Extent; readonly saved: Saved | undefined } | undefined {
  const extent = longestMatch(program, codes)
  if (extent === undefined) return undefined
  return { extent, saved: program.groups === 0 ? undefined : groupsOf(program, codes, extent) }
}

function codePoints(text: string): Uint32Array {
  const codes = new Uint32Array(text.length)
  let count = 0
  for (let at = 0; at < text.length; count++) {
    const code = text.codePointAt(at) ?? 0
    codes[count] = code
    at += code > 0xffff ? 2 : 1
  }
  return codes.subarray(0, count)
}

function textOf(codes: Uint32Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) text += String.fromCodePoint(codes[at] ?? 0)
  return text
}
