/** A place in a command where something of the task stands: `{}`, `{2/.}`, `{#}`, `{= expr =}`. */
export interface Placeholder {
  /** Which value, from 1; negative from the end; undefined for all of them. */
  readonly value: number | string | undefined
  readonly form: '' | '.' | '/' | '//' | '/.' | '#' | '%' | 'expression'
  readonly expression?: string
}

/** What a placeholder can ask about a task. */
export interface TaskValues {
  readonly seq: number
  readonly slot: number
  readonly values: readonly string[]
}

/** Computes `{= expr =}` for a value. */
export type Evaluate = (expression: string, value: string, task: TaskValues) => unknown

const pattern = /\{=\s*(?:ts\s+)?([^]*?)=\}|\{(#|%)\}|\{(-?\d+|[A-Za-z_]\w*)?(\/\/|\/\.|\/|\.)?\}/g

/** Finds the placeholders of a text: pieces of plain text and placeholders in turn. `names`: of a header. */
export function splitPlaceholders(
  text: string,
  replace: string,
  names: readonly string[],
): (string | Placeholder)[] {
  const pieces: (string | Placeholder)[] = []
  let from = 0
  const put = (at: number, length: number, placeholder: Placeholder): void => {
    if (at > from) pieces.push(text.slice(from, at))
    pieces.push(placeholder)
    from = at + length
  }
  const own = replace === '{}' ? undefined : replace
  for (const match of text.matchAll(
    own === undefined ? pattern : new RegExp(`${escapeRegex(own)}|${pattern.source}`, 'g'),
  )) {
    if (match[0] === own) put(match.index, own.length, { value: undefined, form: '' })
    else {
      const found = placeholderOf(match, names)
      // With -I another text stands for the value, and {} for itself.
      if (found !== undefined && !(own !== undefined && match[0] === '{}'))
        put(match.index, match[0].length, found)
    }
  }
  if (from < text.length || pieces.length === 0) pieces.push(text.slice(from))
  return pieces
}

function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function placeholderOf(match: RegExpMatchArray, names: readonly string[]): Placeholder | undefined {
  const [, expression, task, value, form] = match
  if (expression !== undefined) return { value: undefined, form: 'expression', expression: expression.trim() }
  if (task !== undefined) return { value: undefined, form: task as '#' | '%' }
  const kind = (form ?? '') as Placeholder['form']
  if (value === undefined) return { value: undefined, form: kind }
  if (/^-?\d+$/.test(value)) return { value: Number(value), form: kind }
  const column = names.indexOf(value)
  return column === -1 ? undefined : { value: column + 1, form: kind }
}

/** The texts a placeholder stands for in a task: one a value where it means all of them. */
export function placeholderTexts(placeholder: Placeholder, task: TaskValues, evaluate: Evaluate): string[] {
  const { form, value, expression } = placeholder
  if (form === '#') return [String(task.seq)]
  if (form === '%') return [String(task.slot)]
  const chosen =
    typeof value === 'number' ? [task.values.at(value > 0 ? value - 1 : value) ?? ''] : task.values
  if (form === 'expression') return chosen.map(one => String(evaluate(expression ?? '', one, task)))
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
