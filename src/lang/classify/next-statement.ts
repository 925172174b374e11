import type { Source } from '../../diag/index.ts'
import { commandStatement, plain } from './command-statement.ts'
import { readCommand, type CommandLine } from './command.ts'
import { readHead } from './head.ts'
import type { Sight } from './sight.ts'
import { isDeclared, isUserName } from './names.ts'
import { isShellFunction } from './shell-function.ts'
import type { Names, Statement, StatementKind } from './statement.ts'
import { identifierAt, isBlank, isSpaceOrEnd, lineEnd, skipComment, skipSpace } from './text.ts'
import { candidate, functionCandidate, shown } from './typescript-statement.ts'

/**
 * The statement at `offset`: its language, its extent, its doors. A pure function of the text and the names
 * (docs/language.md §1). Past the last statement it is an empty comment at the end of the text.
 */
export function nextStatement(source: Source, offset: number, names: Names): Statement {
  const { text } = source
  const at = skipSpace(text, offset)
  const comment = commentEnd(text, at)
  if (comment !== undefined) return commentStatement(text, at, comment)
  if (text.startsWith('/*', at)) return unclosedComment(text, at)
  if (text[at] === '=' && isSpaceOrEnd(text[at + 1])) return shown(source, at, names)
  const sight: Sight = {
    isDeclared: name => isDeclared(names, name),
    isUser: name => isUserName(names, name),
  }
  const start = leadingSemicolon(text, at)
  const head = readHead(text, start, sight)
  if (head === 'command') {
    const line = readCommand(source, at, name => sight.isDeclared(name))
    const isElement = line.kind === 'unfinished' && /^<[A-Za-z][^]*>$/.test(text.slice(at).trimEnd())
    return commandStatement(
      at,
      line.kind === 'error' || isElement ? withForce(source, at, line, names) : line,
    )
  }
  if (head === 'function') return functionStatement(source, at, names)
  return candidate(source, start, head, names)
}

/** A command that cannot be parsed, though TypeScript could be (`$(ls).split('\\n')`): the hint is how to say so. */
function withForce(source: Source, at: number, line: CommandLine, names: Names): CommandLine {
  if (shown(source, at - 1, names).kind !== 'typescript') return line
  const hint = 'a command by its beginning; `= ` before it makes it TypeScript'
  return { ...line, kind: 'error', diagnostics: line.diagnostics.map(each => ({ hint, ...each })) }
}

/** `;[1, 2].map(f)`: the semicolon of those who write none. */
function leadingSemicolon(text: string, at: number): number {
  return text[at] === ';' && '([`+-/'.includes(text[at + 1] ?? ' ') ? at + 1 : at
}

/** Where the comment at `at` ends, or the text. */
function commentEnd(text: string, at: number): number | undefined {
  if (at >= text.length) return text.length
  if (text[at] === '#') return lineEnd(text, at)
  if (text[at] === '/' && text[at + 1] === '*' && text.indexOf('*/', at + 2) === -1) return undefined
  const end = skipComment(text, at)
  return end === at ? undefined : end
}

function commentStatement(text: string, start: number, end: number): Statement {
  while (end > start && isBlank(text[end - 1])) end--
  return { ...plain, kind: 'comment', span: { start, end }, next: skipSpace(text, end) }
}

function unclosedComment(text: string, start: number): Statement {
  const span = { start, end: text.length }
  const diagnostics = [{ message: 'unclosed comment', span, unfinished: true, hint: '`*/` ends it' }]
  return { ...plain, kind: 'unfinished', span, next: text.length, diagnostics }
}

/** `name () …` or `function name …`: the shell's if its body is one of commands. */
function functionStatement(source: Source, at: number, names: Names): Statement {
  const line = readCommand(source, at, name => isDeclared(names, name))
  const keyword = identifierAt(source.text, at) === 'function'
  const judge = (body: Source): StatementKind => nextStatement(body, 0, names).kind
  if (line.kind === 'command' && line.list !== undefined && isShellFunction(source, line.list, judge)) {
    return commandStatement(at, line)
  }
  if (line.kind === 'unfinished' && !keyword) return commandStatement(at, line)
  return functionCandidate(source, at, line, names)
}
