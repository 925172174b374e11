import type { Diagnostic, Source } from '../../diag/index.ts'
import { readCompound } from './command.ts'
import type { Grammar } from './grammar.ts'
import { readHereDocuments } from './here-document.ts'
import { readLine, readList } from './list.ts'
import type { List, ListItem } from './nodes.ts'
import type { ParseOptions } from './options.ts'
import { readParameter } from './parameter.ts'
import { Reader, SyntaxFault, type Shared } from './reader.ts'
import { readSimple } from './simple.ts'
import { readBackquoted, readBracketedArithmetic, readProcess, readSubstitution } from './substitution.ts'
import { skipNewlines, unexpected } from './tokens.ts'
import { readParts } from './words.ts'

const grammar: Grammar = {
  list: readList,
  compound: readCompound,
  simple: readSimple,
  parts: readParts,
  parameter: readParameter,
  substitution: readSubstitution,
  backquoted: readBackquoted,
  process: readProcess,
  bracketed: readBracketedArithmetic,
}

/** One complete command of a text, or what is wrong with it. */
export interface ParsedCommand {
  /** Nothing where only blanks and comments were left, or the command is wrong. */
  readonly list: List | undefined
  /** Where to go on: after the command's line and its here-documents. */
  readonly next: number
  /**
   * With a `list` they are warnings: bash runs such a command at the end of a file (a here-document without its
   * delimiter, a backslash at the very end), a prompt asks for more where one is `unfinished`.
   */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * The next complete command (POSIX 2.10.2: one line's list with its here-documents) at `offset`. Nothing after it is
 * looked at, so that what it runs may change aliases and options for the rest.
 */
export function parseNext(source: Source, offset: number, options: ParseOptions = {}): ParsedCommand {
  return readNext(new Reader(source.text, offset, share(source, options, 0)))
}

/** A whole text, up to its first fault. */
export function parse(
  source: Source,
  options: ParseOptions = {},
): { list: List; diagnostics: readonly Diagnostic[] } {
  const items: ListItem[] = []
  const diagnostics: Diagnostic[] = []
  let doors = 0
  for (let at = 0; at < source.text.length;) {
    const shared = share(source, options, doors)
    const parsed = readNext(new Reader(source.text, at, shared))
    for (const item of parsed.list?.items ?? []) items.push(item)
    for (const diagnostic of parsed.diagnostics) diagnostics.push(diagnostic)
    if (parsed.list === undefined && parsed.diagnostics.length > 0) break
    doors = shared.doors
    at = parsed.next
  }
  const { length } = source.text
  const [start, end] = [items[0]?.start ?? length, items.at(-1)?.end ?? length]
  return { list: { type: 'List', start, end, items }, diagnostics }
}

function share(source: Source, options: ParseOptions, doors: number): Shared {
  return { source, options, grammar, diagnostics: [], opened: [], doors, trailing: undefined }
}

function readNext(r: Reader): ParsedCommand {
  const { shared } = r
  try {
    skipNewlines(r)
    if (r.atEnd) return { list: undefined, next: r.at, diagnostics: endOf(shared) }
    const { list, complete } = readLine(r)
    if (!complete) throw unexpected(r)
    if (r.pending.length > 0) readHereDocuments(r)
    return { list, next: r.offset(r.at), diagnostics: endOf(shared) }
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error
    return faulty(shared, error.diagnostic)
  }
}

function endOf(shared: Shared): readonly Diagnostic[] {
  if (shared.trailing !== undefined)
    shared.diagnostics.push({
      message: 'a backslash at the end continues the line',
      span: shared.trailing,
      unfinished: true,
    })
  return shared.diagnostics
}

/** The line with the fault is passed, so that a caller that wants to can go on. */
function faulty(shared: Shared, diagnostic: Diagnostic): ParsedCommand {
  const { text } = shared.source
  // In a here-document that is still open the fault may yet be mended.
  const open = shared.diagnostics.filter(each => each.unfinished === true)
  if (open.length > 0) return { list: undefined, next: text.length, diagnostics: open }
  const newline = text.indexOf('\n', diagnostic.span.start)
  const next = newline === -1 ? text.length : newline + 1
  return { list: undefined, next, diagnostics: [...shared.diagnostics, diagnostic] }
}
