import { keywordHead } from './keyword.ts'
import { nameHead } from './name-head.ts'
import type { Head, Sight } from './sight.ts'
import {
  identifierAt,
  isBlank,
  isDigit,
  isSpaceOrEnd,
  skipBlanks,
  skipBracket,
  skipRegularExpression,
  skipSpace,
} from './text.ts'

/** Reads how the statement at `at` begins (no blank, no comment stands there). docs/language.md §1. */
export function readHead(text: string, at: number, sight: Sight): Head {
  const name = identifierAt(text, at)
  if (name === 'await') return awaitHead(text, at + name.length, sight) ?? nameHead(text, at, name, sight)
  if (name !== '') return keywordHead(text, at, name, sight) ?? nameHead(text, at, name, sight)
  const char = text[at]
  if (isDigit(char) || (char === '.' && isDigit(text[at + 1]))) return numberHead(text, at)
  switch (char) {
    case '"':
    case "'":
    case '`':
      return 'closed'
    case '(':
      return isArithmetic(text, at) || isBareBoolean(text, at) ? 'command' : 'closed'
    case '{':
      return 'closed'
    case '[':
      return isTest(text, at) ? 'command' : 'closed'
    case '!':
      return bangHead(text, at)
    case '+':
    case '-':
      return isSpaceOrEnd(text[at + 1]) ? 'command' : 'closed'
    case '/':
      return regularExpressionHead(text, at)
    case '@':
      return decoratorHead(text, at)
    default:
      return 'command'
  }
}

const number =
  /0[xXbBoO][\da-fA-F_]+n?|(?:\d[\d_]*(?:n(?![\w.])|(?:\.[\d_]*)?(?:[eE][+-]?\d+)?)|\.\d[\d_]*(?:[eE][+-]?\d+)?)/y

function numberHead(text: string, at: number): Head {
  number.lastIndex = at
  if (!number.test(text)) return 'command'
  const end = number.lastIndex
  const next = text[end]
  // `2>file` and `0<file` redirect a descriptor.
  if (next === '<' || next === '>') return 'command'
  if (identifierAt(text, end) !== '') return 'command'
  return 'declared'
}

/** `[ … ]` with inner blanks and no comma outside quotes is `test`; `[[ ` is bash's. */
function isTest(text: string, at: number): boolean {
  if (text[at + 1] === '[' && isSpaceOrEnd(text[at + 2])) return text[at + 2] !== undefined
  if (!isBlank(text[at + 1])) return false
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i]
    if (char === '\n' || char === ',') return char === '\n'
    if (char === ']' && isBlank(text[i - 1])) return true
    if (char === '\\') i++
    else if (char === '"' || char === "'" || char === '`') {
      const close = text.indexOf(char, i + 1)
      if (close === -1) return true
      i = close
    }
  }
  return true
}

/** `(( … ))` with inner blanks is bash's arithmetic. */
function isArithmetic(text: string, at: number): boolean {
  if (text[at + 1] !== '(' || !isBlank(text[at + 2])) return false
  const close = skipBracket(text, at + 1)
  return close !== -1 && text[close] === ')' && isBlank(text[close - 2])
}

const bareBoolean = /\(\s*(?:true|false)\s*[);&|]/y

/** `(false) | (true)`: in a subshell, too, the bare words are commands. */
function isBareBoolean(text: string, at: number): boolean {
  bareBoolean.lastIndex = at
  return bareBoolean.test(text)
}

/** `!x` is TypeScript where x is declared; `! grep`, `!!`, `!$` are the shell's. */
function bangHead(text: string, at: number): Head {
  let i = at
  while (text[i] === '!') i++
  return isSpaceOrEnd(text[i]) || '-?#$:*^'.includes(text[i] ?? '') ? 'command' : 'closed'
}

/** A path, unless `.method(` follows the literal at once. */
function regularExpressionHead(text: string, at: number): Head {
  const end = skipRegularExpression(text, at)
  if (end === -1 || text[end] !== '.') return 'command'
  const method = identifierAt(text, end + 1)
  return method !== '' && text[end + 1 + method.length] === '(' ? 'typescript' : 'command'
}

/** `@dec class C {}`, `@dec(x)⏎export class C {}`: a class must follow the decorators. */
function decoratorHead(text: string, at: number): Head {
  while (text[at] === '@') {
    at++
    for (let name = identifierAt(text, at); name !== ''; name = identifierAt(text, at)) {
      at += name.length
      if (text[at] === '.') at++
    }
    if (text[at] === '(') {
      const close = skipBracket(text, at)
      if (close === -1) return 'command'
      at = close
    }
    at = skipSpace(text, at)
  }
  const word = identifierAt(text, skipBlanks(text, at))
  return at === text.length || ['class', 'export', 'abstract', 'default'].includes(word)
    ? 'typescript'
    : 'command'
}

/** `await`: TypeScript if what follows would be by this rule; else the job builtin: `await %1`, `await build`. */
function awaitHead(text: string, after: number, sight: Sight): Head | undefined {
  if (!isSpaceOrEnd(text[after]) && !'([`'.includes(text[after] ?? '')) return undefined
  let at = skipBlanks(text, after)
  while (text.startsWith('await ', at)) at = skipBlanks(text, at + 6)
  const char = text[at]
  if (char === undefined || char === '\n' || char === '-' || char === '%') return 'command'
  const head = readHead(text, at, sight)
  if (head === 'function') return 'typescript'
  return head === 'assignment' ? 'declared' : head
}
