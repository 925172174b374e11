import { identifierAt, isSpaceOrEnd, skipBlanks } from './text.ts'

const spacedOperator = /(?:&&|\|\||\?\?|\*\*?|%|\||&|\^|===?|!==?|>>?>?|<<|>=|<=|=>)(?=\s|$)/y
const logical = /(?:&&|\|\||\?\?)/y
const words: ReadonlySet<string> = new Set(['instanceof', 'in', 'as', 'satisfies'])

/** What the reader knows of the statement before the line's end. */
export interface Before {
  /** Inside a block JavaScript's own joining counts for spaced `+`, `-`, `/` too. */
  readonly inside: boolean
  /** No `=` yet: `const x⏎ = 5`. */
  readonly mayAssign: boolean
  /** A `?` waits for its `:`. */
  readonly ternary: boolean
}

/**
 * Does the line that begins at `at` go on with a complete TypeScript statement before it? docs/language.md §1: `.name`,
 * `?.`, `?`, `:`, `&&`, `||`, `??`, `=`, a spaced binary operator; `( [ / < + -` and a backtick never do.
 */
export function continuesStatement(text: string, at: number, before: Before): boolean {
  const char = text[at]
  switch (char) {
    case undefined:
      return false
    case '.':
      return continuesMember(text, at)
    case '?':
      return text[at + 1] === '.' || text[at + 1] === '?' || isSpaceOrEnd(text[at + 1])
    case ':':
      return before.ternary
    case ',':
      return isSpaceOrEnd(text[at + 1]) && before.inside
    case '=':
      if (text[at + 1] !== '=' && text[at + 1] !== '>') return before.mayAssign && isSpaceOrEnd(text[at + 1])
      break
    case '+':
    case '-':
    case '/':
    case '<':
      if (text[at + 1] !== '<') return before.inside && isSpaceOrEnd(text[at + 1])
      break
  }
  for (const pattern of [logical, spacedOperator]) {
    pattern.lastIndex = at
    if (pattern.test(text)) return true
  }
  return continuesWord(text, at, before.inside)
}

/** `.name`, but not `./run`, `..`, `. file`, `.venv/bin/x`. */
function continuesMember(text: string, at: number): boolean {
  const name = identifierAt(text, text[at + 1] === '#' ? at + 2 : at + 1)
  return name !== '' && text[at + 1 + name.length] !== '/'
}

function continuesWord(text: string, at: number, inside: boolean): boolean {
  const word = identifierAt(text, at)
  // Inside a block they belong to what is around this statement.
  if (word === 'else' || word === 'catch' || word === 'finally') return !inside
  if (!words.has(word)) return false
  const next = skipBlanks(text, at + word.length)
  return next > at + word.length && !'-+/.~*'.includes(text[next] ?? '-')
}
