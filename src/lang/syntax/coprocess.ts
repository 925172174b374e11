import { expandAlias } from './alias.ts'
import { isMeta } from './chars.ts'
import type { Command, Coprocess } from './nodes.ts'
import type { Reader } from './reader.ts'
import { readCompoundRedirects } from './redirects.ts'
import { closesList, peekReserved, takeReserved } from './reserved.ts'
import { unexpected } from './tokens.ts'

/** `coproc [NAME] command` (bash manual, Coprocesses): a name only before a compound command. */
export function readCoprocess(r: Reader): Coprocess {
  const begin = r.at
  takeReserved(r, 'coproc')
  r.skipBlanks()
  expandAlias(r)
  const { name, body } = readBody(r)
  const node = { type: 'Coprocess', start: r.offset(begin), end: body.end, body } as const
  return name === undefined ? node : { ...node, name }
}

function readBody(r: Reader): { name?: string; body: Command } {
  const { compound, simple } = r.shared.grammar
  const anonymous = compound(r)
  if (anonymous !== undefined) return { body: readCompoundRedirects(r, anonymous) }
  if (isMisplaced(peekReserved(r))) throw unexpected(r, 'a command')
  const begin = r.at
  if (!isMeta(r.code())) {
    const name = passName(r)
    const named = name === undefined ? undefined : compound(r)
    if (named !== undefined) return { name, body: readCompoundRedirects(r, named) }
    r.at = begin
  }
  return { body: simple(r) }
}

const plain = /[^\t\n &();<>|$`\\"']+/y

/** A plain word, passed with the blanks after it. Only such a word is read twice when no compound command follows. */
function passName(r: Reader): string | undefined {
  plain.lastIndex = r.at
  const name = plain.exec(r.text)?.[0]
  if (name === undefined || !isMeta(r.text.charCodeAt(r.at + name.length))) return undefined
  r.at += name.length
  r.skipBlanks()
  return name
}

/** Reserved words that begin no command a coprocess can be. */
function isMisplaced(word: string): boolean {
  return word === 'coproc' || word === 'function' || word === '!' || closesList(word)
}
