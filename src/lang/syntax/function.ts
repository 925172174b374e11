import { CLOSE_PAREN, isMeta, OPEN_PAREN } from './chars.ts'
import type { FunctionDefinition } from './nodes.ts'
import type { Reader } from './reader.ts'
import { readCompoundRedirects } from './redirects.ts'
import { takeReserved } from './reserved.ts'
import { skipNewlines, unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** `function name [()] body` (bash manual, Shell Functions), the reader at the reserved word. */
export function readFunctionKeyword(r: Reader): FunctionDefinition {
  const begin = r.at
  takeReserved(r, 'function')
  r.skipBlanks()
  if (isMeta(r.code())) throw unexpected(r, "a function's name")
  const from = r.at
  readWord(r)
  const name = r.text.slice(from, r.at)
  r.skipBlanks()
  if (r.code() === OPEN_PAREN) {
    const bracket = r.at
    r.at++
    r.skipBlanks()
    // `function f (ls)`: the bracket opens the body, a subshell.
    if (r.code() === CLOSE_PAREN) r.at++
    else r.at = bracket
  }
  return readFunctionBody(r, begin, name, true)
}

/** The compound command that is a function's body, with its redirections, after the head. */
export function readFunctionBody(
  r: Reader,
  begin: number,
  name: string,
  keyword: boolean,
): FunctionDefinition {
  r.enter(`function ${name.slice(0, 40)}`, begin)
  skipNewlines(r)
  const body = r.shared.grammar.compound(r)
  if (body === undefined) throw unexpected(r, 'a compound command')
  const whole = readCompoundRedirects(r, body)
  r.leave()
  return { type: 'FunctionDefinition', start: r.offset(begin), end: whole.end, name, body: whole, keyword }
}
