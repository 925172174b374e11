import { OPEN_PAREN } from './chars.ts'
import { readCase } from './case.ts'
import { readConditionalCommand } from './conditional.ts'
import { readCoprocess } from './coprocess.ts'
import { readArithmeticCommand, readGroup, readIf, readSubshell } from './compound.ts'
import { readFunctionKeyword } from './function.ts'
import { readFor, readSelect, readWhile } from './loops.ts'
import type { Command } from './nodes.ts'
import type { Reader } from './reader.ts'
import { readCompoundRedirects } from './redirects.ts'
import { closesList, peekReserved } from './reserved.ts'
import { readSimple } from './simple.ts'
import { isArithmetic } from './substitution.ts'
import { unexpected } from './tokens.ts'

/** The command at the place (POSIX 2.9). */
export function readCommand(r: Reader): Command {
  const compound = readCompound(r)
  if (compound !== undefined) return readCompoundRedirects(r, compound)
  const word = peekReserved(r)
  if (word === 'function') return readFunctionKeyword(r)
  if (word === 'coproc') return readCoprocess(r)
  if (isMisplaced(r, word)) throw unexpected(r, 'a command')
  return readSimple(r)
}

/** A reserved word that begins no command. `time` after a `|` is an ordinary word. */
function isMisplaced(r: Reader, word: string): boolean {
  if (word === '!') return r.text.charCodeAt(r.at + 1) !== OPEN_PAREN
  return word === 'in' || word === ']]' || closesList(word)
}

/** The compound command at the place, without redirections; nothing where none begins. */
export function readCompound(r: Reader): Command | undefined {
  if (r.code() === OPEN_PAREN) {
    const arithmetic = r.text.charCodeAt(r.at + 1) === OPEN_PAREN && isArithmetic(r, r.at + 1)
    return arithmetic ? readArithmeticCommand(r) : readSubshell(r)
  }
  const word = peekReserved(r)
  switch (word) {
    case '{':
      return readGroup(r)
    case 'if':
      return readIf(r)
    case 'for':
      return readFor(r)
    case 'while':
    case 'until':
      return readWhile(r, word)
    case 'case':
      return readCase(r)
    case 'select':
      return readSelect(r)
    case '[[':
      return readConditionalCommand(r)
  }
  return undefined
}
