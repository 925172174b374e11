import { makeSource, type Diagnostic, type Source, type Span } from '../../diag/index.ts'
import { nextStatement, type Door, type Statement } from '../classify/index.ts'
import type { DoorHost } from './door-host.ts'
import { applyEdits, Composition, shifted, type Edit, type Edited } from './edits.ts'

/** What compiling doors needs to know and tells. */
export interface DoorContext {
  readonly source: Source
  /** The injected object's name in the code. */
  readonly runtime: string
  readonly host: Pick<DoorHost, 'expressions'>
  /** Keeps a command for the run; gives the number the code calls it by. */
  register(source: Source, span: Span): number
  readonly diagnostics: Diagnostic[]
  /** For a checker of types, who cannot know it: what stands behind `exit` is not reached. */
  readonly marksExits?: boolean
}

/** The statement with its commands turned into calls on the runtime object. `$NAME` stays: see `variableNames`. */
export function composeDoors(statement: Statement, context: DoorContext): Edited {
  return applyEdits(statement.masked, within(statement, commandDoors(statement.doors, context)))
}

/** What the commands among doors become, in the source; `$NAME` is left. */
export function commandDoors(doors: readonly Door[], context: DoorContext): Edit[] {
  return doors.flatMap(door => {
    if (door.type === 'variable') return []
    if (door.type === 'background') return jobEdits(door, context)
    if (!door.inAsync) context.diagnostics.push(notAsync(door))
    const { text, pieces } = compileDoor(door, context)
    return [{ ...door.span, text, pieces }]
  })
}

/** `$NAME` as written → the shell variable it stands for. */
export function variableNames(statement: Statement): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const door of statement.doors) if (door.type === 'variable') names.set(`$${door.name}`, door.name)
  return names
}

type JobDoor = Extract<Door, { readonly type: 'background' }>
type CommandDoor = Exclude<Door, { readonly type: 'variable' } | JobDoor>

/** `expression &` → a function that the job runs, with what is around it in sight. */
function jobEdits({ span, body }: JobDoor, { source, runtime, register }: DoorContext): Edit[] {
  const waits = /\bawait\b|\$\(/.test(source.text.slice(body.start, body.end))
  const call = `${runtime}.begin(${register(source, body)}, ${waits ? 'async ' : ''}() => (`
  return [
    { start: body.start, end: body.start, text: call, order: -1 },
    { ...span, text: '\n));' },
  ]
}

function notAsync(door: CommandDoor): Diagnostic {
  const what = door.type === 'command' ? 'a command' : '$( )'
  return {
    message: `${what} in a function that is not async: it has to be awaited`,
    span: door.span,
    hint: 'write `async` before the function (and `await` where it is called)',
  }
}

function compileDoor(door: CommandDoor, context: DoorContext): Composition {
  const span = door.type === 'command' ? door.span : door.body
  const id = context.register(context.source, span)
  const verb = door.type === 'command' ? 'run' : 'capture'
  const never = context.marksExits === true && isExit(context.source.text, span) ? 'throw ' : ''
  const [before, after] =
    door.type === 'command' ? [never, ';'] : door.inTemplate ? ['${(', ')}'] : ['(', ')']
  return new Composition()
    .add(`${before}await ${context.runtime}.${verb}(${id}, `)
    .append(closures(door, span, context.source))
    .add(', ')
    .append(expressions(door, span, context))
    .add(`)${after}`)
}

/** `exit`, `exit 2`: a list that begins so (`exit 2 || true`) ends there too. */
function isExit(text: string, { start, end }: Span): boolean {
  return /^exit(?=$|[\s;>])/.test(text.slice(start, end))
}

/** Getters of the local names that the command mentions: `{ f: () => f }`. */
function closures(door: CommandDoor, span: Span, source: Source): Composition {
  const text = source.text.slice(span.start, span.end)
  const mentioned = new Map<string, number>()
  for (const { 0: word, index } of text.matchAll(/[\p{ID_Start}_$][\p{ID_Continue}$\u200c\u200d]*/gu))
    for (const { name, at } of spellings(word)) mentioned.set(name, mentioned.get(name) ?? index + at)
  const names = [...door.names].filter(name => mentioned.has(name) && name !== 'this')
  const made = new Composition().add('{')
  for (const name of names)
    made
      .add(`${JSON.stringify(name)}: () => `)
      .copy(name, span.start + (mentioned.get(name) ?? 0))
      .add(', ')
  return made.add('}')
}

/** `$f` in a command may be the TypeScript name `f`. */
function spellings(word: string): { readonly name: string; readonly at: number }[] {
  const parts = [{ name: word, at: 0 }]
  for (const { 0: name, index } of word.matchAll(/[^$]+/g)) parts.push({ name, at: index })
  return parts
}

function expressions(door: CommandDoor, span: Span, context: DoorContext): Composition {
  const made = new Composition().add('{')
  for (const place of context.host.expressions(context.source, span))
    made
      .add(`${place.start}: `)
      .append(compileExpression(place, door.names, context))
      .add(', ')
  return made.add('}')
}

/** `@(expr)` as a closure, so that it sees the block's names; doors inside it are compiled the same way. */
function compileExpression(place: Span, names: ReadonlySet<string>, context: DoorContext): Composition {
  const { source } = context
  // The text before is blanked, not cut: offsets stay the user's.
  const blank = source.text.slice(0, place.start).replace(/[^\n]/g, ' ').slice(0, -2)
  const text = `${blank}= ${source.text.slice(place.start, place.end)}`
  const inner = makeSource(source.name, text, source.firstLine)
  const statement = nextStatement(inner, blank.length, { user: names })
  if (statement.kind !== 'typescript') {
    context.diagnostics.push(...statement.diagnostics)
    return new Composition().add('() => undefined')
  }
  const own = { ...context, source: inner }
  const code = applyEdits(statement.masked, [
    ...within(statement, commandDoors(statement.doors, own)),
    ...within(statement, variableEdits(statement, context.runtime)),
  ])
  const keyword = /\bawait\b/.test(code.text) ? 'async ' : ''
  return new Composition().add(`${keyword}() => (`).append(code, statement.span.start).add('\n)')
}

function variableEdits({ doors }: Statement, runtime: string): Edit[] {
  return doors.flatMap(door => {
    if (door.type !== 'variable') return []
    const spelled = `${runtime}.variables.${door.name}`
    return [{ ...door.span, text: door.shorthand ? `$${door.name}: ${spelled}` : spelled }]
  })
}

/** Edits of the source as edits of a statement's own text. */
function within({ span: { start } }: Statement, edits: readonly Edit[]): Edit[] {
  return edits.map(edit => ({
    ...edit,
    start: edit.start - start,
    end: edit.end - start,
    ...(edit.pieces && { pieces: edit.pieces.map(piece => shifted(piece, -start)) }),
  }))
}
