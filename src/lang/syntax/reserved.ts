import { BACKSLASH, BANG, CLOSE_BRACKET, isMeta, OPEN_BRACKET, PIPE } from './chars.ts'
import type { Reader } from './reader.ts'

const reserved = new Set(
  'if then elif else fi for while until do done case esac select function in { } ! [[ ]] time coproc'.split(
    ' ',
  ),
)

/** Reserved words that end a list in command position. */
const closers = new Set('then elif else fi do done esac }'.split(' '))

/** Whether a word is reserved (bash manual, Reserved Words). */
export function isReserved(word: string): boolean {
  return reserved.has(word)
}

export function closesList(word: string): boolean {
  return closers.has(word)
}

const plain = /[a-z{}![\]]{1,8}/y

/** The reserved word at the place, or ''. It must be a whole unquoted word. */
export function peekReserved(r: Reader): string {
  if (r.peekedAt === r.at) return r.peeked
  r.peekedAt = r.at
  r.peeked = findReserved(r)
  return r.peeked
}

function findReserved(r: Reader): string {
  const code = r.code()
  // Cheap refusal first: most words begin with something else or go on with it.
  if (
    !(
      (code >= 97 && code <= 125 && code !== PIPE) ||
      code === BANG ||
      code === OPEN_BRACKET ||
      code === CLOSE_BRACKET
    )
  )
    return ''
  plain.lastIndex = r.at
  const word = plain.exec(r.text)?.[0] ?? ''
  const next = r.text.charCodeAt(r.at + word.length)
  if (isMeta(next)) return reserved.has(word) ? word : ''
  return next === BACKSLASH ? peekContinued(r) : ''
}

/** Slow way, for `i\<newline>f`. */
function peekContinued(r: Reader): string {
  const text = r.text.slice(r.at, r.at + 64).replaceAll('\\\n', '')
  const word = /^[a-z{}![\]]+(?=[\t\n &();<>|]|$)/.exec(text)?.[0] ?? ''
  return reserved.has(word) ? word : ''
}

/** Passes the reserved word that `peekReserved` saw. */
export function takeReserved(r: Reader, word: string): void {
  let left = word.length
  while (left > 0) {
    r.skipContinuation()
    r.at++
    left--
  }
}
