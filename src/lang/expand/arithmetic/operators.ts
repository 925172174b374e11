import type { Code } from './environment.ts'
import {
  add,
  and,
  divide,
  multiply,
  or,
  power,
  remainder,
  shift,
  subtract,
  xor,
  type Integer,
} from './number.ts'

export type BinaryOperator =
  | '||'
  | '&&'
  | '|'
  | '^'
  | '&'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | '<<'
  | '>>'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'

type Fail = (message: string) => Error

/** The code of a binary operator; `&&` and `||` leave their right side alone when the left decides. */
export function makeBinary(operator: BinaryOperator, left: Code, right: Code, fail: Fail): Code {
  if (operator === '&&') return e => (left(e) !== 0 && right(e) !== 0 ? 1 : 0)
  if (operator === '||') return e => (left(e) !== 0 || right(e) !== 0 ? 1 : 0)
  const apply = operation(operator, fail)
  return e => apply(left(e), right(e))
}

function operation(
  operator: Exclude<BinaryOperator, '&&' | '||'>,
  fail: Fail,
): (a: Integer, b: Integer) => Integer {
  switch (operator) {
    case '+':
      return add
    case '-':
      return subtract
    case '*':
      return multiply
    case '/':
      return (a, b) => divide(a, nonZero(b, fail))
    case '%':
      return (a, b) => remainder(a, nonZero(b, fail))
    case '**':
      return (a, b) => {
        if (b < 0) throw fail('exponent less than 0')
        return power(a, b)
      }
    case '<<':
      return (a, b) => shift(a, b, true)
    case '>>':
      return (a, b) => shift(a, b, false)
    case '&':
      return and
    case '|':
      return or
    case '^':
      return xor
    case '<':
      return (a, b) => (a < b ? 1 : 0)
    case '<=':
      return (a, b) => (a <= b ? 1 : 0)
    case '>':
      return (a, b) => (a > b ? 1 : 0)
    case '>=':
      return (a, b) => (a >= b ? 1 : 0)
    case '==':
      return (a, b) => (a === b ? 1 : 0)
    case '!=':
      return (a, b) => (a === b ? 0 : 1)
  }
}

function nonZero(divisor: Integer, fail: Fail): Integer {
  if (divisor === 0) throw fail('division by 0')
  return divisor
}
