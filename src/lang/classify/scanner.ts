import type { Diagnostic, Span } from '../../diag/index.ts'
import { endsByLine, isJobInBlock, judgeStatement } from './blocks.ts'
import { close } from './brackets.ts'
import { beginStatement, makeFrame, type Frame, type FrameKind, type Inside } from './frame.ts'
import { readChildren, readTag } from './jsx.ts'
import { punctuation } from './punctuation.ts'
import { readQuasi, substitution } from './substitutions.ts'
import { identifierAt, isBlank, isSpaceOrEnd, lineEnd, skipBlanks, skipComment } from './text.ts'
import { readWord } from './words.ts'

/** A place where the reader could stop: the statement may be complete before it. */
export interface Stop {
  readonly type: 'newline' | 'semicolon' | 'background' | 'closer' | 'end' | 'fault'
  readonly at: number
}

/** Same-length text put over a door. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

export type RawDoor =
  | { readonly type: 'command'; readonly span: Span }
  | { readonly type: 'substitution'; readonly span: Span; readonly body: Span; readonly inTemplate: boolean }
  | { readonly type: 'background'; readonly span: Span; readonly body: Span }

/** How a statement inside a block was judged. */
export type Judgement =
  | { readonly type: 'typescript' }
  | { readonly type: 'command'; readonly end: number }
  /** It was read to its end on the way: its edits and doors are taken over. */
  | { readonly type: 'read'; readonly scanner: Scanner; readonly end: number }
  | { readonly type: 'fault'; readonly fault: Diagnostic }

/** What the reader asks of the command language. */
export interface Shell {
  judge(scanner: Scanner, at: number): Judgement
  isUser(name: string): boolean
  /** The end of the `$(…)` at `at`. */
  substitution(at: number): { readonly end: number } | { readonly fault: Diagnostic }
}

/** What the last token was, as far as what may follow it goes. */
export type Previous = 'start' | 'operand' | 'operator' | 'dot' | 'arrow' | 'block'

// The parser recurses, and its stack is the process's: past some thousand levels it would take the shell down.
const deepest = 300
const longest = 2000
const topInside: Inside = { function: false, generator: false, loop: false }

/**
 * Reads one TypeScript statement token by token, as far as brackets, strings, regular expressions, templates, elements
 * and names go: finds where it could end, the doors in it, and asks for a judgement of each statement inside a block.
 */
export class Scanner {
  readonly text: string
  readonly start: number
  readonly outer: Scanner | undefined
  readonly edits: Edit[] = []
  readonly doors: RawDoor[] = []
  readonly frames: Frame[] = []
  /** Every frame that was opened. */
  readonly opened: Frame[] = []
  at: number
  previous: Previous = 'start'
  fault: Diagnostic | undefined
  /** The fault is its size. */
  refused = false
  readonly shell: Shell
  readonly hoisted: ReadonlyMap<number, ReadonlySet<string>>
  /** The last word read, if the last token was one. */
  word = ''
  gap = false
  tokenEnd: number

  constructor(
    text: string,
    start: number,
    shell: Shell,
    outer: Scanner | undefined,
    hoisted: Scanner['hoisted'],
  ) {
    this.text = text
    this.start = this.at = this.tokenEnd = start
    this.shell = shell
    this.outer = outer
    this.hoisted = hoisted
    this.add(makeFrame('statements', start, outer?.inside ?? topInside))
  }

  get top(): Frame {
    return this.frames[this.frames.length - 1] as Frame
  }

  /** Declared by the text itself, in a block around the place reached. */
  declares(name: string): boolean {
    for (let i = this.frames.length - 1; i >= 0; i--) {
      const frame = this.frames[i]
      if (frame?.names.has(name) || frame?.headerNames?.has(name)) return true
    }
    return this.outer?.declares(name) ?? false
  }

  /** The jumps that are TypeScript's where the reader stands. */
  get inside(): Inside {
    const { inside, headerLoop } = this.top
    return headerLoop ? { ...inside, loop: true } : inside
  }

  /** Reads on to the next place where the statement could end. */
  advance(): Stop {
    for (;;) {
      if (this.fault !== undefined) return { type: 'fault', at: this.at }
      const kind = this.top.kind
      if (kind === 'tag') readTag(this)
      else if (kind === 'children') readChildren(this)
      else if (kind === 'template') readQuasi(this)
      else {
        const stop = this.step()
        if (stop !== undefined) return stop
        continue
      }
      if (this.at >= this.text.length) return { type: 'end', at: this.text.length }
    }
  }

  /** The statement goes on past a stop. */
  resume(stop: Stop): void {
    this.at = stop.at + 1
    if (stop.type === 'newline') this.gap = true
    else if (stop.type === 'background') this.setPrevious('operator')
    else this.endStatement()
  }

