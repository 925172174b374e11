import { chain } from '../../../value/index.ts'
import type { ParameterOperation } from '../../syntax/index.ts'
import type { ExpandHost } from '../host.ts'
import type { Compiler, Evaluate } from '../part.ts'
import type { Pattern } from '../pattern.ts'
import { QUOTED, type Segments } from '../segments.ts'
import { boundaryText, textOf } from '../texts.ts'
import { mapReference, type Transformation } from './transformation.ts'

type Replace = Extract<ParameterOperation, { type: 'Replace' }>

/** The text that takes a match's place; `parts` stand around the matched text where `&` stood unquoted. */
type Replacement = readonly string[]

/** `${x/p/r}`, `${x//p/r}`, `${x/#p/r}`, `${x/%p/r}` (bash manual, “Pattern Substitution”). */
export function compileReplace(operation: Replace, compiler: Compiler): Transformation {
  const pattern = compiler.pattern(operation.pattern, true)
  const replacement = compileReplacement(operation, compiler)
  const { anchor } = operation
  return (reference, host) =>
    chain(pattern(host), found =>
      chain(replacement(host), parts =>
        mapReference(reference, value => replace(value, found, parts, anchor)),
      ),
    )
}

function compileReplacement(operation: Replace, compiler: Compiler): Evaluate<Replacement> {
  if (operation.replacement === undefined) return () => ['']
  const segments = compiler.segments(operation.replacement)
  return host => chain(segments(host), found => readReplacement(found, host))
}

function readReplacement(segments: Segments, host: ExpandHost): Replacement {
  if (!host.option('patsub_replacement')) return [textOf(segments, host)]
  const parts = ['']
  const append = (text: string): void => {
    parts[parts.length - 1] += text
  }
  for (let i = 0; i < segments.length; i++) {
    const text = segments.texts[i] ?? ''
    const between = boundaryText(segments, i, host)
    if (between !== undefined) append(between)
    else if (segments.kinds[i] === QUOTED) append(text)
    else readUnquoted(text, append, () => parts.push(''))
  }
  return parts
}

/** `&` is the matched text, `\&` an ampersand, `\\` a backslash. */
function readUnquoted(text: string, append: (text: string) => void, matched: () => void): void {
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? ''
    const next = text[at + 1]
    if (char === '&') matched()
    else if (char === '\\' && (next === '&' || next === '\\')) {
      append(next)
      at++
    } else append(char)
  }
}

function replace(value: string, pattern: Pattern, parts: Replacement, anchor: Replace['anchor']): string {
  const put = (start: number, end: number): string =>
    parts.length === 1 ? (parts[0] ?? '') : parts.join(value.slice(start, end))
  if (anchor === '#') {
    const end = pattern.prefix(value, true)
    return end < 0 ? value : put(0, end) + value.slice(end)
  }
  if (anchor === '%') {
    const start = pattern.suffix(value, true)
    return start < 0 ? value : value.slice(0, start) + put(start, value.length)
  }
  if (pattern.literal === '') return value
  return anchor === '/' ? replaceAll(value, pattern, put) : replaceFirst(value, pattern, put)
}

type Put = (start: number, end: number) => string

function replaceFirst(value: string, pattern: Pattern, put: Put): string {
  const found = pattern.find(value, 0)
  if (!found) return value
  return value.slice(0, found.start) + put(found.start, found.end) + value.slice(found.end)
}

function replaceAll(value: string, pattern: Pattern, put: Put): string {
  let result = ''
  let at = 0
  while (at < value.length) {
    const found = pattern.find(value, at)
    if (!found) break
    result += value.slice(at, found.start) + put(found.start, found.end)
    at = found.end
    if (found.end > found.start) continue
    // An empty match: take the character that stands there along, or it would match for ever.
    const char = String.fromCodePoint(value.codePointAt(at) ?? 0)
    if (at < value.length) result += char
    at += char.length
  }
  // A match of everything leaves nothing behind; an empty value is not looked at.
  if (value === '' && pattern.matches('')) return put(0, 0)
  return result + value.slice(at)
}
