import { positionAt } from '../../diag/index.ts'
import { BACKSLASH, isMeta, TAB } from './chars.ts'
import { decodeAnsiC } from './ansi-c.ts'
import { matchParen } from './matching.ts'
import { HERE } from './modes.ts'
import type { Mutable } from './mutable.ts'
import type { Redirect, Word } from './nodes.ts'
import { Parts } from './parts.ts'
import { Reader, SyntaxFault, type PendingHereDocument } from './reader.ts'
import { countUpTo } from './rising.ts'

/** Notes a here-document (POSIX 2.7.4), the reader at its delimiter; the body is read at the next newline. */
export function noteHereDocument(r: Reader, redirect: Mutable<Redirect>): void {
  const begin = r.at
  const { delimiter, quoted } = readDelimiter(r)
  redirect.delimiter = delimiter
  redirect.quotedDelimiter = quoted
  redirect.target = { type: 'Word', start: r.offset(begin), end: r.offset(r.at), parts: [] }
  r.pending.push({ redirect, delimiter, quoted, stripTabs: redirect.operator === '<<-' })
}

const delimiterPart =
  /\\\n|\\([^])|'([^']*)'|\$'([^'\\]*(?:\\[^][^'\\]*)*)'|\$?"([^"\\]*(?:\\[^][^"\\]*)*)"|([^\\'"])/y

