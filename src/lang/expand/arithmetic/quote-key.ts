import { chain } from '../../../value/index.ts'
import type { Word, WordPart } from '../../syntax/index.ts'
import type { CompiledPart, Compiler, Evaluate } from '../part.ts'
import { concatenate } from '../quoted.ts'

/**
 * What is quoted or expanded within a subscript is a key and nothing else (bash 5.2, expand_array_subscript): its
 * brackets, quotes and dollars are quoted, so that `((count[$word]++))` counts any word and runs none.
 */

/** For each part, how many subscripts of the text stand open around it; none for the text itself. */
export function subscriptDepths(parts: readonly WordPart[]): readonly number[] {
  let depth = 0
  return parts.map(part => {
    if (part.type !== 'Literal') return depth
    for (const char of part.value) {
      if (char === '[') depth++
      else if (char === ']' && depth > 0) depth--
    }
    return 0
  })
}

/** One backslash for each time that a subscript around it is going to be read. */
function quoteKey(text: string, depth: number): string {
  let quoted = text
  for (let i = 0; i < depth; i++) quoted = quoted.replace(/[[\]$"'`\\<>(){}!]/g, String.raw`\$&`)
  return quoted
}

/** A part as it stands in a subscript; at depth 0 as it is. */
export function keyPart(part: CompiledPart, depth: number): CompiledPart {
  const { constant, text } = part
  if (depth === 0) return part
  return {
    ...part,
    ...(constant !== undefined && { constant: quoteKey(constant, depth) }),
    ...(text !== undefined && { text: host => chain(text(host), found => quoteKey(found, depth)) }),
  }
}

/** The text of a whole expression, its keys quoted. */
export function expressionText(word: Word, depths: readonly number[], compiler: Compiler): Evaluate<string> {
  if (depths.every(depth => depth === 0)) return compiler.text(word, false)
  return concatenate(
    word.parts.map((part, i) => {
      const text = compiler.text({ ...word, parts: [part] }, false)
      const depth = depths[i] ?? 0
      return depth === 0 ? text : host => chain(text(host), found => quoteKey(found, depth))
    }),
  )
}
