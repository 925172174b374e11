import type { Role } from './canvas.ts'

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

const keywords = wordsOf(`
  abstract as asserts async await break case catch class const continue debugger declare default delete do else enum
  export extends finally for from function get if implements import in infer instanceof interface is keyof let
  module namespace new of out override private protected public readonly return satisfies set static switch throw try
  type typeof unique using var void while with yield
`)

/** Keywords that are names wherever they do not begin something. */
const contextual = wordsOf(`
  abstract as asserts declare from get implements infer interface is keyof module namespace of out override private
  protected public readonly satisfies set static type unique using async
`)

const constants = wordsOf('true false null undefined NaN Infinity this super')

/** What a word of TypeScript is, from what stands before and after it. */
export function roleOfWord(word: string, isMember: boolean, next: string): Role {
  if (isMember) return next === '(' || next === '`' ? 'function' : 'property'
  if (constants.has(word)) return 'constant'
  if (keywords.has(word) && !(contextual.has(word) && isNameBefore(next))) return 'keyword'
  if (next === '(' || next === '`') return 'function'
  return /^[A-Z]/.test(word) && /[a-z]/.test(word) ? 'type' : 'plain'
}

/** `type = 5`, `get.x`, `set(…)`: a name, not a keyword. */
function isNameBefore(next: string): boolean {
  return next !== '' && '=.,;:)]}+-/?&|<>!('.includes(next)
}

/** A `/` after this word begins a regular expression. */
export function precedesExpression(word: string): boolean {
  return keywords.has(word) && !constants.has(word)
}
