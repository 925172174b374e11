import { chain, isPromise, type MaybePromise } from '../../../value/index.ts'
import type { Word, WordPart } from '../../syntax/index.ts'
import { ShellError, type ExpandHost } from '../host.ts'
import { whenExpanded } from '../unexpanded.ts'
import type { Compiler, CompiledPart, Evaluate } from '../part.ts'
import { compileArithmetic, compileCode, evaluateText } from './compile.ts'
import type { Code } from './environment.ts'
import { maximumPlaceholders, placeholder } from './lexer.ts'
import { expressionText, keyPart, subscriptDepths } from './quote-key.ts'
import { plainInteger, type Integer } from './number.ts'
import { parseArithmetic } from './parser.ts'

/**
 * Arithmetic on a word: its expansions are done first, then the text is read (POSIX 2.6.4). Where the expansions give
 * plain integers, as in `$(( $i + 1 ))`, the text is not read again: it was compiled with gaps for their values.
 */
export function makeArithmetic(word: Word, compiler: Compiler): Evaluate<Integer> {
  const depths = subscriptDepths(word.parts)
  return makeUnquoted({ ...word, parts: keepQuotes(word.parts, depths) }, depths, compiler)
}

/** The text of such a word, for who evaluates it himself: operands of `-eq` in `[[ ]]`. */
export function makeArithmeticText(word: Word, compiler: Compiler): Evaluate<string> {
  return expressionText(word, subscriptDepths(word.parts), compiler)
}

/** Single quotes do not quote in arithmetic: they stay, and are an error, but in a subscript. */
function keepQuotes(parts: readonly WordPart[], depths: readonly number[]): readonly WordPart[] {
  return parts.map((part, i) => {
    if (part.type !== 'SingleQuoted' || part.ansi || depths[i] !== 0) return part
    const { start, end } = part
    return { type: 'Literal', start, end, value: `'${part.value}'` }
  })
}

function makeUnquoted(word: Word, depths: readonly number[], compiler: Compiler): Evaluate<Integer> {
  const parts = word.parts.map((part, i) =>
    keyPart(compiler.part(part, { quoted: true, splits: false }), depths[i] ?? 0),
  )
  const constants = parts.map(part => part.constant)
  if (!constants.includes(undefined)) return evaluateCode(compileCode(constants.join('')))
  const text = expressionText(word, depths, compiler)
  const slow: Evaluate<Integer> = host => chain(text(host), found => evaluateSlowly(found, host))
  const template = makeTemplate(parts)
  return template ? evaluateTemplate(template, slow) : slow
}

const none: readonly Integer[] = []

function evaluateCode(code: Code): Evaluate<Integer> {
  return host => {
    try {
      return code({ host, parameters: none, depth: 0, evaluate: evaluateText })
    } catch (error) {
      return whenExpanded(error, host, () =>
        code({ host, parameters: none, depth: 0, evaluate: evaluateText }),
      )
    }
  }
}

function evaluateSlowly(text: string, host: ExpandHost): MaybePromise<Integer> {
  try {
    return compileArithmetic(text).evaluate(host)
  } catch (error) {
    return whenExpanded(error, host, () => compileArithmetic(text).evaluate(host))
  }
}

interface Template {
  readonly code: Code
  readonly gaps: readonly Gap[]
}

interface Gap {
  readonly text: Evaluate<string>
  /** The text before ends in a sign, with which a negative value's own would be read: `1-$x`. */
  readonly afterSign: boolean
}

function makeTemplate(parts: readonly CompiledPart[]): Template | undefined {
  const gaps: Gap[] = []
  let source = ''
  for (const part of parts) {
    if (part.constant !== undefined) source += part.constant
    else if (part.text === undefined || part.isSlow === true || gaps.length === maximumPlaceholders)
      return undefined
    else {
      gaps.push({ text: part.text, afterSign: /[-+]\s*$/.test(source) })
      source += placeholder(gaps.length - 1)
    }
  }
  try {
    return { code: parseArithmetic(source), gaps }
  } catch (error) {
    // The values may still complete it: `$a $op $b`.
    if (error instanceof ShellError) return undefined
    throw error
  }
}

/** With all values plain integers the compiled code runs; anything else goes the slow way. */
function evaluateTemplate({ code, gaps }: Template, slow: Evaluate<Integer>): Evaluate<Integer> {
  return (host): MaybePromise<Integer> => {
    const parameters: Integer[] = []
    for (const gap of gaps) {
      const value = gapValue(gap, host)
      if (value === undefined) return slow(host)
      parameters.push(value)
    }
    try {
      return code({ host, parameters, depth: 0, evaluate: evaluateText })
    } catch (error) {
      return whenExpanded(error, host, () => code({ host, parameters, depth: 0, evaluate: evaluateText }))
    }
  }
}

function gapValue(gap: Gap, host: ExpandHost): number | undefined {
  const text = gap.text(host)
  if (isPromise(text) || text === '') return undefined
  const value = plainInteger(text)
  return value !== undefined && value < 0 && gap.afterSign ? undefined : value
}
