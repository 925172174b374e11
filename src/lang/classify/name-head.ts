import type { Head, Sight } from './sight.ts'
import { apiNames } from './names.ts'
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

/** How far a name with its members reaches: `a`, `a.b`, `a?.b[0]`. */
interface Chain {
  readonly end: number
  readonly members: boolean
  /** What stands glued after it: a call, a template, a bracket that does not close, or none of these. */
  readonly then: 'call' | 'open' | 'other'
}

/** The verdict on a statement that begins with a name that is no keyword. */
export function nameHead(text: string, at: number, name: string, sight: Sight): Head {
  const after = at + name.length
  if (name === '$' && text[after] === '{') return 'command'
  // Always a command, unless it is zx's `$({…})` or the user has a function of that name.
  if (name === '$' && text[after] === '(' && text[after + 1] !== '{' && !sight.isUser('$')) return 'command'
  const chain = readChain(text, after)
  if (chain.then === 'call') return callHead(text, chain.end)
  const declared = sight.isDeclared(name) || (chain.members && apiNames.has(name))
  if (chain.then === 'open') return declared ? 'declared' : 'command'
  const user = sight.isUser(name)
  return (
    operatorHead(text, chain, user, declared) ?? (declared ? declaredHead(text, chain.end, user) : 'command')
  )
}

/** `f() {` and `f()⏎{` define shell functions (the second is judged by its body); any other glued call is TypeScript. */
function callHead(text: string, open: number): Head {
  if (text[open] !== '(') return 'typescript'
  const inside = skipBlanks(text, open + 1)
  if (text[inside] !== ')') return 'typescript'
  const after = skipBlanks(text, inside + 1)
  if (text[after] === '{' || text[after] === '(')
    return after > inside + 1 || text[after] === '{' ? 'command' : 'typescript'
  if (text[after] !== '\n') return 'typescript'
  return text[skipSpace(text, after)] === '{' ? 'function' : 'typescript'
}

function readChain(text: string, at: number): Chain {
  let members = false
  for (;;) {
    let i = at
    if (text[i] === '!' && '.([!'.includes(text[i + 1] ?? ' ')) i++
    if (text[i] === '(' || text[i] === '`') return { end: i, members, then: 'call' }
    if (text[i] === '<' && isTypedCall(text, i)) return { end: i, members, then: 'call' }
    if (text[i] === '?' && text[i + 1] === '.' && !isDigit(text[i + 2])) {
      if (text[i + 2] === '(' || text[i + 2] === '`') return { end: i, members, then: 'call' }
      i += text[i + 2] === '[' ? 2 : 1
    }
    if (text[i] === '.') {
      const start = text[i + 1] === '#' ? i + 2 : i + 1
      const name = identifierAt(text, start)
      if (name === '') return { end: at, members, then: 'other' }
      at = start + name.length
    } else if (text[i] === '[') {
      const close = skipBracket(text, i)
      if (close === -1) return { end: i, members: true, then: 'open' }
      at = close
    } else return { end: at, members, then: 'other' }
    members = true
  }
}

const typedCall = /<[^()<>;|&\s][^()<>;|&]*(?:<[^()<>;&]*>[^()<>;&]*)?>[(`]/y

/** `f<string>(`, `useState<Map<string, number>>(` */
function isTypedCall(text: string, at: number): boolean {
  typedCall.lastIndex = at
  return typedCall.test(text)
}

const assignment = /(?:=(?![=>])|\+=|-=|\*\*?=|\/=|%=|<<=|>>>?=|&&?=|\|\|?=|\^=|\?\?=)/y
const labelled = /:\s*(?:(?:for|while|do|switch|if|try)\b|\{)/y

/** Assignments, arrows and labels; undefined where none of them follows the name. */
function operatorHead(text: string, chain: Chain, user: boolean, declared: boolean): Head | undefined {
  const at = skipBlanks(text, chain.end)
  const blank = at > chain.end
  if (text[at] === '=' && text[at + 1] === '>') return chain.members ? 'command' : 'typescript'
  assignment.lastIndex = at
  if (assignment.test(text)) {
    if (blank && isSpaceOrEnd(text[assignment.lastIndex])) return 'typescript'
    if (chain.members) return declared ? 'declared' : 'command'
    return user ? 'assignment' : 'command'
  }
  labelled.lastIndex = at
  if (!blank && !chain.members && labelled.test(text)) return 'typescript'
  return undefined
}

const wordOperators: ReadonlySet<string> = new Set(['as', 'in', 'instanceof', 'satisfies'])

/** What follows a declared name decides whether it stands as a command word: a glued flag, another word, a string. */
function declaredHead(text: string, end: number, user: boolean): Head {
  const at = skipBlanks(text, end)
  if (isStatementEnd(text, at)) return 'declared'
  const char = text[at] ?? ''
  // Minified or glued: `x-1`, but also `http-server` and `ls|wc`. Every word in it must be a name.
  if (at === end) return char === '+' && text[at + 1] === '+' ? 'declared' : 'closed'
  if (char === '(' || char === '`') return user ? 'declared' : 'command'
  const word = identifierAt(text, at)
  if (word !== '') return wordOperators.has(word) ? 'declared' : 'command'
  return isGluedFlag(text, at) ? 'command' : 'declared'
}

const logical = /(?:&&|\|\|?|\?\?|[=!]==?)(?!=)/y
const operator = /[-+*/%<>&|^~!=?:.@,;]+/y

/** ` -l`, ` /etc`, ` <f`, ` *.ts`, ` [a-z]`, ` "x"`: text after a blank that no spaced operator begins. */
export function isGluedFlag(text: string, at: number): boolean {
  logical.lastIndex = at
  if (logical.test(text)) return false
  if (text[at] === ',') return false
  operator.lastIndex = at
  if (!operator.test(text)) return true
  const next = text[operator.lastIndex]
  if (!isSpaceOrEnd(next)) return true
  if (isBlank(next)) return text[at] === '.' || text[at] === '~'
  // At a line's end `-` is standard input, `.` and `/` directories, `*` every file; `x +` waits for its operand.
  return /^(?:-|\*|\/|\?|~|\.+)$/.test(text.slice(at, operator.lastIndex))
}
