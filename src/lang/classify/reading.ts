import type { Diagnostic, Source } from '../../diag/index.ts'
import { readCommand, substitutionEnd } from './command.ts'
import { continuesStatement } from './continuation.ts'
import { diagnose, isLacking, placeOf, strayBracket, unclosed } from './fault.ts'
import { readHead } from './head.ts'
import type { Head, Sight } from './sight.ts'
import { apiNames, isDeclared, isUserName } from './names.ts'
import { operandsAreTypeScript } from './operands.ts'
import { isNode, parseTsx, type Parsed, type SyntaxNode } from './oxc.ts'
import { Scanner, type Edit, type Judgement, type Shell, type Stop } from './scanner.ts'
import { analyse, isBound } from './scope.ts'
import type { Names } from './statement.ts'
import { identifierAt, isBlank, lineEnd, skipTrivia } from './text.ts'

/** How the text is put before the parser: as it is, as one expression, or as it stands inside a function. */
export type Wrap = 'none' | 'expression' | 'body'

const before: Readonly<Record<Wrap, string>> = { none: '', expression: '(', body: 'async function*_(){' }
const after: Readonly<Record<Wrap, string>> = { none: '', expression: '\n)', body: '\n}' }

/** TypeScript read from a place on. */
export interface Reading {
  readonly type: 'complete' | 'unfinished' | 'wrong'
  readonly scanner: Scanner
  readonly stop: Stop
  /** The end of its text. */
  readonly end: number
  readonly masked: string
  readonly wrap: Wrap
  readonly parsed: Parsed | undefined
  readonly fault: Diagnostic | undefined
}

/** Where parsed offsets lie in the source: add this. */
export function shiftOf(reading: Reading): number {
  return reading.scanner.start - before[reading.wrap].length
}

/** Reads TypeScript statements of one source with the names declared around them. */
export class TypeScriptReader implements Shell {
  readonly source: Source
  readonly names: Names
  /** Names of blocks by where they open, from an earlier reading: a name counts before its declaration too. */
  private readonly hoisted: Map<number, Set<string>>
  private readonly scanners: Scanner[] = []
  /** Names that decided for a command because they were not declared. */
  private readonly missing = new Set<string>()

  constructor(source: Source, names: Names, hoisted = new Map<number, Set<string>>()) {
    this.source = source
    this.names = names
    this.hoisted = hoisted
  }

  /** Reads the statement at `at`. */
  read(at: number, wrap: Wrap): Reading {
    const reading = this.readFrom(this.scan(at), wrap)
    const hoisted = this.lateNames()
    if (hoisted === undefined) return reading
    return new TypeScriptReader(this.source, this.names, hoisted).read(at, wrap)
  }

  isDeclared(name: string): boolean {
    return isDeclared(this.names, name)
  }

  isUser(name: string): boolean {
    return isUserName(this.names, name)
  }

  substitution(at: number): ReturnType<typeof substitutionEnd> {
    return substitutionEnd(this.source, at)
  }

  /** A statement inside a block: TypeScript or a command? */
  judge(scanner: Scanner, at: number): Judgement {
    const sight: Sight = {
      isDeclared: name => scanner.declares(name) || this.isDeclared(name) || this.miss(name),
      isUser: name => scanner.declares(name) || isUserName(this.names, name),
      inside: scanner.inside,
    }
    const head = readHead(this.source.text, at, sight)
    if (head === 'command')
      return this.judgeCommand(scanner, at, () => this.readFrom(this.scan(at, scanner), 'body'))
    if (head !== 'declared' && head !== 'closed') return { type: 'typescript' }
    const reading = this.readFrom(this.scan(at, scanner), 'body')
    if (reading.type === 'complete' && this.accepts(head, reading)) return readInside(reading)
    if (reading.type === 'unfinished') return { type: 'typescript' }
    return this.judgeCommand(scanner, at, () => reading)
  }

