import { expandAfterBlank, expandAlias } from './alias.ts'
import { readAssignmentOrWord, readDeclared } from './assignment.ts'
import { CLOSE_PAREN, GREATER, isMeta, LESS, OPEN_PAREN } from './chars.ts'
import { readFunctionBody } from './function.ts'
import type { Assignment, Command, Redirect, SimpleCommand, Word } from './nodes.ts'
import type { Reader } from './reader.ts'
import { readRedirect } from './redirect.ts'
import { unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** How the words after the command's name are read. */
type Arguments = 'name' | 'prefix' | 'plain' | 'declaration' | 'text'

const declarations = new Set(['declare', 'typeset', 'local', 'export', 'readonly'])
/** Bash lets `x=(…)` stand after these as well; it is one word of text to them. */
const texts = new Set(['alias', 'eval', 'let'])

/** `A=1 cmd word >file` (POSIX 2.9.1), or the function definition `name()` begins. */
export function readSimple(r: Reader): Command {
  const begin = r.at
  const assignments: Assignment[] = []
  const words: (Word | Assignment)[] = []
  const redirects: Redirect[] = []
  let kind: Arguments = 'name'
  let end = begin
  for (; ; end = r.at, r.skipBlanks()) {
    if (end > begin) expandNext(r, words.length > 0)
    const redirect = readRedirect(r)
    if (redirect !== undefined) {
      redirects.push(redirect)
      continue
    }
    if (isMeta(r.code()) && !opensProcess(r)) break
    const word: Assignment | Word = kind === 'name' ? readAssignmentOrWord(r) : readArgument(r, kind)
    if (word.type === 'Assignment' && kind === 'name') {
      assignments.push(word)
      continue
    }
    words.push(word)
    if (kind !== 'plain') kind = nextKind(kind, word)
    const nameEnd = r.at
    if (words.length === 1 && assignments.length + redirects.length === 0 && takeBrackets(r))
      return readFunctionBody(r, begin, r.text.slice(begin, nameEnd), false)
  }
  if (end === begin) throw unexpected(r, 'a command')
  const [start, stop] = [r.offset(begin), r.offset(end)]
  const node: SimpleCommand = { type: 'SimpleCommand', start, end: stop, assignments, words, redirects }
  return node
}

/** The command's name after assignments and redirections, or the word after an alias that ends in a blank. */
function expandNext(r: Reader, named: boolean): void {
  if (!named) expandAlias(r)
  else if (r.aliased !== undefined) expandAfterBlank(r)
}

function opensProcess(r: Reader): boolean {
  return (r.code() === LESS || r.code() === GREATER) && r.text.charCodeAt(r.at + 1) === OPEN_PAREN
}

function readArgument(r: Reader, kind: Arguments): Assignment | Word {
  if (kind === 'declaration') return readDeclared(r, true)
  return kind === 'text' ? readText(r) : readWord(r)
}

function nextKind(kind: Arguments, word: Word | Assignment): Arguments {
  if (kind !== 'name' && kind !== 'prefix') return kind
  const [first] = word.type === 'Word' && word.parts.length === 1 ? word.parts : []
  const name = first?.type === 'Literal' ? first.value : ''
  if (name === 'command' || name === 'builtin') return 'prefix'
  // Behind `command` and `builtin` bash splits `declare x=$y` like any other words.
  if (declarations.has(name)) return kind === 'name' ? 'declaration' : 'plain'
  if (kind === 'prefix') return name.startsWith('-') ? 'prefix' : 'plain'
  return texts.has(name) ? 'text' : 'plain'
}

const compound = /[A-Za-z_]\w*\+?=\(/y

/** `eval x=(1 2)`: the bracketed text stays as it is written. */
function readText(r: Reader): Word {
  const begin = r.at
  compound.lastIndex = begin
  if (!compound.test(r.text)) return readWord(r)
  readAssignmentOrWord(r)
  const [start, end, value] = [r.offset(begin), r.offset(r.at), r.text.slice(begin, r.at)]
  return { type: 'Word', start, end, parts: [{ type: 'SingleQuoted', start, end, value, ansi: false }] }
}

/** Passes the `()` after a function's name. */
function takeBrackets(r: Reader): boolean {
  const before = r.at
  r.skipBlanks()
  if (r.code() !== OPEN_PAREN) {
    r.at = before
    return false
  }
  r.at++
  r.skipBlanks()
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`)`')
  r.at++
  return true
}
