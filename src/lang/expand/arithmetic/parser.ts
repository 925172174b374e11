import { type Code } from './environment.ts'
import { arithmeticError } from './error.ts'
import { tokenize, type Token } from './lexer.ts'
import { makeBinary, type BinaryOperator } from './operators.ts'
import { not, parseConstant, subtract, type Integer } from './number.ts'
import { makeAssignment, makeStep, makeVariable, type Place } from './variable.ts'

/** Parsed so far: the code, and the variable if it can be assigned to. */
interface Operand {
  readonly code: Code
  readonly place?: Place
}

/** Binary operators by their binding (bash manual, “Shell Arithmetic”), all from left to right but `**`. */
const levels: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '<=': 7,
  '>': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
  '**': 11,
}

const assignments = /^([-+*/%&^|]|<<|>>)?=$/

/** Nesting beyond this is refused rather than run out of stack. */
const maximumDepth = 500

/** Compiles an expression; throws a ShellError in bash's words where it is none. An empty one is 0. */
export function parseArithmetic(text: string): Code {
  return new Parser(text).parse()
}

class Parser {
  readonly #text: string
  readonly #tokens: Token[]
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokenize(text)
  }

  parse(): Code {
    if (this.#next().type === 'end') return () => 0
    const { code } = this.#comma()
    const token = this.#next()
    if (token.type === 'bad') throw this.#error(token.message)
    if (token.type !== 'end') throw this.#error('syntax error in expression')
    return code
  }

  #next(): Token {
    return this.#tokens[this.#at] ?? { type: 'end', start: this.#text.length }
  }

  /** The operator that stands next, if it is one. */
  #operator(): string | undefined {
    const token = this.#next()
    return token.type === 'operator' ? token.text : undefined
  }

  #accept(operator: string): boolean {
    if (this.#operator() !== operator) return false
    this.#at++
    return true
  }

  /** An error at the next token, or at the last one where the text has ended. */
  #error(message: string): Error {
    const token = this.#next()
    const at = token.type === 'end' ? (this.#tokens[this.#at - 1] ?? token) : token
    return arithmeticError(this.#text, message, this.#text.slice(at.start))
  }

  #comma(): Operand {
    let left = this.#assignment()
    while (this.#accept(',')) {
      const first = left.code
      const { code: second } = this.#assignment()
      left = {
        code: environment => {
          first(environment)
          return second(environment)
        },
      }
    }
    return left
  }

  #assignment(): Operand {
    if (++this.#depth > maximumDepth) throw this.#error('expression recursion level exceeded')
    const left = this.#conditional()
    const operator = this.#operator()
    this.#depth--
    if (operator === undefined || !assignments.test(operator)) return left
    if (!left.place) throw this.#error('attempted assignment to non-variable')
    this.#at++
    const start = this.#next().start
    const value = this.#assignment().code
    const binary = operator === '=' ? undefined : this.#binary(operator.slice(0, -1), start)
    return { code: makeAssignment(left.place, value, binary) }
  }

  #conditional(): Operand {
    const condition = this.#binaryFrom(1)
    if (!this.#accept('?')) return condition
    if (this.#next().type === 'end' || this.#operator() === ':') throw this.#error('expression expected')
    const yes = this.#comma().code
    if (this.#operator() !== ':') throw this.#error("`:' expected for conditional expression")
    this.#at++
    if (this.#next().type === 'end') throw this.#error('expression expected')
    const no = this.#conditional().code
    const test = condition.code
    return { code: environment => (isTrue(test(environment)) ? yes(environment) : no(environment)) }
  }

  #binaryFrom(level: number): Operand {
    let left = this.#unary()
    for (;;) {
      const operator = this.#operator()
      const binding = operator === undefined ? undefined : levels[operator]
      if (operator === undefined || binding === undefined || binding < level) return left
      this.#at++
      const start = this.#next().start
      const right = this.#binaryFrom(operator === '**' ? binding : binding + 1)
      left = { code: makeBinary(operator as BinaryOperator, left.code, right.code, this.#failure(start)) }
    }
  }

  #binary(operator: string, start: number): (left: Code, right: Code) => Code {
    return (left, right) => makeBinary(operator as BinaryOperator, left, right, this.#failure(start))
  }

  /** Errors at run time: division by zero shows the divisor, a negative exponent too. */
  #failure(start: number): (message: string) => Error {
    return message => arithmeticError(this.#text, message, this.#text.slice(start))
  }

  #unary(): Operand {
    if (++this.#depth > maximumDepth) throw this.#error('expression recursion level exceeded')
    try {
      return this.#unaryInside()
    } finally {
      this.#depth--
    }
  }

  #unaryInside(): Operand {
    const operator = this.#operator()
    if (operator === '++' || operator === '--') {
      this.#at++
      const operand = this.#unary()
      if (operand.place) return { code: makeStep(operand.place, operator === '++' ? 1 : -1, 'before') }
      throw this.#error('syntax error: operand expected')
    }
    if (operator === '-' || operator === '+' || operator === '!' || operator === '~') {
      this.#at++
      return { code: makeUnary(operator, this.#unary().code) }
    }
    return this.#primary()
  }

  #primary(): Operand {
    const token = this.#next()
    switch (token.type) {
      case 'number':
        this.#at++
        return { code: makeConstant(token.text, this.#text.slice(0, token.start + token.text.length)) }
      case 'parameter': {
        this.#at++
        const { index } = token
        return { code: environment => environment.parameters[index] ?? 0 }
      }
      case 'name':
        return this.#variable(token.name, token.subscript)
      case 'bad':
        throw this.#error(token.message)
      default:
        return this.#group()
    }
  }

  #variable(name: string, subscript: string | undefined): Operand {
    this.#at++
    const place: Place = { name, subscript }
    const operator = this.#operator()
    if (operator === '++' || operator === '--') {
      this.#at++
      return { code: makeStep(place, operator === '++' ? 1 : -1, 'after') }
    }
    return { code: makeVariable(place), place }
  }

  #group(): Operand {
    if (!this.#accept('(')) throw this.#error('syntax error: operand expected')
    const inner = this.#comma()
    if (!this.#accept(')')) throw this.#error("missing `)'")
    return { code: inner.code }
  }
}

function isTrue(value: Integer): boolean {
  // A zero is always a number: bigints are for what is not safe as one.
  return value !== 0
}

function makeUnary(operator: '-' | '+' | '!' | '~', operand: Code): Code {
  switch (operator) {
    case '-':
      return environment => subtract(0, operand(environment))
    case '+':
      return operand
    case '!':
      return environment => (isTrue(operand(environment)) ? 0 : 1)
    case '~':
      return environment => not(operand(environment))
  }
}

function makeConstant(text: string, expression: string): Code {
  const value = parseConstant(text)
  if (typeof value === 'number' || typeof value === 'bigint') return () => value
  const message = value === undefined ? 'invalid number' : constantErrors[value]
  throw arithmeticError(expression, message, text)
}

const constantErrors = {
  'invalid base': 'invalid arithmetic base',
  'too great': 'value too great for base',
  'no digits': 'invalid integer constant',
} as const
