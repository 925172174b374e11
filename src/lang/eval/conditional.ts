import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import {
  type CompiledWord,
  compareBytes,
  compileArithmetic,
  compileArithmeticText,
  compileWord,
  type ExpandHost,
  expandSubscript,
  inLocale,
  IndexedArray,
  ShellError,
} from '../expand/index.ts'
import type { Conditional, ConditionalCommand } from '../syntax/index.ts'
import { beforeCommand } from './before.ts'
import type { Code } from './engine.ts'
import type { Environment } from './environment.ts'
import { compareFiles, testFile } from './file-test.ts'
import type { Running } from './outcome.ts'
import { regexOf } from './regex/regex.ts'
import { quoteTraced, traceText } from './xtrace.ts'

type Text = (host: ExpandHost) => MaybePromise<string>
type Test = (shell: Environment) => MaybePromise<boolean>

/** A regular expression of `=~` that cannot be read, with status 2, or an operand of `-eq` and its kin, with 1. */
class BadOperand extends Error {
  readonly status: number

  constructor(status: number) {
    super()
    this.status = status
  }
}

/** `[[ expression ]]` (bash manual, Conditional Constructs): no splitting, patterns on the right. */
export function compileConditional(node: ConditionalCommand): Code {
  const test = compileTest(node.expression)
  // What fails in an expansion gives up the line, as everywhere.
  const run = (shell: Environment): Running => badOperand(() => chain(test(shell), truth => (truth ? 0 : 1)))
  return shell => {
    shell.node = node
    const before = beforeCommand(shell, node)
    return before === undefined ? run(shell) : chain(before, outcome => outcome ?? run(shell))
  }
}

function badOperand(run: () => Running): Running {
  const fail = (error: unknown): number => {
    if (error instanceof BadOperand) return error.status
    throw error
  }
  try {
    const running = run()
    return isPromise(running) ? running.catch(fail) : running
  } catch (error) {
    return fail(error)
  }
}

function compileTest(node: Conditional, negation = ''): Test {
  switch (node.type) {
    case 'Not': {
      const operand = compileTest(node.operand, negation === '' ? '! ' : '')
      return shell => chain(operand(shell), truth => !truth)
    }
    case 'And': {
      const [left, right] = [compileTest(node.left), compileTest(node.right)]
      return shell => chain(left(shell), truth => (truth ? right(shell) : false))
    }
    case 'Or': {
      const [left, right] = [compileTest(node.left), compileTest(node.right)]
      return shell => chain(left(shell), truth => (truth ? true : right(shell)))
    }
    case 'Unary':
      return compileUnary(node.operator, compileWord(node.operand), negation)
    case 'Binary':
      if (numeric.has(node.operator))
        return comparing(
          node.operator,
          compileArithmeticText(node.left),
          compileArithmeticText(node.right),
          negation,
        )
      return compileBinary(node.operator, compileWord(node.left), compileWord(node.right), negation)
  }
}

function compileUnary(operator: string, word: CompiledWord, negation: string): Test {
  return shell =>
    chain(word.string(shell.expansions), text => {
      trace(shell, () => `${negation}${operator} ${shown(text)}`)
      return unary(shell, operator, text)
    })
}

function unary(shell: Environment, operator: string, text: string): boolean {
  switch (operator) {
    case '-n':
      return text !== ''
    case '-z':
      return text === ''
    case '-o':
      return shell.options.get(text)
    case '-v':
      return isSet(shell, text)
    case '-R':
      return shell.variables.findRaw(text)?.nameref ?? false
    default:
      return testFile(shell, operator, text)
  }
}

/** `-v name`, `-v name[subscript]`, `-v 1` */
function isSet(shell: Environment, text: string): boolean {
  const match = /^([A-Za-z_]\w*)(?:\[(.*)\])?$/s.exec(text)
  if (match === null)
    return /^0+$/.test(text) || (/^\d+$/.test(text) && shell.positional[Number(text) - 1] !== undefined)
  const [, name = '', subscript] = match
  if (subscript === undefined) return shell.variables.get(name) !== undefined
  const value = shell.variables.find(name)?.value
  // bash 5.2: of an associative array `@` is a key like any other.
  if ((subscript === '@' || subscript === '*') && !(value instanceof Map))
    return value instanceof IndexedArray ? value.size > 0 : value !== undefined
  return shell.variables.getElement(name, expandSubscript(subscript, shell.expansions)) !== undefined
}

