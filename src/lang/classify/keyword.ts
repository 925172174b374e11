import { bindingFollows, nameFollows, wordAfter, type Rule } from './keyword-rule.ts'
import { declareRule, exportRule, importRule } from './module-keyword.ts'
import type { Head, Sight } from './sight.ts'
import {
  identifierAt,
  isBlank,
  isDigit,
  isSpaceOrEnd,
  isStatementEnd,
  skipBlanks,
  skipBracket,
  skipSpace,
} from './text.ts'

/** The verdict on a statement that begins with a keyword; undefined where the word stands as a plain name. */
export function keywordHead(text: string, at: number, word: string, sight: Sight): Head | undefined {
  return rules.get(word)?.(text, at + word.length, sight)
}

const gluedOperators = '-./=+:@%,~'

/** `const`: no command has the name, so a typo stays TypeScript; `const-x`, `const=5` are other words. */
const constant: Rule = (text, after) =>
  gluedOperators.includes(text[after] ?? ' ') && text[after] !== undefined ? 'command' : 'certain'

const classLike: Rule = (text, after) => {
  const next = skipBlanks(text, after)
  if (text[next] === '{') return 'certain'
  return nameFollows(text, after) ? 'certain' : undefined
}

const named: Rule = (text, after) => (nameFollows(text, after) ? 'certain' : undefined)

const binding: Rule = (text, after) => (bindingFollows(text, after) ? 'typescript' : undefined)

const functionRule: Rule = (text, after) => {
  let at = skipBlanks(text, after)
  if (text[at] === '*' || text[at] === '(') return 'certain'
  const name = at > after ? identifierAt(text, at) : ''
  if (name === '') return 'command'
  at = skipBlanks(text, at + name.length)
  if (text[at] === '<') return 'certain'
  if (text[at] !== '(') return 'command'
  const inside = skipBlanks(text, at + 1)
  if (text[inside] === undefined) return 'function'
  if (text[inside] !== ')') return 'certain'
  return text[skipBlanks(text, inside + 1)] === ':' ? 'certain' : 'function'
}

const asyncRule: Rule = (text, after) => {
  if (!isBlank(text[after])) return undefined
  const at = skipBlanks(text, after)
  const word = identifierAt(text, at)
  if (word === 'function' && identifierAt(text, at + 8) === '') return 'certain'
  if (word !== '') return arrowFollows(text, at + word.length) ? 'typescript' : undefined
  const open = text[at] === '<' ? text.indexOf('(', at) : at
  if (text[open] !== '(') return undefined
  const close = skipBracket(text, open)
  return close === -1 || arrowFollows(text, close) || text[skipBlanks(text, close)] === ':'
    ? 'typescript'
    : undefined
}

function arrowFollows(text: string, at: number): boolean {
  const next = skipBlanks(text, at)
  return text[next] === '=' && text[next + 1] === '>'
}

const thenRule: Rule = (text, after) => condition(text, after, 'then')
const doneRule: Rule = (text, after) => condition(text, after, 'do')

/** `if (x) …`, `while (x) …`, unless `then`, `do` or a shell list goes on after the bracket. */
function condition(text: string, after: number, shell: string): Head | undefined {
  const open = skipBlanks(text, after)
  if (text[open] !== '(') return undefined
  const close = skipBracket(text, open)
  if (close === -1) return 'typescript'
  let at = close
  while (isBlank(text[at]) || text[at] === '\n' || text[at] === ';') at++
  const word = identifierAt(text, at)
  return word === shell && isSpaceOrEnd(text[at + word.length]) ? 'command' : 'typescript'
}

const forRule: Rule = (text, after) => {
  let at = skipBlanks(text, after)
  if (identifierAt(text, at) === 'await')
    return text[skipBlanks(text, at + 5)] === '(' ? 'certain' : undefined
  // `for ((i = 0; …))` is bash's.
  if (text[at] === '(' && text[at + 1] === '(') return 'command'
  return condition(text, after, 'do')
}

