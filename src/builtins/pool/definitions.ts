import type { Placeholder } from './replace.ts'

/** A placeholder of the user's own (--rpl): where it stands, and what it means there. */
export interface Definition {
  readonly pattern: RegExp
  meaning(match: RegExpMatchArray): Placeholder
}

/**
 * Reads `{odd} expression` of --rpl. Parentheses in the tag are regular expressions: what they find is `$$1`, `$$2` in the
 * expression. A tag that begins with `{` can have the number of a value behind it (`{2odd}`). Gives a message where it is none.
 */
export function readDefinition(text: string): Definition | string {
  const [, tag, expression] = /^(\S+)\s+(\S[^]*)$/.exec(text.trim()) ?? []
  if (tag === undefined || expression === undefined) return `--rpl ${text}: a tag, a space and an expression`
  const isNumbered = tag.startsWith('{')
  const source = sourceOf(isNumbered ? tag.slice(1) : tag)
  try {
    const pattern = new RegExp(isNumbered ? `\\{(-?\\d+)?${source}` : `()${source}`, 'g')
    return {
      pattern,
      meaning: ([, number, ...groups]) => ({
        value: number === undefined || number === '' ? undefined : Number(number),
        form: 'expression',
        expression: filled(expression, groups),
      }),
    }
  } catch {
    return `--rpl ${text}: not a regular expression in its tag`
  }
}

/** Outside of parentheses a tag stands for itself. */
function sourceOf(tag: string): string {
  return tag
    .split(/(\([^()]*\))/)
    .map((part, i) => (i % 2 === 1 ? part : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    .join('')
}

/** In a substitution what was found stands as it is, in an expression as a text. */
function filled(expression: string, groups: readonly (string | undefined)[]): string {
  const isSubstitution = /^(?:s|tr|y)[^\w\s;]/.test(expression)
  return expression.replace(/\$\$(\d)/g, (_, number: string) => {
    const found = groups[Number(number) - 1] ?? ''
    return isSubstitution ? found : JSON.stringify(found)
  })
}
