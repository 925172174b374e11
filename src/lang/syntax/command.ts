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
import { peekReserved } from './reserved.ts'
import { readSimple } from './simple.ts'
import { isArithmetic } from './substitution.ts'
import { unexpected } from './tokens.ts'

/** The command at the place (POSIX 2.9). */
export function readCommand(r: Reader): Command {
  const compound = readCompound(r)
  if (compound !== undefined) return readCompoundRedirects(r, compound)
  return readSimple(r)
}

/** The compound command at the place, without redirections; nothing where a simple command begins. */
export function readCompound(r: Reader): Command | undefined {
  if (r.code() === OPEN_PAREN) {
    const arithmetic = r.text.charCodeAt(r.at + 1) === OPEN_PAREN && isArithmetic(r, r.at + 1)
    return arithmetic ? readArithmeticCommand(r) : readSubshell(r)
  }
  const word = peekReserved(r)
  return word === '' ? undefined : readReserved(r, word)
}

function readReserved(r: Reader, word: string): Command | undefined {
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
    case 'function':
      return readFunctionKeyword(r)
    case '[[':
      return readConditionalCommand(r)
    case 'coproc':
      return readCoprocess(r)
    // Ordinary words where a pipeline goes on or no list is open for them.
    case 'in':
    case 'time':
    case ']]':
      return undefined
    case '!':
      if (r.text.charCodeAt(r.at + 1) === OPEN_PAREN) return undefined
  }
  throw unexpected(r, 'a command')
}
