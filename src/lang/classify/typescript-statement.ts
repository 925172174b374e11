/** The statements that may be TypeScript, from the first word's verdict on. */
import type { Diagnostic, Source } from '../../diag/index.ts'
import { commandStatement, plain } from './command-statement.ts'
import { readCommand, type CommandLine } from './command.ts'
import { findDoors } from './doors.ts'
import { shiftOf, TypeScriptReader, type Reading } from './reading.ts'
import { analyse, type Analysis } from './scope.ts'
import type { Head } from './sight.ts'
import type { Names, Statement } from './statement.ts'
import { identifierAt, lineEnd, skipBlanks } from './text.ts'

/** `= expr`: always TypeScript, and its value is wanted. */
export function shown(source: Source, at: number, names: Names): Statement {
  const start = skipBlanks(source.text, at + 1)
  const reading = new TypeScriptReader(source, names).read(start, 'expression')
  return { ...typescriptStatement(source, reading, names), show: true }
}

/** A beginning that may be TypeScript: it is if it parses and its names allow it; only a keyword no command has keeps its typos. */
export function candidate(source: Source, at: number, head: Head, names: Names): Statement {
  const reader = new TypeScriptReader(source, names)
  const { text } = source
  const reading = readCandidate(text, at, head, reader)
  if (reading.type === 'complete' && reader.accepts(head, reading)) {
    return typescriptStatement(source, reading, reader.names)
  }
  if (reading.type === 'unfinished' && (head !== 'closed' || knowsWords(reader, text.slice(at)))) {
    return typescriptStatement(source, reading, reader.names)
  }
  if (head === 'certain' || reading.scanner.refused) return typescriptStatement(source, reading, reader.names)
  if (head === 'assignment') return assignmentFault(source, at, reading, reader.names)
  const line = readCommand(source, at, name => reader.isDeclared(name))
  if (line.kind === 'error' && head === 'typescript' && reading.type === 'wrong') {
    return typescriptStatement(source, reading, reader.names)
  }
  return commandStatement(at, line)
}

/** An object in braces reads as an expression, else as a block. */
function readCandidate(text: string, at: number, head: Head, reader: TypeScriptReader): Reading {
  if (head !== 'closed' || text[at] !== '{') return readStatement(at, reader)
  const object = reader.read(at, 'expression')
  return object.type === 'wrong' ? reader.read(at, 'none') : object
}

/** A `yield` or `new.target` alone is TypeScript out of place: V8 says so when it runs. */
function readStatement(at: number, reader: TypeScriptReader): Reading {
  const reading = reader.read(at, 'none')
  const { text } = reader.source
  const displaced =
    identifierAt(text, at) === 'yield' || /'yield' expression|new\.target/.test(reading.fault?.message ?? '')
  return displaced && reading.type === 'wrong' ? reader.read(at, 'body') : reading
}

/** `function name …` whose body is not one of commands, as far as `line` tells. */
export function functionCandidate(source: Source, at: number, line: CommandLine, names: Names): Statement {
  const reading = new TypeScriptReader(source, names).read(at, 'none')
  if (reading.type === 'wrong' && line.kind !== 'error') return commandStatement(at, line)
  return typescriptStatement(source, reading, names)
}

function assignmentFault(source: Source, at: number, reading: Reading, names: Names): Statement {
  const name = identifierAt(source.text, at)
  const hint = `${name} is a TypeScript name here, so ${name}=… is TypeScript; \\${name}=… is the shell's`
  const statement = typescriptStatement(source, reading, names)
  return { ...statement, diagnostics: statement.diagnostics.map(each => ({ ...each, hint })) }
}

/** Every word of an unfinished text is a declared name: more could still make it TypeScript. */
function knowsWords(reader: TypeScriptReader, text: string): boolean {
  const code = text.replace(/'[^'\n]*'?|"[^"\n]*"?|`[^`]*`?|\/\/.*/g, ' ')
  if (/=>|\bfunction\b/.test(code)) return true
  const words = code.matchAll(/(?<![\w$.])[\p{ID_Start}$_][\p{ID_Continue}$]*(?!\s*:)/gu)
  return [...words].every(([word]) => reader.isDeclared(word) || literals.has(word))
}