  /** Do the names in it allow what its beginning allows? */
  accepts(head: Head, reading: Reading): boolean {
    if (reading.parsed === undefined || (head !== 'closed' && head !== 'declared')) return true
    const program = reading.parsed.program()
    const { text } = this.source
    const { scanner } = reading
    const known = (name: string, headed: boolean): boolean =>
      scanner.declares(name) || this.isDeclared(name) || (headed && apiNames.has(name)) || this.miss(name)
    if (head === 'closed') {
      if (isGroup(program, scanner)) return false
      const { references } = analyse(program)
      if (!references.every(each => !each.needed || isBound(each) || known(each.name, each.headed)))
        return false
    }
    const expression = soleExpression(program, reading.wrap)
    if (expression === undefined) return true
    return operandsAreTypeScript(
      before[reading.wrap] + text.slice(scanner.start, reading.end),
      expression,
      known,
    )
  }

  private scan(at: number, outer?: Scanner): Scanner {
    const scanner = new Scanner(this.source.text, at, this, outer, this.hoisted)
    this.scanners.push(scanner)
    return scanner
  }

  private miss(name: string): boolean {
    this.missing.add(name)
    return false
  }

  /** Names that were missed and declared later in a block; undefined where nothing changes. */
  private lateNames(): Map<number, Set<string>> | undefined {
    if (this.missing.size === 0 || this.hoisted.size > 0) return undefined
    const late = new Map<number, Set<string>>()
    for (const scanner of this.scanners) {
      for (const frame of scanner.opened) {
        if (![...this.missing].some(name => frame.names.has(name))) continue
        late.set(frame.open, frame.names)
      }
    }
    return late.size === 0 ? undefined : late
  }

  /**
   * A command inside a block. Where it is none, and TypeScript but for its names, TypeScript it is: they may be declared
   * further down.
   */
  private judgeCommand(scanner: Scanner, at: number, read: () => Reading): Judgement {
    const isName = (name: string): boolean => scanner.declares(name) || this.isDeclared(name)
    const line = readCommand(this.source, at, isName)
    if (line.kind === 'command') return { type: 'command', end: line.end }
    const reading = read()
    if (reading.type === 'complete') return readInside(reading)
    const fault = line.diagnostics[0]
    return fault === undefined ? { type: 'typescript' } : { type: 'fault', fault }
  }

  private readFrom(scanner: Scanner, wrap: Wrap): Reading {
    for (;;) {
      const stop = scanner.advance()
      if (stop.type === 'fault') return this.faulty(scanner, stop, wrap)
      if (this.goesOn(scanner, stop)) {
        scanner.resume(stop)
        continue
      }
      const reading = this.parse(scanner, stop, wrap)
      if (reading !== undefined) return reading
      scanner.resume(stop)
    }
  }

  /** Parses what was read up to a stop; undefined where more text is needed and there is more. */
  private parse(scanner: Scanner, stop: Stop, wrap: Wrap): Reading | undefined {
    const { text } = this.source
    const unbalanced = stop.type === 'closer' && scanner.outer === undefined
    const end = trimEnd(text, scanner.start, unbalanced ? lineEnd(text, stop.at) : stop.at)
    const masked = applyEdits(text, scanner.start, end, scanner.edits)
    const parsed = parseTsx(before[wrap] + masked + after[wrap])
    const reading = { scanner, stop, end, masked, wrap, parsed }
    const shift = before[wrap].length
    // Brackets of ours must not balance the text's.
    const fault = parsed.fault ?? (unbalanced ? strayBracket(scanner, stop, shift) : undefined)
    if (fault === undefined) {
      const isJob = stop.type !== 'background' || soleExpression(parsed.program(), wrap) !== undefined
      return isJob ? { ...reading, type: 'complete', fault } : undefined
    }
    const lacking = !unbalanced && isLacking(fault, masked, shift, scanner)
    if (stop.type !== 'end' && (stop.type === 'background' || (lacking && stop.type !== 'closer')))
      return undefined
    const span = placeOf(fault, scanner.start - shift, scanner.start, end)
    const diagnostic = diagnose(fault, span, masked, lacking, () =>
      unclosed(this.source, scanner, fault, span),
    )
    return { ...reading, type: lacking && stop.type === 'end' ? 'unfinished' : 'wrong', fault: diagnostic }
  }

