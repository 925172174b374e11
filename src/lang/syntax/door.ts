import type { Reader } from './reader.ts'
import type { TypeScriptDoor } from './nodes.ts'

const opening = '([{'
const closing = ')]}'

/** `@(expr)`, the reader at the `@`. The expression's end is found by its own brackets, strings, templates and comments. */
export function readDoor(r: Reader): TypeScriptDoor {
  const begin = r.at
  r.enter('@(', begin)
  const bars: number[] = []
  const close = findClose(r.text, begin + 2, ')', bars)
  if (close === -1) throw r.ended('`)`')
  const expression = r.text.slice(begin + 2, close)
  if (bars.length > 0) refusePattern(r, begin, close, expression)
  r.at = close + 1
  r.leave()
  return {
    type: 'TypeScriptDoor',
    start: r.offset(begin),
    end: r.offset(r.at),
    expression,
    expressionStart: r.offset(begin + 2),
    index: r.shared.doors++,
  }
}

/** `@(jpg|png)` was meant as a glob where its names are not TypeScript's. */
function refusePattern(r: Reader, begin: number, close: number, expression: string): void {
  const { isDeclared } = r.shared.options
  if (isDeclared === undefined) return
  const unknown = namesOf(expression).find(name => !isDeclared(name))
  if (unknown === undefined) return
  const list = expression.replace(/\s*\|\s*/g, ',')
  const hint = `write {${list}} for alternatives, or \\@(…) for an extended glob`
  throw r.fault(`@(…) is a TypeScript expression, and ${unknown} is not declared`, begin, close + 1, hint)
}

function namesOf(expression: string): string[] {
  const plain = expression.replace(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g, ' ')
  return [...plain.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*/g)].map(match => match[0])
}

/** Where `close` stands outside of nested brackets, or -1. `bars` gets the places of single `|` at the top level. */
function findClose(text: string, from: number, close: string, bars: number[]): number {
  const stack: string[] = [close]
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at)
    const open = opening.indexOf(character)
    if (stack.at(-1) === '`') at = passTemplate(text, at, stack)
    else if (open !== -1) stack.push(closing.charAt(open))
    else if (character === '`') stack.push('`')
    else if (closing.includes(character)) {
      if (stack.at(-1) === '${') stack.pop()
      else if (stack.at(-1) === character) stack.pop()
      if (stack.length === 0) return at
    } else if (character === "'" || character === '"') at = passString(text, at, character)
    else if (character === '/') at = passSlash(text, at, from)
    else if (character === '|' && stack.length === 1) {
      if (text.charAt(at + 1) === '|') at++
      else bars.push(at)
    }
  }
  return -1
}

/** One step inside a template: `${` opens an expression, a backquote closes it. */
function passTemplate(text: string, at: number, stack: string[]): number {
  const character = text.charAt(at)
  if (character === '\\') return at + 1
  if (character === '`') stack.pop()
  if (character !== '$' || text.charAt(at + 1) !== '{') return at
  stack.push('${')
  return at + 1
}

function passString(text: string, from: number, quote: string): number {
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === quote || character === '\n') return at
    if (character === '\\') at++
  }
  return text.length
}

/** A comment, a regular expression, or a division. */
function passSlash(text: string, at: number, from: number): number {
  const next = text.charAt(at + 1)
  if (next === '/') return endOr(text, text.indexOf('\n', at))
  if (next === '*') return endOr(text, text.indexOf('*/', at + 2) + 1)
  // A slash after a value divides; elsewhere it begins a regular expression.
  const before = text.slice(Math.max(from, at - 32), at).trimEnd()
  if (/[\w$)\]}'"`]$/.test(before) && !/\b(?:return|typeof|case|in|of|void|await)$/.test(before)) return at
  return passRegExp(text, at)
}

function endOr(text: string, at: number): number {
  return at <= 0 ? text.length : at
}

function passRegExp(text: string, from: number): number {
  let inClass = false
  for (let at = from + 1; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '\n') return from
    if (character === '\\') at++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) return at
  }
  return from
}
