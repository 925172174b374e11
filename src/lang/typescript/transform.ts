import type { Diagnostic, Source } from '../../diag/index.ts'
import type { Statement } from '../classify/index.ts'
import { runtimeEdits, usingEdits } from './awaits.ts'
import { declaredBindings } from './bindings.ts'
import type { DoorHost } from './door-host.ts'
import { composeDoors, variableNames } from './doors.ts'
import { applyEdits, shiftedSpan, type Edit, type Edited } from './edits.ts'
import { moduleEdits } from './modules.ts'
import { planNames, type NameTable, type PlannedNames } from './names.ts'
import { mentions, references, type Reference } from './references.ts'
import { offsetOf, type Locate } from './snippets.ts'
import { strip } from './strip.ts'
import { children, parseProgram, type Node } from './syntax-tree.ts'
import { mayMove, taskEdits } from './tasks.ts'

export interface TransformOptions {
  /** Name of the injected object. */
  readonly runtime: string
  /** The value wanted is a function that computes the expression's, not that value. */
  readonly asClosure?: boolean
  readonly known: NameTable
  readonly hostNames: ReadonlySet<string>
  readonly host: Pick<DoorHost, 'expressions'>
  register(source: Source, span: { readonly start: number; readonly end: number }): number
}

export interface Transformed {
  /** JavaScript for V8's REPL mode. */
  readonly code: string
  /** From a place in the code to an offset in the source. */
  readonly locate: Locate
  /** The names it declares and how the code spells them. */
  readonly declared: NameTable
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * A TypeScript statement as JavaScript for V8's REPL mode: types gone, doors as calls, imports dynamic, top-level names
 * spelled so that V8 takes them. With diagnostics the code is not to be run.
 */
export function transform(statement: Statement, source: Source, options: TransformOptions): Transformed {
  const diagnostics: Diagnostic[] = []
  const composed = asExpression(
    composeDoors(statement, { ...options, source, diagnostics }),
    statement.expression,
  )
  const toSource = (offset: number) => statement.span.start + composed.originalOffset(offset)
  const program = parseProgram(composed.text)
  for (const found of program.diagnostics)
    diagnostics.push({ ...found, span: shiftedSpan(composed.originalSpan(found.span), statement.span.start) })
  const names = planNames(declaredBindings(program.body), options.known, options.hostNames)
  if (diagnostics.length > 0) return { code: '', locate: () => undefined, declared: new Map(), diagnostics }

  const edited = applyEdits(
    composed.text,
    statementEdits(program.body, composed.text, names, variableNames(statement), options),
  )
  const stripped = program.beyondJavaScript ? strip(edited.text, options.runtime) : undefined
  const locate: Locate = (line, column) => {
    const offset = stripped ? stripped.locate(line, column) : offsetOf(edited.text, line, column)
    return offset === undefined ? undefined : toSource(edited.originalOffset(offset))
  }
  return { code: stripped?.code ?? edited.text, locate, declared: names.declared, diagnostics }
}

/** `{ a: 1 }` and `= function () {}` are values at a prompt: in brackets. */
function asExpression(composed: Edited, isExpression: boolean): Edited {
  if (!isExpression) return composed
  const text = `(${composed.text}\n)`
  const inside = (offset: number): number => Math.max(0, offset - 1)
  return {
    text,
    originalOffset: offset => composed.originalOffset(inside(offset)),
    originalSpan: ({ start, end }) => composed.originalSpan({ start: inside(start), end: inside(end) }),
  }
}

function statementEdits(
  body: readonly Node[],
  text: string,
  names: PlannedNames,
  variables: ReadonlyMap<string, string>,
  { runtime, asClosure }: TransformOptions,
): Edit[] {
  const spell = (name: string) => names.renamed.get(name) ?? name
  return [
    ...prologue(names, runtime),
    ...moduleEdits(body, { text, runtime, spell }),
    ...usingEdits(body, runtime),
    ...runtimeEdits(body, runtime),
    ...(mayMove(text) ? taskEdits(body) : []),
    ...renameEdits(body, names, variables, runtime),
    ...valueEdits(body, runtime, asClosure === true),
  ]
}

/** Hands out getters of the new names, so that commands see them: `__nacre.bind({"x": () => x})`. */
function prologue(names: PlannedNames, runtime: string): Edit[] {
  if (names.declared.size === 0) return []
  const lets = names.undeclared.map(name => `let ${names.declared.get(name)?.internal ?? name};`)
  const getters = [...names.declared].map(([name, known]) =>
    known.kind === 'assigned'
      ? `${JSON.stringify(name)}: () => globalThis[${JSON.stringify(name)}]`
      : `${JSON.stringify(name)}: () => ${known.internal}`,
  )
  return [{ start: 0, end: 0, order: -99, text: `${lets.join('')}${runtime}.bind({${getters.join(', ')}});` }]
}

function renameEdits(
  body: readonly Node[],
  names: PlannedNames,
  variables: ReadonlyMap<string, string>,
  runtime: string,
): Edit[] {
  const spellings = new Map(names.renamed)
  for (const [written, name] of variables) spellings.set(written, `${runtime}.variables.${name}`)
  const wanted = new Set(spellings.keys())
  if (wanted.size === 0 || !mentions(body, wanted)) return []
  const rest = body.filter(node => node.type !== 'ImportDeclaration') // written anew as a whole
  return references(rest, wanted).map(reference => rename(reference, spellings))
}

function rename({ node, shorthand }: Reference, spellings: ReadonlyMap<string, string>): Edit {
  const name = node['name'] as string
  const spelled = spellings.get(name) ?? name
  // A type annotation is part of an identifier's range.
  const end = node.start + name.length
  return { start: node.start, end, text: shorthand ? `${name}: ${spelled}` : spelled }
}

/** The value of a last expression is handed over as it is, not through the inspector's description of it. */
function valueEdits(body: readonly Node[], runtime: string, asClosure: boolean): Edit[] {
  const last = body.findLast(node => node.type !== 'EmptyStatement')
  if (last?.type !== 'ExpressionStatement') return []
  const expression = last['expression'] as Node
  const closure = asClosure ? `${awaits(expression) ? 'async ' : ''}() => (` : '('
  return [
    { start: last.start, end: expression.start, text: `${runtime}.take(${closure}`, order: -9 },
    { start: expression.end, end: last.end, text: '));', order: 9 },
  ]
}

/** True if the expression itself waits, not only functions in it. */
function awaits(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true
  if (node.type.endsWith('FunctionExpression')) return false
  return [...children(node)].some(awaits)
}
