import { expandAlias, isInAlias } from './alias.ts'
import { readCommand } from './command.ts'
import { AMPERSAND, CLOSE_PAREN, NEWLINE, OPEN_PAREN, PIPE, SEMICOLON } from './chars.ts'
import type { AndOr, Command, List, ListItem, Pipeline } from './nodes.ts'
import type { Reader } from './reader.ts'
import { closesList, peekReserved, takeReserved } from './reserved.ts'
import { skipNewlines, takeChar, takeNewline } from './tokens.ts'

/** Commands up to what cannot begin one: a `)`, a closing reserved word, `;;`, the end (POSIX 2.9.3). May be empty. */
export function readList(r: Reader): List {
  const items: ListItem[] = []
  skipNewlines(r)
  while (startsCommand(r)) {
    const more = readItem(r, items)
    if (!more && r.code() !== NEWLINE) break
    skipNewlines(r)
  }
  return listOf(r, items)
}

/** The commands of one line, its newline and here-documents included (POSIX 2.10.2, complete_command). */
export function readLine(r: Reader): { list: List; complete: boolean } {
  const items: ListItem[] = []
  for (;;) {
    r.skipBlanks()
    if (r.code() === NEWLINE) {
      const inAlias = isInAlias(r)
      takeNewline(r)
      if (!inAlias) return { list: listOf(r, items), complete: true }
    } else if (!startsCommand(r)) break
    else if (!readItem(r, items) && r.code() !== NEWLINE) break
  }
  return { list: listOf(r, items), complete: r.atEnd }
}

function listOf(r: Reader, items: readonly ListItem[]): List {
  const here = r.offset(r.at)
  return { type: 'List', start: items[0]?.start ?? here, end: items.at(-1)?.end ?? here, items }
}

/** Whether a command may begin at the place; its alias is expanded then. */
function startsCommand(r: Reader): boolean {
  if (r.shared.options.aliases !== undefined) expandAlias(r)
  const code = r.code()
  if (code !== code || code === CLOSE_PAREN || code === SEMICOLON || code === PIPE) return false
  return !closesList(peekReserved(r))
}

/** Reads a command and its `;` or `&`; false if neither followed. */
function readItem(r: Reader, items: ListItem[]): boolean {
  const command = readAndOr(r)
  r.skipBlanks()
  const next = codeBehind(r)
  const background = r.code() === AMPERSAND && next !== AMPERSAND
  const separated = background || (r.code() === SEMICOLON && next !== SEMICOLON && next !== AMPERSAND)
  if (separated) r.at++
  const end = background ? r.offset(r.at) : command.end
  items.push({ start: command.start, end, command, background })
  return separated
}

/** What follows the character at the place, past continuations: the second half of `;\<newline>;`. */
function codeBehind(r: Reader): number {
  let at = r.at + 1
  while (r.text.startsWith('\\\n', at)) at += 2
  return r.text.charCodeAt(at)
}

/** `a && b || c` */
function readAndOr(r: Reader): AndOr {
  const first = readPipeline(r)
  const pipelines: Pipeline[] = [first]
  const operators: ('&&' | '||')[] = []
  for (;;) {
    r.skipBlanks()
    const operator = takeAndOr(r)
    if (operator === undefined) break
    operators.push(operator)
    skipNewlines(r)
    if (r.shared.options.aliases !== undefined) expandAlias(r)
    pipelines.push(readPipeline(r))
  }
  return { type: 'AndOr', start: first.start, end: pipelines.at(-1)?.end ?? first.end, pipelines, operators }
}

function takeAndOr(r: Reader): '&&' | '||' | undefined {
  const code = r.code()
  if (code !== AMPERSAND && code !== PIPE) return undefined
  const before = r.at
  r.at++
  if (takeChar(r, code)) return code === AMPERSAND ? '&&' : '||'
  r.at = before
  return undefined
}

/** `! time -p a | b |& c` (POSIX 2.9.2; bash manual, Pipelines) */
function readPipeline(r: Reader): Pipeline {
  const begin = r.at
  const { negated, timed, end } = readPrefix(r)
  const commands: Command[] = []
  const stderr: boolean[] = []
  if (end === -1 || !endsPipeline(r)) {
    commands.push(readCommand(r))
    for (let bar = takeBar(r); bar !== undefined; bar = takeBar(r)) {
      stderr.push(bar === '|&')
      skipNewlines(r)
      if (r.shared.options.aliases !== undefined) expandAlias(r)
      commands.push(readCommand(r))
    }
  }
  const stop = commands.at(-1)?.end ?? r.offset(end)
  const node: Pipeline = { type: 'Pipeline', start: r.offset(begin), end: stop, commands, negated, stderr }
  return timed === undefined ? node : { ...node, timed }
}

interface Prefix {
  negated: boolean
  timed?: Pipeline['timed']
  /** Where the prefix ends; -1 without one. */
  end: number
}

const noPrefix: Prefix = { negated: false, end: -1 }

function readPrefix(r: Reader): Prefix {
  const word = peekReserved(r)
  if (word !== '!' && word !== 'time') return noPrefix
  const prefix: Prefix = { negated: false, end: -1 }
  for (;;) {
    if (r.shared.options.aliases !== undefined) expandAlias(r)
    const next = peekReserved(r)
    if (next === '!' && !isGlob(r)) prefix.negated = !prefix.negated
    else if (next === 'time') prefix.timed ??= 'time'
    else return prefix
    takeReserved(r, next)
    prefix.end = r.at
    r.skipBlanks()
    if (next === 'time') readTimeOptions(r, prefix)
  }
}

const timeOption = /(?:-p|--)(?=[\t\n &();<>|]|$)/y

function readTimeOptions(r: Reader, prefix: Prefix): void {
  for (;;) {
    timeOption.lastIndex = r.at
    const option = timeOption.exec(r.text)?.[0]
    if (option === undefined) return
    // bash: `time --` means the format of POSIX too.
    prefix.timed = 'time -p'
    r.at += option.length
    prefix.end = r.at
    r.skipBlanks()
    if (option === '--') return
  }
}

/** `!(a|b)` is a glob where globs are extended. */
function isGlob(r: Reader): boolean {
  return r.text.charCodeAt(r.at + 1) === OPEN_PAREN && r.shared.options.extglob !== false
}

/** `time` and `!` may stand alone. */
function endsPipeline(r: Reader): boolean {
  const code = r.code()
  return code !== code || code === NEWLINE || code === SEMICOLON
}

function takeBar(r: Reader): '|' | '|&' | undefined {
  const before = r.at
  r.skipBlanks()
  if (r.code() === PIPE) {
    r.at++
    if (takeChar(r, AMPERSAND)) return '|&'
    if (r.code() !== PIPE) return '|'
  }
  r.at = before
  return undefined
}
