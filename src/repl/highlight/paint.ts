import { outline, type OutlinedStatement } from '../../lang/classify/index.ts'
import type { Diagnostic } from '../../diag/index.ts'
import { Canvas } from './canvas.ts'
import type { Knowledge } from './knowledge.ts'
import type { PaintContext } from './shell-context.ts'
import { ListPainter } from './shell-list.ts'
import { paintWord } from './shell-word.ts'
import { TypeScriptPainter, type ShellPlace } from './typescript.ts'

/** A text's colours, and what is wrong with it. */
export interface Painted {
  readonly canvas: Canvas
  /** The first fault that no more text could mend. */
  readonly fault: Diagnostic | undefined
}

/** A range of a text. */
export interface PaintRange {
  readonly start: number
  readonly end: number
}

/**
 * Paints a text of both languages: statement by statement, each as the shell will take it. Runs nothing. Statements that
 * lie outside of `range` stay plain.
 */
export function paint(text: string, knowledge: Knowledge, range: PaintRange = everything): Painted {
  const canvas = new Canvas(text.length)
  const context = contextOf(text, canvas, knowledge)
  if (knowledge.commandsOnly) {
    context.list(0, text.length, undefined)
    return { canvas, fault: undefined }
  }
  const fault = paintStatements(text, context, range)
  if (fault !== undefined)
    canvas.paint(fault.span.start, Math.max(fault.span.end, fault.span.start + 1), 'error')
  return { canvas, fault }
}

const everything: PaintRange = { start: 0, end: Number.POSITIVE_INFINITY }

/** A word of a command, where it ends at the cursor. */
export interface WordAtCursor {
  readonly start: number
  readonly text: string
  /** It stands where a command's name does. */
  readonly isCommand: boolean
}

/** The word of a command that ends at a place; undefined in TypeScript, in strings and between words. */
export function wordBefore(text: string, cursor: number, knowledge: Knowledge): WordAtCursor | undefined {
  const before = text.slice(0, cursor)
  let found: WordAtCursor | undefined
  const onWord = (start: number, end: number, isCommand: boolean): void => {
    if (end === cursor && start < end) found ??= { start, text: before.slice(start), isCommand }
  }
  const context = contextOf(before, new Canvas(before.length), knowledge, onWord)
  if (knowledge.commandsOnly) context.list(0, before.length, undefined)
  else paintStatements(before, context, { start: cursor, end: cursor })
  return found
}

function contextOf(
  text: string,
  canvas: Canvas,
  knowledge: Knowledge,
  onWord?: PaintContext['onWord'],
): PaintContext {
  const context: PaintContext = {
    text,
    canvas,
    knowledge,
    ...(onWord === undefined ? {} : { onWord }),
    word: (start, end) => paintWord(context, start, end).end,
    list: (start, end, closer) => new ListPainter(context, start, end).paint(closer),
    expression: (start, end) => typescriptPainter(context, start, end).paint(')'),
  }
  return context
}

function typescriptPainter(
  context: PaintContext,
  start: number,
  end: number,
  places: readonly ShellPlace[] = [],
): TypeScriptPainter {
  return new TypeScriptPainter(context.text, start, end, context.canvas, {
    places,
    substitution: (from, to) => context.list(from, to, ')'),
  })
}

function paintStatements(text: string, context: PaintContext, range: PaintRange): Diagnostic | undefined {
  let fault: Diagnostic | undefined
  for (const statement of outline(text, context.knowledge.names())) {
    if (statement.next >= range.start && statement.from <= range.end) paintStatement(context, statement)
    if (statement.kind === 'error') fault = statement.diagnostics[0]
  }
  return fault
}

function paintStatement(context: PaintContext, statement: OutlinedStatement): void {
  const { span, kind, from, next } = statement
  const end = kind === 'error' || kind === 'unfinished' ? Math.max(span.end, next) : span.end
  // A comment, or the beginning of one.
  if (statement.language === undefined) context.canvas.paint(span.start, span.end, 'comment')
  else if (statement.language === 'typescript') {
    if (statement.show) context.canvas.paint(context.text.indexOf('=', from), span.start, 'operator')
    typescriptPainter(context, span.start, end, placesOf(context, statement)).paint()
  } else context.list(span.start, end, undefined)
}

function placesOf(context: PaintContext, { places }: OutlinedStatement): ShellPlace[] {
  return places.map(place => {
    const { start, end } = place.span
    const body = place.type === 'command' ? place.span : place.body
    return { start, end, paint: () => paintDoor(context, start, end, body) }
  })
}

function paintDoor(
  { canvas, list }: PaintContext,
  start: number,
  end: number,
  body: { readonly start: number; readonly end: number },
): void {
  canvas.paint(start, body.start, 'operator')
  list(body.start, body.end, undefined)
  canvas.paint(body.end, end, 'operator')
}
