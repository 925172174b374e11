import { bindingFollows, nameFollows, wordAfter, type Rule } from './keyword-rule.ts'
import { identifierAt, isBlank, isSpaceOrEnd, skipBlanks, skipSpace } from './text.ts'

const declarable = new Set(
  'const let var function class module namespace global enum interface type abstract async using'.split(' '),
)

export const declareRule: Rule = (text, after) => {
  const word = wordAfter(text, after)
  if (!declarable.has(word)) return undefined
  const end = skipBlanks(text, after) + word.length
  if (word === 'global') return text[skipSpace(text, end)] === '{' ? 'typescript' : undefined
  return nameFollows(text, end) || quoteFollows(text, end) ? 'typescript' : undefined
}

function quoteFollows(text: string, at: number): boolean {
  const char = text[skipBlanks(text, at)]
  return char === '"' || char === "'"
}

export const exportRule: Rule = (text, after, sight) => {
  const at = skipBlanks(text, after)
  if (text[at] === '{') return 'certain'
  if (at === after) return text[at] === '*' ? 'typescript' : undefined
  if (text[at] === '*') return isSpaceOrEnd(text[at + 1]) ? 'certain' : undefined
  if (text[at] === '=') return isBlank(text[at + 1]) ? 'typescript' : undefined
  if (text[at] === '@') return 'typescript'
  const word = identifierAt(text, at)
  const end = at + word.length
  if (word === 'default')
    return isSpaceOrEnd(text[end]) || '({[`"\'/'.includes(text[end] ?? '') ? 'certain' : undefined
  if (word === 'const')
    return isSpaceOrEnd(text[end]) || text[end] === '{' || text[end] === '[' ? 'certain' : undefined
  if (word === 'declare') return declareRule(text, end, sight)
  if (word === 'import') return nameFollows(text, end) ? 'typescript' : undefined
  if (word === 'type' && '{*'.includes(text[skipBlanks(text, end)] ?? ' ')) return 'typescript'
  if (word === 'function')
    return text[skipBlanks(text, end)] === '*' || /^\s+[\w$]+\s*[(<]/.test(text.slice(end, end + 200))
      ? 'typescript'
      : undefined
  if (declarable.has(word) && bindingFollows(text, end)) return 'typescript'
  return undefined
}

export const importRule: Rule = (text, after) => {
  const at = skipBlanks(text, after)
  const char = text[at]
  if (at === after && (char === '(' || char === '.')) return 'typescript'
  if (char === '{' || char === '"' || char === "'") return 'certain'
  if (at === after) return undefined
  if (char === '*') return isSpaceOrEnd(text[at + 1]) ? 'certain' : undefined
  const word = identifierAt(text, at)
  if (word === '') return undefined
  const next = skipSpace(text, at + word.length)
  if (text[next] === ',') return next === at + word.length ? 'certain' : undefined
  if (text[next] === '=') return isSpaceOrEnd(text[next + 1]) ? 'typescript' : undefined
  if (text[next] === '{') return word === 'type' ? 'certain' : undefined
  if (text[next] === '*') return word === 'type' || word === 'defer' ? 'certain' : undefined
  const second = identifierAt(text, next)
  if (second === 'from') return 'certain'
  if (second === '' || word !== 'type') return undefined
  const third = skipSpace(text, next + second.length)
  return identifierAt(text, third) === 'from' || text[third] === ',' || text[third] === '='
    ? 'certain'
    : undefined
}