function compileBinary(operator: string, left: CompiledWord, right: CompiledWord, negation: string): Test {
  switch (operator) {
    case '=':
    case '==':
      return matching(operator, left, right, negation)
    case '!=':
      return matching(operator, left, right, negation)
    case '=~':
      return regex(left, right, negation)
    default:
      return comparing(
        operator,
        host => left.string(host),
        host => right.string(host),
        negation,
      )
  }
}

const numeric = new Set(['-eq', '-ne', '-lt', '-le', '-gt', '-ge'])

function comparing(operator: string, left: Text, right: Text, negation: string): Test {
  return shell =>
    chain(left(shell.expansions), a =>
      chain(right(shell.expansions), b => {
        trace(shell, () => `${negation}${shown(a)} ${operator} ${shown(b)}`)
        return binary(shell, operator, a, b)
      }),
    )
}

/** The right is a pattern; extglob is always on here. */
function matching(operator: string, left: CompiledWord, right: CompiledWord, negation: string): Test {
  const wanted = operator !== '!='
  return shell =>
    chain(left.string(shell.expansions), text =>
      chain(
        right.pattern(shell.expansions, {
          extglob: true,
          ...(shell.options.xtrace && {
            trace: (traced: string) =>
              trace(shell, () => `${negation}${shown(text)} ${operator} ${shown(traced)}`),
          }),
        }),
        pattern => pattern.matches(inLocale(text, shell.expansions)) === wanted,
      ),
    )
}

function regex(left: CompiledWord, right: CompiledWord, negation: string): Test {
  return shell =>
    chain(left.string(shell.expansions), text =>
      chain(right.regex(shell.expansions), source => {
        trace(shell, () => `${negation}${shown(text)} =~ ${shown(source)}`)
        return matchRegex(shell, text, source)
      }),
    )
}

function matchRegex(shell: Environment, text: string, source: string): boolean {
  const compiled = regexOf(source, shell.options.get('nocasematch'))
  if (compiled === undefined) throw new BadOperand(2)
  const match = compiled.match(text)
  const groups = (match ?? []).map(group => group ?? '')
  const variable = shell.variables.findRaw('BASH_REMATCH')
  if (variable?.readonly !== true) shell.variables.set('BASH_REMATCH', IndexedArray.from(groups))
  return match !== undefined
}

function binary(shell: Environment, operator: string, a: string, b: string): boolean {
  switch (operator) {
    case '<':
      return compareBytes(a, b) < 0
    case '>':
      return compareBytes(a, b) > 0
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(shell, operator, a, b)
    default:
      return compareNumbers(operator, value(shell, a), value(shell, b))
  }
}

/** Operands of `-eq` and its kin are arithmetic expressions in `[[ ]]`. */
function value(shell: Environment, text: string): number | bigint {
  try {
    return compileArithmetic(text).evaluate(shell.expansions)
  } catch (error) {
    if (!(error instanceof ShellError) || error.severity === 'shell') throw error
    shell.complain(`[[: ${error.message}`)
    throw new BadOperand(1)
  }
}

function compareNumbers(operator: string, a: number | bigint, b: number | bigint): boolean {
  switch (operator) {
    case '-eq':
      // eslint-disable-next-line eqeqeq -- a number and a bigint of one value are equal
      return a == b
    case '-ne':
      // eslint-disable-next-line eqeqeq -- as above
      return a != b
    case '-lt':
      return a < b
    case '-le':
      return a <= b
    case '-gt':
      return a > b
    default:
      return a >= b
  }
}

function trace(shell: Environment, text: () => string): void {
  if (shell.options.xtrace) traceText(shell, `[[ ${text()} ]]`)
}

function shown(text: string): string {
  return text === '' ? quoteTraced(text) : text
}
