import { expandAfterBlank } from './alias.ts'
import { CLOSE_PAREN, isMeta, OPEN_PAREN, PIPE, SEMICOLON } from './chars.ts'
import { CASE_WORD } from './modes.ts'
import type { CaseClause, CaseItem, Word } from './nodes.ts'
import type { Reader } from './reader.ts'
import { peekReserved, takeReserved } from './reserved.ts'
import { expectReserved, skipNewlines, unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** `case word in pattern) list ;; esac` (POSIX 2.9.4.3) */
export function readCase(r: Reader): CaseClause {
  const begin = r.at
  r.enter('case', begin)
  takeReserved(r, 'case')
  r.skipBlanks()
  if (r.aliased !== undefined) expandAfterBlank(r)
  if (isMeta(r.code())) throw unexpected(r, 'a word')
  const word = readWord(r)
  skipNewlines(r)
  expectReserved(r, 'in')
  const items: CaseItem[] = []
  for (skipNewlines(r); peekReserved(r) !== 'esac'; skipNewlines(r)) {
    const item = readItem(r)
    items.push(item.node)
    if (!item.terminated) break
  }
  expectReserved(r, 'esac')
  r.leave()
  return { type: 'CaseClause', start: r.offset(begin), end: r.offset(r.at), word, items, redirects: [] }
}

/** `(a | b) list ;;` */
function readItem(r: Reader): { node: CaseItem; terminated: boolean } {
  const begin = r.at
  if (r.code() === OPEN_PAREN) r.at++
  const patterns: Word[] = [readPattern(r)]
  for (r.skipBlanks(); r.code() === PIPE; r.skipBlanks()) {
    r.at++
    patterns.push(readPattern(r))
  }
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`)`')
  r.at++
  const body = r.shared.grammar.list(r)
  const found = takeTerminator(r)
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  return {
    node: { start, end, patterns, body, terminator: found ?? ';;' },
    terminated: found !== undefined,
  }
}

function readPattern(r: Reader): Word {
  r.skipBlanks()
  if (isMeta(r.code())) throw unexpected(r, 'a pattern')
  return readWord(r, CASE_WORD)
}

/** `;;`, `;&`, `;;&`, with continuations between the characters. */
const terminator = /^;(?:\\\n)*(?:;(?:(?:\\\n)*&)?|&)/
const longestTerminator = 64

function takeTerminator(r: Reader): CaseItem['terminator'] | undefined {
  if (r.code() !== SEMICOLON) return undefined
  const found = terminator.exec(r.text.slice(r.at, r.at + longestTerminator))
  if (found === null) throw unexpected(r, '`;;`')
  r.at += found[0].length
  return found[0].replaceAll('\\\n', '') as CaseItem['terminator']
}