const literals: ReadonlySet<string> = new Set(
  'true false null new typeof void await async function this class'.split(' '),
)

const kinds = { complete: 'typescript', unfinished: 'unfinished', wrong: 'error' } as const

function typescriptStatement(source: Source, reading: Reading, names: Names): Statement {
  const { scanner, stop, masked, parsed, fault } = reading
  const kind = kinds[reading.type]
  const span = { start: scanner.start, end: reading.end }
  const next = afterStop(source.text, reading)
  const expression = reading.wrap === 'expression'
  if (kind !== 'typescript' || parsed === undefined) {
    const insides = scanner.doors
      .filter(door => door.type !== 'background')
      .toSorted((a, b) => a.span.start - b.span.start)
    const diagnostics = fault === undefined ? [] : [withHint(source.text, scanner.start, fault)]
    return { ...plain, kind, language: 'typescript', span, next, expression, diagnostics, insides }
  }
  let analysis: Analysis | undefined
  const analysed = (): Analysis => (analysis ??= analyse(parsed.program()))
  const doors = findDoors(scanner.doors, masked, shiftOf(reading), names, analysed)
  return {
    ...plain,
    kind,
    language: 'typescript',
    span,
    next,
    expression,
    doors,
    masked,
    background: stop.type === 'background',
    get declares() {
      const { scope, assigned } = analysed()
      return [...scope.names, ...assigned]
    },
  }
}

function withHint(text: string, start: number, fault: Diagnostic): Diagnostic {
  return declaredJob.test(text.slice(start, fault.span.end))
    ? { ...fault, hint: 'only an expression runs as a job: `f() &`, or by name `const job = jobs.start(f)`' }
    : withBlockHint(text, fault)
}

/** `const job = f() &` */
const declaredJob = /^(?:const|let|var)\b[^]*\)[ \t]+&[ \t]*(?:\n|$)/

/** A block that opens on this line, and what a program's name and its first word look like behind it. */
const blockWithCommand =
  /(?:[)>]|\b(?:else|try|do|finally))[ \t]*\{[ \t]*(?:\.{0,2}\/\S|[\w.-]+[ \t]+[^\s=(){}:,;?])/

/** `for (const f of files) { gzip $f }`: in a block of TypeScript a command begins its line. */
function withBlockHint(text: string, fault: Diagnostic): Diagnostic {
  const { start } = fault.span
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, lineEnd(text, start))
  if (conditionWithCommand.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start)))
    return { ...fault, hint: 'a command is asked before: `cmd` on a line, then `if (status === 0) {`' }
  if (!blockWithCommand.test(line) && !caseWithCommand.test(line)) return fault
  return { ...fault, hint: 'a command in a block stands on a line of its own' }
}

/** `if (grep -q x `, `while (! cmp a `: what stands before the fault. */
const conditionWithCommand = /\b(?:if|while)[ \t]*\([ \t]*!?[ \t]*[\w./-]+(?:[ \t]+-[\w=-]+)*[ \t]+$/

/** `case 'logs': docker logs` */
const caseWithCommand = /\b(?:case\b[^:]*|default[ \t]*):[ \t]*(?:\.{0,2}\/\S|[\w.-]+[ \t]+[^\s=(){}:,;?])/

/** Past the newline, `;` or `&` that ends it. */
function afterStop(text: string, reading: Reading): number {
  const { type, at } = reading.stop
  if (reading.type !== 'complete') {
    return reading.type === 'unfinished'
      ? text.length
      : Math.min(text.length, lineEnd(text, Math.max(at, reading.fault?.span.start ?? at)) + 1)
  }
  if (type === 'background') {
    const next = skipBlanks(text, at + 1)
    return text[next] === ';' || text[next] === '\n' ? next + 1 : next
  }
  return Math.min(text.length, at + 1)
}
