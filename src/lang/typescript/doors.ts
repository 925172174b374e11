import { makeSource, type Diagnostic, type Source, type Span } from '../../diag/index.ts'
import { nextStatement, type Door, type Statement } from '../classify/index.ts'
import type { DoorHost } from './door-host.ts'
import { applyEdits, type Edit, type Edited } from './edits.ts'

/** What compiling doors needs to know and tells. */
export interface DoorContext {
  readonly source: Source
  /** The injected object's name in the code. */
  readonly runtime: string
  readonly host: Pick<DoorHost, 'expressions'>
  /** Keeps a command for the run; gives the number the code calls it by. */
  register(source: Source, span: Span): number
  readonly diagnostics: Diagnostic[]
}

/** The statement with its commands turned into calls on the runtime object. `$NAME` stays: see `variableNames`. */
export function composeDoors(statement: Statement, context: DoorContext): Edited {
  const { start } = statement.span
  const edits = commandDoors(statement.doors, context).map(edit => ({
    ...edit,
    start: edit.start - start,
    end: edit.end - start,
  }))
  return applyEdits(statement.masked, edits)
}

/** What the commands among doors become, in the source; `$NAME` is left. */
export function commandDoors(doors: readonly Door[], context: DoorContext): Edit[] {
  return doors.flatMap(door => {
    if (door.type === 'variable') return []
    if (!door.inAsync) context.diagnostics.push(notAsync(door))
    return [{ start: door.span.start, end: door.span.end, text: compileDoor(door, context) }]
  })
}

/** `$NAME` as written → the shell variable it stands for. */
export function variableNames(statement: Statement): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const door of statement.doors) if (door.type === 'variable') names.set(`$${door.name}`, door.name)
  return names
}

type CommandDoor = Exclude<Door, { readonly type: 'variable' }>

function notAsync(door: CommandDoor): Diagnostic {
  const what = door.type === 'command' ? 'a command' : '$( )'
  return {
    message: `${what} in a function that is not async: it has to be awaited`,
    span: door.span,
    hint: 'write `async` before the function (and `await` where it is called)',
  }
}

function compileDoor(door: CommandDoor, context: DoorContext): string {
  const span = door.type === 'command' ? door.span : door.body
  const id = context.register(context.source, span)
  const text = context.source.text.slice(span.start, span.end)
  const verb = door.type === 'command' ? 'run' : 'capture'
  const call = `await ${context.runtime}.${verb}(${id}, ${closures(door, text)}, ${expressions(door, span, context)})`
  if (door.type === 'command') return `${call};`
  return door.inTemplate ? `\${(${call})}` : `(${call})`
}

/** Getters of the local names that the command mentions: `{ f: () => f }`. */
function closures(door: CommandDoor, text: string): string {
  const mentioned = new Set(
    text.match(/[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/gu)?.flatMap(spellings),
  )
  const names = [...door.names].filter(name => mentioned.has(name) && name !== 'this')
  return `{${names.map(name => `${JSON.stringify(name)}: () => ${name}`).join(', ')}}`
}

/** `$f` in a command may be the TypeScript name `f`. */
function spellings(word: string): string[] {
  return [word, ...word.split('$')]
}

function expressions(door: CommandDoor, span: Span, context: DoorContext): string {
  const compiled = context.host
    .expressions(context.source, span)
    .map(place => `${place.start}: ${compileExpression(place, door.names, context)}`)
  return `{${compiled.join(', ')}}`
}

/** `@(expr)` as a closure, so that it sees the block's names; doors inside it are compiled the same way. */
function compileExpression(place: Span, names: ReadonlySet<string>, context: DoorContext): string {
  const { source } = context
  // The text before is blanked, not cut: offsets stay the user's.
  const blank = source.text.slice(0, place.start).replace(/[^\n]/g, ' ').slice(0, -2)
  const text = `${blank}= ${source.text.slice(place.start, place.end)}`
  const inner = makeSource(source.name, text, source.firstLine)
  const statement = nextStatement(inner, blank.length, { user: names })
  if (statement.kind !== 'typescript') {
    context.diagnostics.push(...statement.diagnostics)
    return '() => undefined'
  }
  const code = composeDoors(statement, { ...context, source: inner }).text
  const renamed = [...variableNames(statement)].reduce(
    (done, [written, name]) => done.replaceAll(written, () => `${context.runtime}.variables.${name}`),
    code,
  )
  return `${/\bawait\b/.test(renamed) ? 'async ' : ''}() => (${renamed}\n)`
}