  private faulty(scanner: Scanner, stop: Stop, wrap: Wrap): Reading {
    const { fault } = scanner
    const end =
      fault?.unfinished === true
        ? this.source.text.length
        : lineEnd(this.source.text, fault?.span.start ?? stop.at)
    const type = fault?.unfinished === true ? 'unfinished' : 'wrong'
    const stopped: Stop = { type: 'fault', at: end }
    return { type, scanner, stop: stopped, end, masked: '', wrap, parsed: undefined, fault }
  }

  /** The next line, or what follows the `;`, belongs to the statement whatever stands before. */
  private goesOn(scanner: Scanner, stop: Stop): boolean {
    const { text } = this.source
    if (stop.type === 'semicolon')
      return scanner.outer === undefined && identifierAt(text, skipTrivia(text, stop.at + 1)) === 'else'
    if (stop.type !== 'newline') return false
    if (scanner.previous === 'operator' || scanner.previous === 'dot' || scanner.previous === 'arrow')
      return true
    return continuesStatement(text, skipTrivia(text, stop.at), {
      inside: scanner.outer !== undefined,
      mayAssign: !scanner.top.assigned && (scanner.outer !== undefined || isDeclaration(text, scanner.start)),
      ternary: scanner.top.questions > 0,
    })
  }
}

/** A statement of a block that was read; a ` &` behind it is read with it. */
function readInside({ scanner, stop }: Reading): Judgement {
  if (stop.type === 'background') scanner.beginsJob(scanner.start)
  return { type: 'read', scanner, end: stop.type === 'background' ? scanner.at : stop.at }
}

/** At the top a line that begins with `= ` shows a value; only a declaration that has none yet takes it for its own. */
function isDeclaration(text: string, start: number): boolean {
  const beginning = text.slice(start, start + 100)
  return /^(?:(?:export|declare)\s+)*(?:const|let|var|type|using|await\s+using)\b/.test(beginning)
}

function trimEnd(text: string, start: number, end: number): number {
  while (end > start && (text[end - 1] === '\n' || isBlank(text[end - 1]))) end--
  return end
}

function applyEdits(text: string, start: number, end: number, edits: readonly Edit[]): string {
  let masked = ''
  let at = start
  for (const edit of edits) {
    if (edit.start >= end) break
    masked += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return (masked + text.slice(at, end)).slice(0, end - start)
}

/** A block of nothing but commands is the shell's `{ list; }`. */
function isGroup(program: SyntaxNode, scanner: Scanner): boolean {
  if (!scanner.doors.some(door => door.type === 'command') || scanner.text[scanner.start] !== '{')
    return false
  const block: unknown = Array.isArray(program.body) ? program.body[0] : undefined
  if (!isNode(block) || block.type !== 'BlockStatement' || !Array.isArray(block.body)) return false
  return block.body.every(each => isNode(each) && each.type === 'EmptyStatement')
}

/** The expression, where the text is one expression statement; `await x` gives `x`. */
function soleExpression(program: SyntaxNode, wrap: Wrap): SyntaxNode | undefined {
  let body = program.body
  if (wrap === 'body' && Array.isArray(body) && isNode(body[0]) && isNode(body[0].body))
    body = body[0].body.body
  if (!Array.isArray(body) || body.length !== 1) return undefined
  const statement: unknown = body[0]
  if (!isNode(statement) || statement.type !== 'ExpressionStatement') return undefined
  let expression = statement.expression
  while (isNode(expression) && expression.type === 'AwaitExpression') expression = expression.argument
  return isNode(expression) ? expression : undefined
}
