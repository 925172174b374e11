import { BACKQUOTE, BACKSLASH, CLOSE_PAREN, NEWLINE, OPEN_PAREN } from './chars.ts'
import { dropHereDocuments } from './here-document.ts'
import { matchParen } from './matching.ts'
import { ARITHMETIC, SUBSCRIPT } from './modes.ts'
import type {
  ArithmeticExpansion,
  CommandSubstitution,
  List,
  ProcessSubstitution,
  Redirect,
} from './nodes.ts'
import { Reader } from './reader.ts'
import { countUpTo } from './rising.ts'
import { unexpected } from './tokens.ts'
import { readWord } from './words.ts'

/** `$((expr))` where the inner brackets close together, else `$(list)` (POSIX 2.6.3, 2.6.4). */
export function readSubstitution(r: Reader): CommandSubstitution | ArithmeticExpansion {
  const begin = r.at
  const inner = pastContinuations(r.text, begin + 2)
  if (r.text.charCodeAt(inner) === OPEN_PAREN && isArithmetic(r, inner)) return readArithmetic(r, inner)
  r.at += 2
  const body = readBracketedList(r, '$(', begin)
  const file = fileOf(body)
  const [start, end] = [r.offset(begin), r.offset(r.at)]
  const node = { type: 'CommandSubstitution', start, end, body, backquoted: false } as const
  return file === undefined ? node : { ...node, file }
}

/** Whether the `(` at `inner`, the second of two, opens arithmetic: it closes just before another `)`, or never. */
export function isArithmetic(r: Reader, inner: number): boolean {
  const close = matchParen(r, inner)
  return close === -1 || r.text.charCodeAt(pastContinuations(r.text, close + 1)) === CLOSE_PAREN
}

function pastContinuations(text: string, from: number): number {
  let at = from
  while (text.startsWith('\\\n', at)) at += 2
  return at
}

/** The reader at the `$`; `inner`: where the second bracket is. */
function readArithmetic(r: Reader, inner: number): ArithmeticExpansion {
  const begin = r.at
  r.enter('$((', begin)
  r.at = inner + 1
  const expression = readWord(r, ARITHMETIC)
  const close = pastContinuations(r.text, r.at + 1)
  if (r.atEnd || close >= r.text.length) throw r.ended('`))`')
  if (r.text.charCodeAt(close) !== CLOSE_PAREN) throw r.fault('expected `))`', r.at, r.at + 1)
  r.at = close + 1
  r.leave()
  return { type: 'ArithmeticExpansion', start: r.offset(begin), end: r.offset(r.at), expression }
}

/** `$[expr]`, bash's old spelling of `$((expr))`. */
export function readBracketedArithmetic(r: Reader): ArithmeticExpansion {
  const begin = r.at
  r.enter('$[', begin)
  r.at += 2
  const expression = readWord(r, SUBSCRIPT)
  if (r.atEnd) throw r.ended('`]`')
  r.at++
  r.leave()
  return { type: 'ArithmeticExpansion', start: r.offset(begin), end: r.offset(r.at), expression }
}

/** `<(list)` and `>(list)` (bash manual, Process Substitution). */
export function readProcess(r: Reader): ProcessSubstitution {
  const begin = r.at
  const direction = r.text.charAt(begin) === '<' ? '<' : '>'
  r.at += 2
  const body = readBracketedList(r, `${direction}(`, begin)
  return { type: 'ProcessSubstitution', start: r.offset(begin), end: r.offset(r.at), direction, body }
}

/** A list and its `)`. Here-documents of the line outside wait for their own newline. */
function readBracketedList(r: Reader, name: string, begin: number): List {
  r.enter(name, begin)
  const { pending } = r
  r.pending = []
  r.substitutions++
  const body = r.shared.grammar.list(r)
  if (r.code() !== CLOSE_PAREN) throw unexpected(r, '`)`')
  dropHereDocuments(r)
  r.substitutions--
  r.pending = pending
  r.at++
  r.leave()
  return body
}

/** `$(< file)` */
function fileOf(body: List): Redirect | undefined {
  const [item] = body.items
  if (item === undefined || body.items.length > 1 || item.background) return undefined
  const [pipeline] = item.command.pipelines
  if (pipeline === undefined || item.command.pipelines.length > 1 || pipeline.negated) return undefined
  const [command] = pipeline.commands
  if (command?.type !== 'SimpleCommand' || pipeline.commands.length > 1 || pipeline.timed !== undefined)
    return undefined
  const [redirect] = command.redirects
  const alone =
    command.words.length === 0 && command.assignments.length === 0 && command.redirects.length === 1
  return alone && redirect?.operator === '<' && redirect.fd === undefined ? redirect : undefined
}

/**
 * `` `list` `` (POSIX 2.6.3): a backslash before `$`, `` ` `` and `\` goes away (before `"` too in double quotes; in bash not within `"${…}"`), then the
 * text is a script of its own.
 */
export function readBackquoted(r: Reader, quoted: boolean): CommandSubstitution {
  const begin = r.at
  r.enter('`', begin)
  const close = findBackquote(r, begin + 1)
  const { text, removed } = unescape(r.text.slice(begin + 1, close), quoted)
  const toSource = (at: number) => r.offset(begin + 1 + at + countUpTo(removed, at))
  const inner = new Reader(text, 0, r.shared, toSource)
  const body = r.shared.grammar.list(inner)
  if (!inner.atEnd) throw unexpected(inner)
  dropHereDocuments(inner)
  r.at = close + 1
  r.leave()
  return {
    type: 'CommandSubstitution',
    start: r.offset(begin),
    end: r.offset(r.at),
    body,
    backquoted: true,
    text: r.text.slice(begin + 1, close),
  }
}

function findBackquote(r: Reader, from: number): number {
  for (let at = from; at < r.text.length; at++) {
    const code = r.text.charCodeAt(at)
    if (code === BACKQUOTE) return at
    if (code === BACKSLASH) at++
  }
  throw r.ended('`` ` ``')
}

/** The text without its quoting backslashes; `removed[i]` is where in the result the i-th was. */
function unescape(raw: string, quoted: boolean): { text: string; removed: number[] } {
  const removed: number[] = []
  if (!raw.includes('\\')) return { text: raw, removed }
  const escaped = quoted ? '$`\\"' : '$`\\'
  const pieces: string[] = []
  let from = 0
  for (let at = raw.indexOf('\\'); at !== -1 && at + 1 < raw.length; at = raw.indexOf('\\', at + 2)) {
    // bash joins the lines before anything else, within single quotes too.
    const joins = raw.charCodeAt(at + 1) === NEWLINE
    if (!joins && !escaped.includes(raw.charAt(at + 1))) continue
    pieces.push(raw.slice(from, at))
    removed.push(at - removed.length)
    if (joins) removed.push(at + 1 - removed.length)
    from = at + (joins ? 2 : 1)
  }
  pieces.push(raw.slice(from))
  return { text: pieces.join(''), removed }
}
