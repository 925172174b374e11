import { positionAt, type Diagnostic, type Source, type Span } from '../../diag/index.ts'
import { foreignEnd } from './foreign-end.ts'
import { BACKSLASH, HASH, NEWLINE, SPACE, TAB } from './chars.ts'
import type { Aliased } from './alias.ts'
import type { Grammar } from './grammar.ts'
import type { Mutable } from './mutable.ts'
import type { Redirect } from './nodes.ts'
import type { ParseOptions } from './options.ts'

/** Nesting beyond this is a diagnostic: the tree is walked by recursion, and the stack is finite. */
const DEEPEST = 250

/** A construct that is open where the reader stands. */
interface Opened {
  readonly name: string // if  $(  "
  readonly start: number // in the source
}

/** A here-document whose body begins after the next newline. */
export interface PendingHereDocument {
  readonly redirect: Mutable<Redirect>
  readonly delimiter: string
  readonly quoted: boolean
  readonly stripTabs: boolean // <<-
}

/** What all readers of one source share. */
export interface Shared {
  readonly source: Source
  readonly options: ParseOptions
  readonly grammar: Grammar
  readonly diagnostics: Diagnostic[]
  readonly opened: Opened[]
  doors: number
  /** A backslash at the very end. */
  trailing: Span | undefined
}

/** Ends the parsing of one complete command; caught in `parse.ts`, never seen outside the room. */
export class SyntaxFault extends Error {
  readonly diagnostic: Diagnostic
  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

/**
 * A text and a place in it. Aliases change the text in front of the place; backquotes and here-documents are read by a
 * reader of their own text. `offset` gives the place in the source for both.
 */
export class Reader {
  text: string
  at: number
  readonly shared: Shared
  readonly toSource: ((at: number) => number) | undefined
  /** No more text can follow: the reader is of a part that is closed in the source. */
  readonly closed: boolean
  pending: PendingHereDocument[] = []
  aliased: Aliased | undefined = undefined
  /** How many `$(` and `<(` are open in this reader. */
  substitutions = 0
  /** Closing brackets by opening ones, found by `matching.ts`. */
  matches = new Map<number, number>()
  /** The same for brackets inside `${…}`. */
  bracedMatches = new Map<number, number>()
  /** What `peekReserved` saw last, and where. */
  peeked = ''
  peekedAt = -1

  constructor(text: string, at: number, shared: Shared, toSource?: (at: number) => number, closed?: boolean) {
    this.text = text
    this.at = at
    this.shared = shared
    this.toSource = toSource
    this.closed = closed ?? toSource !== undefined
  }

  /** The code of the character at the place, NaN at the end. */
  code(): number {
    return this.text.charCodeAt(this.at)
  }

  get atEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The source's offset of a place in the text. */
  offset(at: number): number {
    const before = this.aliased === undefined ? at : this.aliased.before(at)
    return this.toSource === undefined ? before : this.toSource(before)
  }

  /** Passes every backslash-newline at the place (POSIX 2.2.1: it vanishes before tokens are made). */
  skipContinuation(): void {
    while (this.code() === BACKSLASH && this.text.charCodeAt(this.at + 1) === NEWLINE) {
      this.at += 2
      if (this.atEnd) this.trail(this.at - 2)
    }
  }

  /** The text ended in a backslash: bash goes on without it at the end of a file, a prompt asks for more. */
  trail(start: number): void {
    if (!this.closed) this.shared.trailing = { start: this.offset(start), end: this.offset(this.text.length) }
  }

  /** Passes blanks, continuations and a comment: to the next token. */
  skipBlanks(): void {
    for (;;) {
      const code = this.code()
      if (code === SPACE || code === TAB) this.at++
      else if (code === BACKSLASH && this.text.charCodeAt(this.at + 1) === NEWLINE) this.skipContinuation()
      else break
    }
    if (this.code() === HASH) this.skipComment()
  }

  private skipComment(): void {
    const newline = this.text.indexOf('\n', this.at)
    this.at = newline === -1 ? this.text.length : newline
  }

  /** Opens a construct; refuses nesting that is too deep. */
  enter(name: string, at: number): void {
    this.shared.opened.push({ name, start: this.offset(at) })
    if (this.shared.opened.length > DEEPEST) throw this.fault(`nested more than ${DEEPEST} deep`, at, at + 1)
  }

  leave(): void {
    this.shared.opened.pop()
  }

  /** Where the innermost open construct began, for a hint. */
  get unclosed(): string | undefined {
    const opened = this.shared.opened.at(-1)
    if (opened === undefined) return undefined
    const { line, column } = positionAt(this.shared.source, opened.start)
    return `unclosed ${opened.name} opened at ${line}:${column}`
  }

  /** A fault over `[start, end)` of this text. */
  fault(message: string, start: number, end: number, hint?: string): SyntaxFault {
    const span = { start: this.offset(start), end: Math.max(this.offset(start), this.offset(end)) }
    return new SyntaxFault(hint === undefined ? { message, span } : { message, span, hint })
  }

  /** The text ended too early. */
  ended(expected?: string, hint = this.unclosed): SyntaxFault {
    const at = this.offset(this.text.length)
    const opened = this.shared.opened.at(-1)
    const foreign = opened === undefined ? undefined : foreignEnd(this.shared.source.text.slice(opened.start))
    if (foreign !== undefined && hint?.includes(foreign) !== true)
      hint = hint === undefined ? foreign : `${hint}; ${foreign}`
    const message = `unexpected end of input${expected === undefined ? '' : `, expected ${expected}`}`
    return new SyntaxFault({
      message,
      span: { start: at, end: at },
      ...(hint === undefined ? {} : { hint }),
      ...(this.closed ? {} : { unfinished: true }),
    })
  }
}
