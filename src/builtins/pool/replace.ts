import type { Definition } from './definitions.ts'
import { type Change, plusChange } from './plus.ts'

/** A place in a command where something of the task stands: `{}`, `{2/.}`, `{#}`, `{= expr =}`. */
export interface Placeholder {
  /** Which value, from 1; negative from the end; undefined for all of them. */
  readonly value: number | string | undefined
  readonly form: '' | '.' | '/' | '//' | '/.' | '#' | '%' | '##' | 'expression' | 'change'
  readonly expression?: string
  readonly change?: Change
}

/** What placeholders look like. */
export interface PlaceholderSyntax {
  /** Stands for the value (`{}`, -I). */
  readonly replace: string
  /** Texts that stand in the place of others (--er ,,). */
  readonly ownPlaceholders: ReadonlyMap<string, Placeholder['form']>
  readonly plus: boolean
  /** Of the user's own (--rpl). */
  readonly definitions: readonly Definition[]
}

/** What a placeholder can ask about a task. */
export interface TaskValues {
  readonly seq: number
  readonly slot: number
  readonly values: readonly string[]
  /** How many tasks there are, where a placeholder asks for it. */
  readonly total?: number
}

/** Computes `{= expr =}` for a value. */
export type Evaluate = (expression: string, value: string, task: TaskValues) => unknown

const pattern = /\{=([^]*?)=\}|\{(#|%)\}|\{(-?\d+|[A-Za-z_]\w*)?(\/\/|\/\.|\/|\.)?\}/g
const plusPattern = /\{(-?\d+)?([^{}\s][^{}]*)\}/

/** Finds the placeholders of a text: pieces of plain text and placeholders in turn. `names`: of a header. */
export function splitPlaceholders(
  text: string,
  syntax: PlaceholderSyntax,
  names: readonly string[],
): (string | Placeholder)[] {
  const [definition, ...definitions] = syntax.definitions
  if (definition === undefined)
    return splitAt(text, patternOf(syntax), match => meaningOf(match, syntax, names))
  const pieces = splitAt(text, definition.pattern, match => definition.meaning(match))
  return pieces.flatMap(piece =>
    typeof piece === 'string' ? splitPlaceholders(piece, { ...syntax, definitions }, names) : [piece],
  )
}

function splitAt(
  text: string,
  at: RegExp,
  meaning: (match: RegExpMatchArray) => Placeholder | undefined,
): (string | Placeholder)[] {
  const pieces: (string | Placeholder)[] = []
  let from = 0
  for (const match of text.matchAll(at)) {
    const found = meaning(match)
    if (found === undefined) continue
    if (match.index > from) pieces.push(text.slice(from, match.index))
    pieces.push(found)
    from = match.index + match[0].length
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from))
  return pieces
}

function patternOf({ replace, ownPlaceholders, plus }: PlaceholderSyntax): RegExp {
  if (replace === '{}' && ownPlaceholders.size === 0 && !plus) return pattern
  const own = [...ownPlaceholders.keys(), ...(replace === '{}' ? [] : [replace])].map(escapeRegex)
  return new RegExp([...own, pattern.source, ...(plus ? [plusPattern.source] : [])].join('|'), 'g')
}

function meaningOf(
  match: RegExpMatchArray,
  { replace, ownPlaceholders, plus }: PlaceholderSyntax,
  names: readonly string[],
): Placeholder | undefined {
  const [text, , , , , number, name] = match
  const own = ownPlaceholders.get(text)
  if (own !== undefined) return { value: undefined, form: own }
  if (text === replace) return { value: undefined, form: '' }
  const value = number === undefined ? undefined : Number(number)
  if (plus && text === '{##}') return { value: undefined, form: '##' }
  if (plus && name !== undefined) {
    const change = plusChange(name)
    return change === undefined ? undefined : { value, form: 'change', change }
  }
  const found = placeholderOf(match, names)
  // With -I another text stands for the value, and {} for itself; so with the others.
  const isTaken = found !== undefined && isReplaced(text, found.form, replace, ownPlaceholders)
  return isTaken ? undefined : found
}

function isReplaced(
  text: string,
  form: Placeholder['form'],
  replace: string,
  own: PlaceholderSyntax['ownPlaceholders'],
): boolean {
  if (text === '{}') return replace !== '{}'
  return text === `{${form}}` && [...own.values()].includes(form)
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function placeholderOf(match: RegExpMatchArray, names: readonly string[]): Placeholder | undefined {
  const [, expression, task, value, form] = match
  if (expression !== undefined) return expressionOf(expression, names)
  if (task !== undefined) return { value: undefined, form: task as '#' | '%' }
  const kind = (form ?? '') as Placeholder['form']
  if (value === undefined) return { value: undefined, form: kind }
  if (/^-?\d+$/.test(value)) return { value: Number(value), form: kind }
  const column = names.indexOf(value)
  return column === -1 ? undefined : { value: column + 1, form: kind }
}

/** `{= expr =}`; of one value where its number or name stands right behind the `=` (`{=2 expr =}`). */
function expressionOf(text: string, names: readonly string[]): Placeholder {
  const [whole = '', name = ''] =
    /^(-?\d+|[A-Za-z_]\w*)\s+(?!in\b|instanceof\b|as\b)(?=[\w$("'`[!])/.exec(text) ?? []
  const column = names.indexOf(name)
  const value = column !== -1 ? column + 1 : /^-?\d+$/.test(name) ? Number(name) : undefined
  const expression = (value === undefined ? text : text.slice(whole.length)).trim().replace(/^ts\s+/, '')
  return { value, form: 'expression', expression }
}

/** The texts a placeholder stands for in a task: one a value where it means all of them. */
export function placeholderTexts(placeholder: Placeholder, task: TaskValues, evaluate: Evaluate): string[] {
  const { form, value, expression } = placeholder
  if (form === '#') return [String(task.seq)]
  if (form === '%') return [String(task.slot)]
  if (form === '##') return [String(task.total ?? '')]
  const chosen =
    typeof value === 'number' ? [task.values.at(value > 0 ? value - 1 : value) ?? ''] : task.values
  if (form === 'expression') return chosen.map(one => String(evaluate(expression ?? '', one, task)))
  if (form === 'change') return chosen.map(one => placeholder.change?.(one) ?? '')
  return chosen.map(one => formed(one, form))
}

/** `{.}` without its extension, `{/}` the last name, `{//}` the directory, `{/.}` the name without its extension. */
function formed(text: string, form: Placeholder['form']): string {
  switch (form) {
    case '.':
      return withoutExtension(text)
    case '/':
      return text.slice(text.lastIndexOf('/') + 1)
    case '/.':
      return withoutExtension(text.slice(text.lastIndexOf('/') + 1))
    case '//': {
      const at = text.lastIndexOf('/')
      return at === -1 ? '.' : at === 0 ? '/' : text.slice(0, at)
    }
    default:
      return text
  }
}

function withoutExtension(text: string): string {
  const dot = text.lastIndexOf('.')
  return dot > text.lastIndexOf('/') ? text.slice(0, dot) : text
}
