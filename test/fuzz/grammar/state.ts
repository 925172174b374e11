import type { Choices } from '../choices.ts'

/** What a rule of the grammar gets: where choices come from, how deep it is, and numbers for names that must be new. */
export interface Rule {
  readonly c: Choices
  readonly depth: number
  /** The next level. */
  down(by?: number): Rule
  /** A number no other place of the script has: loops count with a variable of their own, so that they end. */
  unique(): number
  readonly rules: Rules
}

/** The rules that others lead back to. */
export interface Rules {
  list(r: Rule): string
  word(r: Rule): string
  doubleQuoted(r: Rule): string
}

export function rule(c: Choices, rules: Rules): Rule {
  let last = 0
  const at = (depth: number): Rule => ({
    c,
    depth,
    down: (by = 1) => at(depth + by),
    unique: () => ++last,
    rules,
  })
  return at(0)
}

/** One of the alternatives, made. */
export function oneOf(r: Rule, alternatives: readonly (() => string)[]): string {
  return r.c.pick(alternatives)()
}

export const scalars = ['a', 'b', 'c', 'd', 'x1'] as const
export const arrays = ['r', 's'] as const

/** Commands as the inside of `{ }`, `then … fi`: on lines of their own where a here-document needs it. */
export function block(text: string): string {
  return text.includes('\n') ? `\n${text}\n` : ` ${text}; `
}

export const singleQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
