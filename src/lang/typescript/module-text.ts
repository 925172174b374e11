import { type Diagnostic, type Source, showDiagnostic } from '../../diag/index.ts'
import { nextStatement, type Statement } from '../classify/index.ts'
import { declaredBindings } from './bindings.ts'
import type { DoorHost } from './door-host.ts'
import { commandDoors, variableNames, type DoorContext } from './doors.ts'
import { applyEdits, type Edit, type Edited } from './edits.ts'
import { references } from './references.ts'
import { stripScript, type Stripped } from './strip.ts'
import { parseProgram } from './syntax-tree.ts'

export interface ModuleTextOptions {
  /** Name of the object that commands are called on. */
  readonly runtime: string
  readonly hostNames: ReadonlySet<string>
  /** For a checker of types: what stands behind `exit` is not reached. */
  readonly marksExits?: boolean
  /** It is the script that is run: values may be shown, jobs begun. */
  readonly isScript?: boolean
  readonly host: Pick<DoorHost, 'expressions'>
  register(source: Source, span: { readonly start: number; readonly end: number }): number
}

/** A script of both grammars as one TypeScript module. */
export interface ModuleText extends Edited {
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * A text of both grammars as a TypeScript module, for who imports it or checks its types: each statement is judged with the
 * names that those before it declare, commands become calls, imports and exports stay.
 */
export function composeModule(source: Source, options: ModuleTextOptions): ModuleText {
  const statements = [...statementsOf(source)]
  const diagnostics: Diagnostic[] = statements.flatMap(({ statement }) => statement.diagnostics)
  const edits = statements.flatMap(found => statementEdits(found, { ...options, source, diagnostics }))
  const composed = applyEdits(maskedText(source, statements), edits)
  if (diagnostics.length > 0) return { ...composed, diagnostics }
  const program = parseProgram(composed.text)
  if (program.diagnostics.length > 0)
    return {
      ...composed,
      diagnostics: program.diagnostics.map(found => ({ ...found, span: composed.originalSpan(found.span) })),
    }
  const named = applyEdits(composed.text, nameEdits(program.body, statements, options))
  return {
    text: named.text,
    originalOffset: offset => composed.originalOffset(named.originalOffset(offset)),
    originalSpan: span => composed.originalSpan(named.originalSpan(span)),
    diagnostics,
  }
}

/** The module as JavaScript. Throws a SyntaxError that names the place. */
export function compileModule(
  source: Source,
  options: ModuleTextOptions,
): Stripped & { readonly map: unknown } {
  const { text, originalOffset, diagnostics } = composeModule(source, options)
  const [first] = diagnostics
  if (first !== undefined) throw new SyntaxError(showDiagnostic(source, first).trimEnd())
  const stripped = stripScript(source.name, text)
  const locate: Stripped['locate'] = (line, column) => {
    const offset = stripped.locate(line, column)
    return offset === undefined ? undefined : originalOffset(offset)
  }
  return { ...stripped, locate }
}

interface Found {
  readonly statement: Statement
  /** The names declared before it. */
  readonly names: ReadonlySet<string>
}

function* statementsOf(source: Source): Generator<Found> {
  const user = new Set<string>()
  for (let offset = 0; offset < source.text.length;) {
    const statement = nextStatement(source, offset, { user })
    yield { statement, names: new Set(user) }
    for (const name of statement.declares) user.add(name)
    offset = statement.next
  }
}

/** The text with doors masked and all that is no TypeScript blank: every offset stays. */
function maskedText(source: Source, statements: readonly Found[]): string {
  const blank = source.text.replace(/[^\n]/g, ' ')
  let text = ''
  for (const { statement } of statements) {
    if (statement.kind !== 'typescript') continue
    text += blank.slice(text.length, statement.span.start) + statement.masked
  }
  return text + blank.slice(text.length)
}

function statementEdits(
  { statement, names }: Found,
  context: DoorContext & Pick<ModuleTextOptions, 'isScript'>,
): Edit[] {
  const { span, kind } = statement
  if (kind === 'command') {
    const door = { type: 'command' as const, span, names, inAsync: true }
    return commandDoors([door], context)
  }
  if (kind !== 'typescript') return []
  const refused = statement.show
    ? '`=` shows a value in the script that is run, not in one that is imported'
    : statement.background
      ? '`&` runs a job in the script that is run, not in one that is imported'
      : undefined
  if (refused !== undefined && context.isScript !== true) context.diagnostics.push({ message: refused, span })
  return [
    ...(statement.expression ? [{ start: span.start, end: span.start, text: '(' }] : []),
    ...commandDoors(statement.doors, context),
    // A newline ends a statement here where JavaScript would go on.
    { start: span.end, end: span.end, text: statement.expression ? '\n);' : '\n;', order: 9 },
  ]
}

/** `$NAME` becomes the shell's variable; what is only assigned is declared for the module. */
function nameEdits(
  body: ReturnType<typeof parseProgram>['body'],
  statements: readonly Found[],
  { runtime, hostNames }: ModuleTextOptions,
): Edit[] {
  const bindings = declaredBindings(body)
  const declared = new Set(bindings.filter(({ kind }) => kind !== 'assigned').map(({ name }) => name))
  const assigned = bindings.flatMap(({ name, kind }) =>
    kind === 'assigned' && !declared.has(name) && !hostNames.has(name) ? [name] : [],
  )
  const variables = new Map(statements.flatMap(({ statement }) => [...variableNames(statement)]))
  const renamed = references(body, new Set(variables.keys())).map(({ node, shorthand }) => {
    const name = node['name'] as string
    const spelled = `${runtime}.variables.${variables.get(name) ?? name}`
    return {
      start: node.start,
      end: node.start + name.length,
      text: shorthand ? `${name}: ${spelled}` : spelled,
    }
  })
  const prologue =
    assigned.length === 0 ? [] : [{ start: 0, end: 0, text: `let ${[...new Set(assigned)].join(', ')};` }]
  return [...prologue, ...renamed]
}