/** The delimiter's text after quote removal; expansions are not done in it. */
function readDelimiter(r: Reader): { delimiter: string; quoted: boolean } {
  let delimiter = ''
  let quoted = false
  while (!isMeta(r.code())) {
    if (r.text.startsWith('$(', r.at)) {
      delimiter += takeRaw(r)
      continue
    }
    delimiterPart.lastIndex = r.at
    const part = delimiterPart.exec(r.text)
    if (part === null) {
      if (r.code() !== BACKSLASH) throw r.ended('a closing quote')
      r.at++
      continue
    }
    r.at += part[0].length
    const [, escaped, single, ansi, double, plain] = part
    if (plain === undefined && part[0] !== '\\\n') quoted = true
    delimiter += plain ?? escaped ?? single ?? (ansi === undefined ? undefined : decodeAnsiC(ansi)) ?? ''
    if (double !== undefined) delimiter += double.replace(/\\(?:\n|([$`"\\]))/g, '$1')
  }
  return { delimiter, quoted }
}

/** `<<$(a)`: brackets in a delimiter are plain text, but they hold together. */
function takeRaw(r: Reader): string {
  const begin = r.at
  const close = matchParen(r, begin + 1)
  if (close === -1) throw r.ended('`)`')
  r.at = close + 1
  return r.text.slice(begin, r.at)
}

/** Reads the bodies of all noted here-documents, the reader just after the newline (or at the end). */
export function readHereDocuments(r: Reader): void {
  const { pending } = r
  r.pending = []
  for (const document of pending) readBody(r, document)
}

/** A bracket closed before their bodies came: they are empty, as bash warns. */
export function dropHereDocuments(r: Reader): void {
  for (const document of r.pending) reportEnd(r, document, false)
  r.pending = []
}

interface Body {
  /** The lines as the shell sees them. */
  readonly text: string
  readonly begin: number
  /** Where in `text` characters of the source were left out (leading tabs of `<<-`). */
  readonly removed: readonly number[]
  /** The delimiter was found. */
  readonly closed: boolean
}

function readBody(r: Reader, document: PendingHereDocument): void {
  const body = readLines(r, document)
  const toSource = (at: number) =>
    r.offset(Math.min(body.begin + at + countUpTo(body.removed, at), r.text.length))
  if (document.quoted) document.redirect.target = literalBody(body, toSource)
  else readExpanded(r, body, document.redirect, toSource)
}

function literalBody(body: Body, toSource: (at: number) => number): Word {
  const [start, end] = [toSource(0), toSource(body.text.length)]
  const parts =
    body.text === '' ? [] : [{ type: 'SingleQuoted', start, end, value: body.text, ansi: false } as const]
  return { type: 'Word', start, end, parts }
}

/** A fault within a whole body is no fault of the command's text. */
function readExpanded(
  r: Reader,
  body: Body,
  redirect: Mutable<Redirect>,
  toSource: (at: number) => number,
): void {
  const { opened } = r.shared
  const { length } = opened
  try {
    redirect.target = expandedBody(r, body, toSource)
  } catch (error) {
    if (!(error instanceof SyntaxFault) || !body.closed) throw error
    opened.length = length
    redirect.target = literalBody(body, toSource)
    redirect.fault = error.diagnostic
  }
}

function expandedBody(r: Reader, body: Body, toSource: (at: number) => number): Word {
  const inner = new Reader(body.text, 0, r.shared, toSource, body.closed)
  const parts = new Parts(inner)
  inner.shared.grammar.parts(inner, HERE, parts)
  return { type: 'Word', start: toSource(0), end: toSource(body.text.length), parts: parts.list }
}

/** The lines up to the delimiter, which is passed too. */
function readLines(r: Reader, document: PendingHereDocument): Body {
  const begin = r.at
  const pieces: string[] = []
  const removed: number[] = []
  let length = 0
  /** The line as far as newlines were continued away, and the pieces before it: bash finds the delimiter in such lines. */
  let joined = ''
  let whole = 0
  for (let continued = false; !r.atEnd;) {
    const from = document.stripTabs && !continued ? passTabs(r.text, r.at) : r.at
    const newline = r.text.indexOf('\n', from)
    const end = newline === -1 ? r.text.length : newline
    const line = r.text.slice(from, end)
    if (takeDelimiter(r, document, from, line, joined)) {
      return { text: pieces.slice(0, whole).join(''), begin, removed, closed: true }
    }
    for (let tab = r.at; tab < from; tab++) removed.push(length)
    r.at = Math.min(end + 1, r.text.length)
    pieces.push(r.text.slice(from, r.at))
    length += r.at - from
    continued = !document.quoted && endsInBackslash(line)
    joined = continued ? joined + line.slice(0, -1) : ''
    if (!continued) whole = pieces.length
  }
  reportEnd(r, document)
  return { text: ended(pieces.join('')), begin, removed, closed: r.closed }
}

/** The end of the file ends the last line too. */
function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function passTabs(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === TAB) at++
  return at
}

/** Passes the line if it is the delimiter. In `$(…)` bash lets the `)` follow on the same line. */
function takeDelimiter(
  r: Reader,
  { delimiter, stripTabs }: PendingHereDocument,
  from: number,
  line: string,
  joined: string,
): boolean {
  const whole = joined + line
  if ((stripTabs ? whole.slice(passTabs(whole, 0)) : whole) === delimiter) {
    r.at = Math.min(from + line.length + 1, r.text.length)
    return true
  }
  if (
    joined !== '' ||
    r.substitutions === 0 ||
    !line.startsWith(delimiter) ||
    !line.includes(')', delimiter.length)
  )
    return false
  r.at = from + delimiter.length
  return true
}

/** An odd number of them: the newline is continued away, so the next line is no line of its own. */
function endsInBackslash(line: string): boolean {
  let at = line.length
  while (line.charCodeAt(at - 1) === BACKSLASH) at--
  return (line.length - at) % 2 === 1
}

/** Bash accepts a document that the end of a file cuts off, with a warning; at a prompt more lines can follow. */
function reportEnd(r: Reader, document: PendingHereDocument, more = !r.closed): void {
  // One warning tells it; a line with many would only say it again.
  if (r.shared.diagnostics.length > 0) return
  const end = r.offset(more ? r.text.length : r.at)
  const { line, column } = positionAt(r.shared.source, document.redirect.start)
  r.shared.diagnostics.push({
    message: `here-document delimited by the end of input, expected \`${document.delimiter}\``,
    span: { start: end, end },
    hint: `here-document opened at ${line}:${column}`,
    ...(more ? { unfinished: true } : {}),
  })
}
