import { parseNext, type List } from '../syntax/index.ts'
import { makeSource, type Diagnostic, type Source } from '../../diag/index.ts'
import { isBlank } from './text.ts'

/** A command line as the rule sees it: where it ends, and what is wrong with it. */
export interface CommandLine {
  readonly kind: 'command' | 'unfinished' | 'error'
  readonly list: List | undefined
  /** The end of its text, without the newline. */
  readonly end: number
  readonly next: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads the command line at `at`. */
export function readCommand(source: Source, at: number, isDeclared: (name: string) => boolean): CommandLine {
  const { list, next, diagnostics } = parseNext(source, at, { doors: true, isDeclared })
  const after = Math.max(next, at + 1)
  let end = after
  while (end > at && (source.text[end - 1] === '\n' || isBlank(source.text[end - 1]))) end--
  return { kind: kindOf(list, diagnostics), list, end, next: after, diagnostics }
}

function kindOf(list: List | undefined, diagnostics: readonly Diagnostic[]): CommandLine['kind'] {
  if (diagnostics.some(each => each.unfinished)) return 'unfinished'
  return list === undefined && diagnostics.length > 0 ? 'error' : 'command'
}

/** The end of the `$(…)` that begins at `at`: the first `)` with which it is a whole substitution. */
export function substitutionEnd(source: Source, at: number): { end: number } | { fault: Diagnostic } {
  const { text } = source
  for (let close = text.indexOf(')', at + 2); close !== -1; close = text.indexOf(')', close + 1)) {
    const upTo = makeSource(source.name, text.slice(0, close + 1), source.firstLine)
    const { list, diagnostics } = parseNext(upTo, at, { doors: true })
    const fault = diagnostics[0]
    if (fault === undefined && list !== undefined) return { end: close + 1 }
    if (fault !== undefined && !diagnostics.some(each => each.unfinished)) return { fault }
  }
  const span = { start: at, end: text.length }
  return { fault: { message: 'unclosed $(', span, unfinished: true, hint: '`)` ends the command' } }
}
