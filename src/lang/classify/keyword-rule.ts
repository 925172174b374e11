import type { Head, Sight } from './sight.ts'
import { identifierAt, isBlank, skipBlanks, skipSpace } from './text.ts'

/** What a keyword at a statement's beginning says; undefined where the word stands as a plain name. `after` is its end. */
export type Rule = (text: string, after: number, sight: Sight) => Head | undefined

/** A name or a destructuring pattern follows: `let x`, `const {a}`. */
export function bindingFollows(text: string, after: number): boolean {
  const next = skipSpace(text, after)
  if (text[next] === '{' || text[next] === '[') return true
  return next > after && identifierAt(text, next) !== ''
}

export function nameFollows(text: string, after: number): boolean {
  const next = skipBlanks(text, after)
  return next > after && identifierAt(text, next) !== ''
}

/** The next word on the line. */
export function wordAfter(text: string, after: number): string {
  return isBlank(text[after]) ? identifierAt(text, skipBlanks(text, after)) : ''
}