  push(kind: FrameKind, rest?: Parameters<typeof makeFrame>[3], inside = this.top.inside): Frame {
    if (this.depth >= deepest) this.refuse('brackets are nested too deep')
    return this.add(makeFrame(kind, this.at, inside, rest))
  }

  /** Open brackets, those around this statement too. */
  private get depth(): number {
    return this.frames.length + (this.outer?.depth ?? 0)
  }

  private refuse(message: string): void {
    this.refused = true
    this.fault ??= { message, span: { start: this.at, end: Math.min(this.at + 1, this.text.length) } }
  }

  private add(frame: Frame): Frame {
    for (const name of this.hoisted.get(frame.open) ?? []) frame.names.add(name)
    this.frames.push(frame)
    this.opened.push(frame)
    return frame
  }

  setPrevious(previous: Previous, word = ''): void {
    this.previous = previous
    this.word = word
    this.tokenEnd = this.at
    this.gap = false
  }

  /** One token, blank or comment. */
  private step(): Stop | undefined {
    const { text } = this
    const char = text[this.at]
    if (char === undefined) return { type: 'end', at: this.at }
    if (isBlank(char)) return void this.at++
    if (char === '\n') return this.newline()
    const comment = skipComment(text, this.at)
    if (comment !== this.at) {
      if (text.slice(this.at, comment).includes('\n')) this.gap = true
      return void (this.at = comment)
    }
    if (char === '#' && this.isHashComment()) return this.hashComment()
    return this.token(char)
  }

  private newline(): Stop | undefined {
    if (this.frames.length === 1 && this.previous !== 'start') return { type: 'newline', at: this.at }
    this.gap = true
    this.at++
    return undefined
  }

  /** `# text` where TypeScript could not go on with it. */
  private isHashComment(): boolean {
    const { text, at, top } = this
    if (at > 0 && !isSpaceOrEnd(text[at - 1])) return false
    if (isBlank(text[at + 1]) || text[at + 1] === '!') return true
    return top.kind !== 'class' && (top.start || this.previous === 'block')
  }

  private hashComment(): undefined {
    const end = lineEnd(this.text, this.at)
    this.edits.push({ start: this.at, end, text: ' '.repeat(end - this.at) })
    this.at = end
  }

  private token(char: string): Stop | undefined {
    const frame = this.top
    if (frame.start && !frame.body && !this.text.startsWith('else', this.at)) frame.elses = 0
    if (++frame.tokens > longest || frame.elses > deepest) this.refuse('this expression is too long to read')
    if (frame.kind === 'statements' || frame.kind === 'switch') {
      if (endsByLine(this, frame)) beginStatement(frame)
      if (frame.start && judgeStatement(this, frame)) return undefined
      if (frame.start) frame.statement = this.at
    }
    if (char === '$' && this.text[this.at + 1] === '(' && substitution(this)) return undefined
    const word = identifierAt(this.text, this.at)
    if (word !== '' || (char === '#' && identifierAt(this.text, this.at + 1) !== ''))
      return readWord(this, word)
    if (char === ';' && this.frames.length === 1) return { type: 'semicolon', at: this.at }
    if (char === '&' && this.isBackground()) {
      if (this.frames.length === 1) return { type: 'background', at: this.at }
      if (isJobInBlock(this, frame)) return this.beginsJob(frame.statement)
    }
    if (char === ')' || char === ']' || char === '}') return close(this, char)
    frame.start = frame.start && char === ';'
    punctuation(this, char)
    return undefined
  }

  endStatement(): void {
    const frame = this.top
    beginStatement(frame)
    frame.pending = undefined
    this.setPrevious('start')
  }

  /** The expression from `start` on is a job inside a block: the `&` that is here ends it as a `;` does. */
  beginsJob(start: number): undefined {
    const { at } = this
    const end = start + this.text.slice(start, at).trimEnd().length
    this.edits.push({ start: at, end: at + 1, text: ';' })
    this.doors.push({ type: 'background', span: { start: at, end: at + 1 }, body: { start, end } })
    this.at++
    this.endStatement()
  }

  /** ` &` at the end of a line, before `;`, or at a block's end. */
  private isBackground(): boolean {
    const { text, at } = this
    if (this.previous !== 'operand' || !isBlank(text[at - 1])) return false
    const next = skipBlanks(text, at + 1)
    const isInside = this.frames.length > 1 || this.outer !== undefined
    return (
      (isInside && text[next] === '}') ||
      text[next] === undefined ||
      text[next] === '\n' ||
      text[next] === ';' ||
      text.startsWith('//', next) ||
      (text[next] === '#' && next > at + 1)
    )
  }
}
