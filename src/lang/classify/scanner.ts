import { bindingNames, importNames, patternNames } from './bindings.ts'
import { continuesStatement } from './continuation.ts'
import { beginStatement, makeFrame, type Frame, type FrameKind, type Inside } from './frame.ts'
import { readChildren, readTag, startsElement } from './jsx.ts'
import type { Diagnostic, Span } from '../../diag/index.ts'
import {
  identifierAt,
  isBlank,
  isDigit,
  isSpaceOrEnd,
  lineEnd,
  skipBlanks,
  skipComment,
  skipRegularExpression,
  skipString,
  skipTrivia,
} from './text.ts'

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

type Previous = 'start' | 'operand' | 'operator' | 'dot' | 'arrow' | 'block'

const number =
  /0[xXbBoO][\da-fA-F_]+n?|\d[\d_]*(?:n|(?:\.(?!\.)[\d_]*)?(?:[eE][+-]?\d+)?)|\.\d[\d_]*(?:[eE][+-]?\d+)?/y
const operandKeywords: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case await yield extends'.split(' '),
)
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
  private readonly shell: Shell
  private readonly hoisted: ReadonlyMap<number, ReadonlySet<string>>
  /** The last word read, if the last token was one. */
  private word = ''
  private gap = false
  private tokenEnd: number

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
      else if (kind === 'template') this.readQuasi()
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
    return this.add(makeFrame(kind, this.at, inside, rest))
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
    if (frame.kind === 'statements' || frame.kind === 'switch') {
      if (this.endsByLine(frame)) beginStatement(frame)
      if (frame.start && this.judgeStatement(frame)) return undefined
    }
    if (char === '$' && this.text[this.at + 1] === '(' && this.substitution()) return undefined
    const word = identifierAt(this.text, this.at)
    if (word !== '' || (char === '#' && identifierAt(this.text, this.at + 1) !== ''))
      return this.readWord(word)
    if (char === ';' && this.frames.length === 1) return { type: 'semicolon', at: this.at }
    if (char === '&' && this.isBackground()) return { type: 'background', at: this.at }
    if (char === ')' || char === ']' || char === '}') return this.close(char)
    frame.start = frame.start && char === ';'
    this.punctuation(char)
    return undefined
  }

  /** JavaScript's semicolon at a line's end, inside a block. */
  private endsByLine(frame: Frame): boolean {
    if (!this.gap || frame.start || this.frames.length === 1) return false
    if (this.previous === 'start') return true
    if (this.previous === 'operator') return this.word === 'return'
    if (this.previous !== 'operand' && this.previous !== 'block') return false
    if (frame.pending !== undefined) return false
    if (this.text[this.at] === ')' || this.text[this.at] === '}' || this.text[this.at] === ']') return false
    return !continuesStatement(this.text, this.at, {
      inside: true,
      mayAssign: !frame.assigned,
      ternary: frame.questions > 0,
    })
  }

  /** Judges a statement that begins a line inside a block, or is the body of a header. True: it has been read. */
  private judgeStatement(frame: Frame): boolean {
    const first = this.text[this.at] ?? ''
    const judged = frame.body || (this.gap && this.frames.length > 1)
    frame.body = false
    if (!judged || ';{})]'.includes(first)) return false
    const word = identifierAt(this.text, this.at)
    if (word === 'else' || word === 'catch' || word === 'finally') return false
    if (word === 'default' || (word === 'case' && frame.kind === 'switch')) return false
    return this.takeOver(this.shell.judge(this, this.at), frame)
  }

  private takeOver(judgement: Judgement, frame: Frame): boolean {
    if (judgement.type === 'typescript') return false
    if (judgement.type === 'fault') {
      this.fault = judgement.fault
      return true
    }
    if (judgement.type === 'command') {
      this.doors.push({ type: 'command', span: { start: this.at, end: judgement.end } })
      this.edits.push({
        start: this.at,
        end: judgement.end,
        text: maskCommand(this.text, this.at, judgement.end),
      })
    } else {
      this.edits.push(...judgement.scanner.edits)
      this.doors.push(...judgement.scanner.doors)
      for (const name of judgement.scanner.frames[0]?.names ?? []) frame.names.add(name)
    }
    this.at = judgement.end
    beginStatement(frame)
    this.setPrevious('block')
    return true
  }

  /** `$(cmd)` in an expression; `$({…})` is zx's call with options. */
  private substitution(): boolean {
    if (this.text[this.at + 2] === '{' || this.previous === 'dot') return false
    if (this.declares('$') || this.shell.isUser('$') || this.isMethodName()) return false
    this.top.start = false
    const found = this.shell.substitution(this.at)
    if ('fault' in found) {
      this.fault = found.fault
      return true
    }
    this.addSubstitution(found.end, false)
    this.setPrevious('operand')
    return true
  }

  /** `class { $(x) {} }` */
  private isMethodName(): boolean {
    const { kind } = this.top
    if (kind === 'class') return this.previous !== 'operator'
    return kind === 'types' || (kind === 'object' && '{,'.includes(this.text[this.tokenEnd - 1] ?? ''))
  }

  /** Puts a number over it: an operand that no bracket or template can turn into a call. */
  addSubstitution(end: number, inTemplate: boolean): void {
    const start = this.at
    const body = { start: start + 2, end: end - 1 }
    this.doors.push({ type: 'substitution', span: { start, end }, body, inTemplate })
    const blank = this.text.slice(start, end).replace(/[^\n]/g, ' ')
    const text = inTemplate ? '${0' + blank.slice(3, -1) + '}' : '0' + blank.slice(1)
    this.edits.push({ start, end, text })
    this.at = end
  }

  private readWord(word: string): undefined {
    const frame = this.top
    const wasStart = frame.start
    if (word === '') word = `#${identifierAt(this.text, this.at + 1)}`
    const from = this.at
    this.at += word.length
    frame.start = false
    if (this.previous === 'dot' || this.isKey(frame, from)) this.setPrevious('operand')
    else if (word === 'function' || word === 'class') this.functionOrClass(frame, word, wasStart)
    else if (operandKeywords.has(word)) {
      if (word === 'case') frame.inCase = frame.kind === 'switch'
      this.setPrevious('operator', word)
    } else if (!this.statementWord(frame, word, wasStart)) this.setPrevious('operand', word)
  }

  /** The name of a property or member: `{ if: 1 }`, `class { delete() {} }`. */
  private isKey(frame: Frame, from: number): boolean {
    if (frame.kind !== 'object' && frame.kind !== 'class' && frame.kind !== 'types') return false
    const before = this.text[this.tokenEnd - 1] ?? ''
    const first =
      '{,;}'.includes(before) || (frame.kind === 'class' && this.gap && this.previous !== 'operator')
    if (!first && this.tokenEnd > frame.open + 1) return false
    return '(:=,;?}<!\n'.includes(this.text[skipBlanks(this.text, this.at)] ?? '') && from >= frame.open
  }

  private functionOrClass(frame: Frame, word: 'function' | 'class', wasStart: boolean): void {
    frame.pending = word
    frame.declaration = wasStart
    frame.params = undefined
    frame.generator = word === 'function' && this.text[skipBlanks(this.text, this.at)] === '*'
    const name = identifierAt(
      this.text,
      skipTrivia(this.text, frame.generator ? this.text.indexOf('*', this.at) + 1 : this.at),
    )
    if (name !== '' && name !== 'extends' && name !== 'implements' && wasStart) frame.names.add(name)
    this.setPrevious('operand', word)
  }

  /** Words that mean something where a statement begins. True: done with it. */
  private statementWord(frame: Frame, word: string, wasStart: boolean): boolean {
    const statements = frame.kind === 'statements' || frame.kind === 'switch'
    switch (word) {
      case 'const':
      case 'let':
      case 'var':
      case 'using':
        if (!(statements ? wasStart || this.word === 'await' : frame.header === 'for')) return false
        if (word !== 'const' && word !== 'var' && !/[\s{[]/.test(this.text[this.at] ?? '')) return false
        frame.declaring = true
        if (identifierAt(this.text, skipBlanks(this.text, this.at)) === 'enum') frame.start = true
        else bindingNames(this.text, this.at, name => this.bind(name, word === 'var'))
        break
      case 'import':
        if (!statements || !wasStart || /[(.]/.test(this.text[this.at] ?? '')) return false
        importNames(this.text, this.at, name => frame.names.add(name))
        break
      case 'interface':
      case 'enum':
      case 'namespace':
      case 'module':
      case 'global':
        return statements && wasStart && this.pendingBody(frame, word)
      case 'type':
        if (!statements || !wasStart) return false
        frame.typeStatement = /^\s+[\w$]+\s*[=<]/.test(this.text.slice(this.at, this.at + 200))
        break
      case 'export':
      case 'declare':
      case 'default':
      case 'abstract':
      case 'async':
        if (!statements || !wasStart) return false
        frame.start = !/[=(.]/.test(this.text[skipBlanks(this.text, this.at)] ?? '')
        if (word === 'default') frame.inCase = frame.kind === 'switch'
        // `export default {` is an object.
        if (word === 'default' && !frame.inCase) {
          frame.start = /^\s*(?:function|class|async|abstract|interface)\b/.test(
            this.text.slice(this.at, this.at + 200),
          )
          this.setPrevious('operator', word)
          return true
        }
        break
      case 'else':
      case 'do':
      case 'try':
      case 'finally':
        if (!statements) return false
        beginStatement(frame, true)
        frame.headerLoop ||= word === 'do'
        if (word === 'do') frame.doing++
        this.setPrevious('start', word)
        return true
      case 'catch':
        if (statements) frame.pending = 'catch'
        break
      case 'while':
        // The end of `do … while (…)` has no body.
        if (statements && frame.doing > 0) {
          frame.doing--
          this.setPrevious('operand', 'do while')
          return true
        }
        if (!statements) return false
        break
      case 'if':
      case 'for':
      case 'switch':
      case 'with':
        if (!statements) return false
        break
      default:
        return this.label(frame, wasStart)
    }
    this.setPrevious('operand', word)
    return true
  }

  /** `var` belongs to the function around it: to every block up to there. */
  private bind(name: string, everywhere: boolean): void {
    if (everywhere) for (const frame of this.frames) frame.names.add(name)
    else this.top.names.add(name)
  }

  private pendingBody(frame: Frame, word: string): boolean {
    const next = skipBlanks(this.text, this.at)
    const name = identifierAt(this.text, next)
    if (word !== 'global' && name === '' && this.text[next] !== '"' && this.text[next] !== "'") return false
    frame.pending = word === 'interface' || word === 'enum' ? 'types' : 'namespace'
    frame.declaration = true
    if (name !== '' && word !== 'interface') frame.names.add(name)
    this.setPrevious('operand', word)
    return true
  }

  private label(frame: Frame, wasStart: boolean): boolean {
    if (!wasStart || this.text[skipBlanks(this.text, this.at)] !== ':') return false
    this.at = skipBlanks(this.text, this.at) + 1
    beginStatement(frame)
    this.setPrevious('start')
    return true
  }

  private punctuation(char: string): void {
    const { text, at, previous } = this
    const frame = this.top
    if (isDigit(char) || (char === '.' && isDigit(text[at + 1]) && previous !== 'operand'))
      return this.literal(numberEnd(text, at))
    switch (char) {
      case '"':
      case "'":
        return this.literal(skipString(text, at))
      case '`':
        this.push('template', { tagged: previous === 'operand' })
        this.at++
        return
      case '(':
      case '[':
      case '{':
        return this.openBracket(char)
      case '/': {
        const end = previous === 'operand' ? -1 : skipRegularExpression(text, at)
        if (end !== -1) return this.literal(end)
        break
      }
      case '<':
        if (previous !== 'operand' && previous !== 'dot' && !frame.typeStatement && startsElement(text, at)) {
          this.push('tag')
          this.at++
          return
        }
        break
      case '?':
        if (text[at + 1] === '.' && !isDigit(text[at + 2])) return this.advanceAs('dot', 2)
        if (text[at + 1] === '?') return this.advanceAs('operator', 2)
        if (!':),=;]}'.includes(text[skipBlanks(text, at + 1)] ?? ')')) {
          frame.ternaries++
          frame.questions++
        }
        break
      case ':':
        return this.colon(frame)
      case ';':
        return this.endStatementAt()
      case ',':
        if (frame.declaring) bindingNames(text, at + 1, name => frame.names.add(name))
        frame.pending = undefined
        break
      case '.':
        return text.startsWith('...', at) ? this.advanceAs('operator', 3) : this.advanceAs('dot', 1)
      case '=':
        if (text[at + 1] === '>') return this.advanceAs('arrow', 2)
        frame.assigned = true
        break
      case '+':
      case '-':
        if (text[at + 1] === char) return this.advanceAs(previous === 'operand' ? 'operand' : 'operator', 2)
        break
      case '!':
        if (previous === 'operand' && !this.gap && text[at + 1] !== '=') return this.advanceAs('operand', 1)
        break
      case '*':
        if (frame.kind === 'class' || frame.kind === 'object')
          frame.generator =
            previous !== 'operand' || this.gap || this.word === 'async' || this.word === 'static'
        if (this.word === 'function' || this.word === 'yield') return this.advanceAs('operand', 1)
        break
    }
    this.advanceAs('operator', 1)
  }

  private advanceAs(previous: Previous, length: number): void {
    if (previous === 'arrow') this.arrowParameter()
    this.at += length
    this.setPrevious(previous)
  }

  /** `x => …`: its one parameter. */
  private arrowParameter(): void {
    // The arrow of a return type: `function f(x): () => void {`.
    if (this.top.pending === 'function') return
    this.top.params = undefined
    if (this.word !== '' && this.text[this.tokenEnd - 1] !== ')') {
      this.top.params = [this.tokenEnd - this.word.length, this.tokenEnd]
    }
  }

  private literal(end: number): void {
    this.at = end
    this.setPrevious('operand')
  }

  private colon(frame: Frame): void {
    this.at++
    if (frame.inCase && frame.ternaries === 0) {
      frame.inCase = false
      beginStatement(frame)
      return this.setPrevious('start')
    }
    if (frame.ternaries > 0) frame.ternaries--
    this.setPrevious('operator')
  }

  private endStatement(): void {
    const frame = this.top
    beginStatement(frame)
    frame.pending = undefined
    this.setPrevious('start')
  }

  private endStatementAt(): void {
    this.at++
    if (this.top.kind === 'statements' || this.top.kind === 'switch') return this.endStatement()
    this.top.declaring = false
    this.top.ternaries = 0
    this.setPrevious('operator')
  }

  private openBracket(char: '(' | '[' | '{'): void {
    const frame = this.top
    if (char === '{') this.openBrace(frame)
    else if (char === '[') this.push('bracket')
    else {
      const statements = frame.kind === 'statements' || frame.kind === 'switch'
      const header =
        statements && /^(?:if|for|while|switch|with|catch|await)$/.test(this.word) ? this.word : ''
      // `for await (`
      this.push('paren', {
        header:
          header === 'await'
            ? this.text.slice(0, this.tokenEnd).endsWith('for await')
              ? 'for'
              : ''
            : header,
      })
    }
    this.at++
    this.setPrevious('start')
  }

  private openBrace(frame: Frame): void {
    // `): Promise<void> {`, `extends Map<K, V> {`, `): void {`
    const closesType =
      this.previous === 'operator' && (this.text[this.tokenEnd - 1] === '>' || this.word === 'void')
    const previous = closesType ? 'operand' : this.previous
    const members = frame.kind === 'class' || frame.kind === 'object'
    if (frame.kind === 'types' || frame.typeStatement || this.word === 'is') this.push('types')
    else if (previous === 'arrow') this.openFunction(frame, frame.params ?? frame.lastParen, 'expression')
    else if (frame.pending !== undefined && previous === 'operand') this.openPending(frame)
    else if (members && (previous === 'operand' || previous === 'block'))
      this.openFunction(frame, frame.lastParen, 'expression')
    else if (
      (frame.kind === 'statements' || frame.kind === 'switch') &&
      (this.previous === 'start' || this.previous === 'block')
    )
      this.openBlock(frame)
    else this.push('object')
  }

  private openBlock(frame: Frame): void {
    const inside = frame.headerLoop ? { ...frame.inside, loop: true } : frame.inside
    const block = this.push('statements', { completes: 'statement' }, inside)
    for (const name of frame.headerNames ?? []) block.names.add(name)
    frame.headerNames = undefined
    frame.headerLoop = false
  }

  private openFunction(
    frame: Frame,
    params: readonly [number, number] | undefined,
    completes: Frame['completes'],
  ): void {
    const generator = frame.generator && this.previous !== 'arrow'
    const block = this.push('statements', { completes }, { function: true, generator, loop: false })
    if (this.previous !== 'arrow') block.names.add('arguments')
    if (params !== undefined)
      patternNames(this.text, params[0], params[1], false, name => block.names.add(name))
    frame.generator = false
    frame.params = undefined
    frame.lastParen = undefined
  }

  private openPending(frame: Frame): void {
    const completes = frame.declaration ? 'statement' : 'expression'
    const pending = frame.pending
    frame.pending = undefined
    if (pending === 'class') this.push('class', { completes })
    else if (pending === 'types') this.push('types', { completes })
    else if (pending === 'switch')
      this.push('switch', { completes: 'statement' }, { ...frame.inside, loop: true })
    else if (pending === 'function') this.openFunction(frame, frame.params ?? frame.lastParen, completes)
    else {
      const block = this.push('statements', { completes: 'statement' })
      const params = pending === 'catch' ? frame.lastParen : undefined
      if (params !== undefined)
        patternNames(this.text, params[0], params[1], false, name => block.names.add(name))
    }
    frame.lastParen = undefined
  }

  private close(char: ')' | ']' | '}'): Stop | undefined {
    const frame = this.top
    if (this.frames.length === 1 || !closes(frame.kind, char)) return { type: 'closer', at: this.at }
    this.frames.pop()
    this.at++
    if (frame.kind === 'hole' || frame.kind === 'container') return undefined
    if (char === ')') this.closeParen(frame)
    else if (frame.completes === 'statement') {
      beginStatement(this.top)
      this.top.start = true
      this.setPrevious('block')
    } else this.setPrevious('operand')
    return undefined
  }

  private closeParen(frame: Frame): void {
    const parent = this.top
    const range = [frame.open + 1, this.at - 1] as const
    if (parent.pending === 'function' && parent.params === undefined) parent.params = range
    parent.lastParen = range
    this.setPrevious('operand')
    switch (frame.header) {
      case 'if':
      case 'for':
      case 'while':
      case 'with':
        for (const name of frame.names) (parent.headerNames ??= new Set()).add(name)
        parent.headerLoop ||= frame.header === 'for' || frame.header === 'while'
        beginStatement(parent, true)
        this.previous = 'start'
        break
      case 'switch':
        parent.pending = 'switch'
        break
    }
  }

  /** The text of a template up to its end or its next hole. */
  private readQuasi(): void {
    const { text } = this
    const frame = this.top
    for (; this.at < text.length; this.at++) {
      const char = text[this.at]
      if (char === '\\') this.at++
      else if (char === '`') {
        this.frames.pop()
        this.at++
        return this.setPrevious('operand')
      } else if (char === '$' && text[this.at + 1] === '{') {
        this.at++
        this.push('hole')
        this.at++
        return this.setPrevious('start')
      } else if (char === '$' && text[this.at + 1] === '(' && text[this.at + 2] !== ')' && !frame.tagged) {
        const end = this.templateSubstitution()
        if (end === undefined) continue
        this.addSubstitution(end, true)
        this.at--
      }
    }
  }

  /** Template text that generates programs may hold `$(` too: what is no command, or is put together by holes, stays text. */
  private templateSubstitution(): number | undefined {
    if (identifierAt(this.text, this.at - 1) !== '' && /[\w$]/.test(this.text[this.at - 1] ?? ''))
      return undefined
    const found = this.shell.substitution(this.at)
    if ('fault' in found) return undefined
    return /\$\{(?!\w+\})/.test(this.text.slice(this.at, found.end)) ? undefined : found.end
  }

  /** ` &` at the end of a line or before `;`. */
  private isBackground(): boolean {
    const { text, at } = this
    if (this.frames.length > 1 || this.outer !== undefined || this.previous !== 'operand') return false
    if (!isBlank(text[at - 1])) return false
    const next = skipBlanks(text, at + 1)
    return (
      text[next] === undefined ||
      text[next] === '\n' ||
      text[next] === ';' ||
      text.startsWith('//', next) ||
      (text[next] === '#' && next > at + 1)
    )
  }
}

function numberEnd(text: string, at: number): number {
  number.lastIndex = at
  return number.test(text) ? number.lastIndex : at + 1
}

function closes(kind: FrameKind, char: ')' | ']' | '}'): boolean {
  if (char === ')') return kind === 'paren'
  if (char === ']') return kind === 'bracket'
  return kind !== 'paren' && kind !== 'bracket'
}

/** An empty statement of the same length; line ends stay. */
function maskCommand(text: string, start: number, end: number): string {
  return ';' + text.slice(start + 1, end).replace(/[^\n]/g, ' ')
}
