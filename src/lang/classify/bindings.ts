import { identifierAt, skipBracket, skipString, skipTrivia } from './text.ts'

/**
 * The names a declaration binds, read lexically: the rule needs them before the text can be parsed, since a block's
 * commands are found by its names. Types and defaults are stepped over.
 */

type Add = (name: string) => void

/** The binding at `at`: a name or a destructuring pattern. */
export function bindingNames(text: string, at: number, add: Add): void {
  at = skipTrivia(text, at)
  const name = identifierAt(text, at)
  if (name !== '') return add(name)
  if (text[at] !== '{' && text[at] !== '[') return
  const close = skipBracket(text, at)
  if (close !== -1) patternNames(text, at + 1, close - 1, text[at] === '{', add)
}

/** The elements of a pattern or of a parameter list between its brackets; `keyed`: `key: target`, as in objects. */
export function patternNames(text: string, from: number, to: number, keyed: boolean, add: Add): void {
  for (const [start, end] of elements(text, from, to)) elementNames(text, start, end, keyed, add)
}

const modifier = /(?:(?:public|private|protected|readonly|override)\s+)+(?=[\p{ID_Start}$_[{])/uy
const decorator = /(?:@[\w$.]+\s*)+/y

function elementNames(text: string, start: number, end: number, keyed: boolean, add: Add): void {
  let at = skipTrivia(text, start)
  if (text.startsWith('...', at)) at = skipTrivia(text, at + 3)
  for (const skipped of [decorator, modifier]) {
    skipped.lastIndex = at
    if (!keyed && skipped.test(text)) at = skipped.lastIndex
  }
  const colon = keyed ? topLevel(text, at, end, ':') : -1
  const equals = topLevel(text, at, end, '=')
  if (colon !== -1 && (equals === -1 || colon < equals)) at = colon + 1
  bindingNames(text, at, add)
}

function topLevel(text: string, from: number, to: number, char: string): number {
  for (let i = from; i < to; i = step(text, i)) if (text[i] === char) return i
  return -1
}

/** Ranges between top-level commas. */
function elements(text: string, from: number, to: number): [number, number][] {
  const ranges: [number, number][] = []
  let start = from
  for (let i = from; i < to; i = step(text, i)) {
    if (text[i] !== ',') continue
    ranges.push([start, i])
    start = i + 1
  }
  ranges.push([start, to])
  return ranges
}

/** Past one character, string or bracketed text. */
function step(text: string, at: number): number {
  const char = text[at]
  if (char === '"' || char === "'") return skipString(text, at)
  if (char === '(' || char === '[' || char === '{' || char === '`') {
    const close = char === '`' ? text.indexOf('`', at + 1) + 1 : skipBracket(text, at)
    return close <= at ? at + 1 : close
  }
  return at + 1
}

const importClause = /\s*(?:type\s+(?!from\b|,))?([^'"]*?)\bfrom\b/y

/** The names an import brings in; `at` is after `import`. */
export function importNames(text: string, at: number, add: Add): void {
  importClause.lastIndex = at
  const clause = importClause.exec(text)?.[1] ?? /^\s*([\w$]+)\s*=/.exec(text.slice(at, at + 200))?.[1] ?? ''
  for (const item of clause.split(/[{},]/)) {
    const name = /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*$/u.exec(item)?.[1]
    if (name !== undefined) add(name)
  }
}