const doRule: Rule = (text, after, sight) => {
  const at = skipSpace(text, after)
  if (text[at] === '{') return 'typescript'
  return at > after && (sight.inside !== undefined || /\bwhile\s*\(/.test(text.slice(at)))
    ? 'typescript'
    : undefined
}

const tryRule: Rule = (text, after) => (text[skipSpace(text, after)] === '{' ? 'certain' : undefined)

const switchRule: Rule = (text, after) => (text[skipBlanks(text, after)] === '(' ? 'certain' : undefined)

const throwRule: Rule = (text, after) =>
  isSpaceOrEnd(text[after]) || '(`"\'{[;'.includes(text[after] ?? '') ? 'certain' : undefined

/** `type X = …`, `type Y<T> = …`; `type ls` asks what a command is. */
const typeRule: Rule = (text, after) => {
  if (!isBlank(text[after])) return undefined
  const at = skipBlanks(text, after)
  const name = identifierAt(text, at)
  if (name === '') return undefined
  const glued = at + name.length
  if (text[glued] === '<' && /[\w\s]/.test(text[glued + 1] ?? ' ')) return 'typescript'
  const next = skipSpace(text, glued)
  return text[next] === '=' && text[next + 1] !== '=' ? 'typescript' : undefined
}

const namespaceRule: Rule = (text, after) => {
  if (!isBlank(text[after])) return undefined
  const header = /\s+(?:[\w$.]+|'[^'\n]*'|"[^"\n]*")\s*\{/y
  header.lastIndex = after
  return header.test(text) ? 'typescript' : undefined
}

const abstractRule: Rule = (text, after) => (wordAfter(text, after) === 'class' ? 'typescript' : undefined)

const returnRule: Rule = (_text, _after, sight) => (sight.inside?.function ? 'certain' : 'command')

const jumpRule: Rule = (text, after, { inside }) =>
  inside !== undefined && (inside.loop || inside.function || nameFollows(text, after)) ? 'certain' : 'command'

/** No command has the name: outside a generator it is a mistake that V8 explains. */
const yieldRule: Rule = (text, after, sight) => {
  if (sight.inside?.generator) return 'certain'
  const at = skipBlanks(text, after)
  return text[after] === '*' ||
    (at > after && !isStatementEnd(text, at) && !'-+/<>|&'.includes(text[at] ?? ''))
    ? 'typescript'
    : undefined
}

const thisRule: Rule = (text, after) => {
  const char = text[after] ?? ' '
  return '.[('.includes(char) || (char === '?' && text[after + 1] === '.') || char === '!'
    ? 'typescript'
    : 'command'
}

/** `new X`, `typeof x`, `void 0`, `delete x`: an operand must follow, not a flag. */
const prefix: Rule = (text, after) => {
  const at = skipBlanks(text, after)
  const char = text[at] ?? ''
  if (char === '(' || char === '[' || char === '`' || char === '"' || char === "'") return 'typescript'
  if (at === after)
    return char === '.' && identifierAt(text, after + 1) === 'target' ? 'typescript' : undefined
  if (identifierAt(text, at) === '' && !isDigit(char) && char !== '!') return undefined
  const name = identifierAt(text, at)
  return /[-:@]/.test(text[at + name.length] ?? '') && name !== '' ? undefined : 'typescript'
}

/** Bare, or before an operator, `true` and `false` are commands. */
const booleanRule: Rule = (text, after, sight) => {
  const at = skipBlanks(text, after)
  if (isStatementEnd(text, at) || /[|&<>]/.test(text[at] ?? '')) return 'command'
  return literalRule(text, after, sight)
}

const literalRule: Rule = (text, after) => {
  const at = skipBlanks(text, after)
  if (at > after && identifierAt(text, at) !== '') return 'command'
  return 'closed'
}

const debuggerRule: Rule = (text, after) =>
  isStatementEnd(text, skipBlanks(text, after)) ? 'typescript' : undefined

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['const', constant],
  ['class', classLike],
  ['interface', named],
  ['enum', named],
  ['let', binding],
  ['var', binding],
  [
    'using',
    (text, after) =>
      nameFollows(text, after) && /^\s+[\w$]+\s*=/.test(text.slice(after, after + 200))
        ? 'typescript'
        : undefined,
  ],
  ['function', functionRule],
  ['async', asyncRule],
  ['if', thenRule],
  ['while', doneRule],
  ['with', thenRule],
  ['for', forRule],
  ['do', doRule],
  ['try', tryRule],
  ['switch', switchRule],
  ['throw', throwRule],
  ['type', typeRule],
  ['namespace', namespaceRule],
  ['module', namespaceRule],
  ['abstract', abstractRule],
  ['declare', declareRule],
  ['export', exportRule],
  ['import', importRule],
  ['return', returnRule],
  ['break', jumpRule],
  ['continue', jumpRule],
  ['yield', yieldRule],
  ['this', thisRule],
  ['super', thisRule],
  ['new', prefix],
  ['typeof', prefix],
  ['void', prefix],
  ['delete', prefix],
  ['true', booleanRule],
  ['false', booleanRule],
  ['null', literalRule],
  ['debugger', debuggerRule],
])
