/**
 * The grammar of `test` and `[`: POSIX's rules for up to four arguments, bash's precedence for more. What the operators
 * mean is given by the caller.
 */
export interface TestOperators {
  isUnary(operator: string): boolean
  isBinary(operator: string): boolean
  unary(operator: string, operand: string): boolean
  binary(operator: string, left: string, right: string): boolean
}

/** The expression is malformed: `=: unary operator expected`. */
export class TestSyntaxError extends Error {
  override readonly name = 'TestSyntaxError'
}

/** Evaluates the arguments of `test`. Throws TestSyntaxError. */
export function evaluateTest(args: readonly string[], operators: TestOperators): boolean {
  const [left, operator, right] = args
  // Three arguments with a binary operator, whatever the others are (POSIX, test): the usual case.
  if (args.length === 3 && operators.isBinary(operator as string))
    return operators.binary(operator as string, left as string, right as string)
  return new TestParser(args, operators).evaluate()
}

class TestParser {
  readonly #args: readonly string[]
  readonly #operators: TestOperators
  #at = 0

  constructor(args: readonly string[], operators: TestOperators) {
    this.#args = args
    this.#operators = operators
  }

  evaluate(): boolean {
    const value = this.#byCount()
    const rest = this.#args[this.#at]
    if (rest === undefined) return value
    throw new TestSyntaxError(
      rest.startsWith('-') ? `syntax error: \`${rest}' unexpected` : 'too many arguments',
    )
  }

  #byCount(): boolean {
    switch (this.#args.length) {
      case 0:
        return false
      case 1:
        return this.#next() !== ''
      case 2:
        return this.#two()
      case 3:
        return this.#three()
      case 4:
        return this.#four()
      default:
        return this.#or()
    }
  }

  #peek(ahead = 0): string | undefined {
    return this.#args[this.#at + ahead]
  }

  #next(): string {
    const word = this.#args[this.#at]
    if (word === undefined) throw new TestSyntaxError('argument expected')
    this.#at++
    return word
  }

  #two(): boolean {
    const first = this.#peek() ?? ''
    if (first === '!') {
      this.#at++
      return this.#next() === ''
    }
    if (this.#operators.isUnary(first)) return this.#unary()
    throw new TestSyntaxError(`${first}: unary operator expected`)
  }

  #three(): boolean {
    const [first = '', middle = '', last = ''] = this.#args.slice(this.#at)
    if (this.#operators.isBinary(middle)) return this.#binary()
    if (middle === '-a' || middle === '-o') {
      this.#at += 3
      return middle === '-a' ? first !== '' && last !== '' : first !== '' || last !== ''
    }
    if (first === '!') {
      this.#at++
      return !this.#two()
    }
    if (first === '(' && last === ')') {
      this.#at += 3
      return middle !== ''
    }
    throw new TestSyntaxError(`${middle}: binary operator expected`)
  }

  #four(): boolean {
    if (this.#peek() === '!') {
      this.#at++
      return !this.#three()
    }
    if (this.#peek() === '(' && this.#peek(3) === ')') {
      this.#at++
      const value = this.#two()
      this.#at++
      return value
    }
    return this.#or()
  }

  #or(): boolean {
    const left = this.#and()
    if (this.#peek() !== '-o') return left
    this.#at++
    // The right side is evaluated in any case: its mistakes are reported.
    const right = this.#or()
    return left || right
  }

  #and(): boolean {
    const left = this.#term()
    if (this.#peek() !== '-a') return left
    this.#at++
    const right = this.#and()
    return left && right
  }

  #term(): boolean {
    const first = this.#peek()
    if (first === undefined) throw new TestSyntaxError('argument expected')
    if (first === '!') {
      this.#at++
      return !this.#term()
    }
    if (first === '(') return this.#bracketed()
    if (this.#peek(2) !== undefined && this.#operators.isBinary(this.#peek(1) ?? '')) return this.#binary()
    if (this.#peek(1) !== undefined && this.#operators.isUnary(first)) return this.#unary()
    return this.#next() !== ''
  }

  #bracketed(): boolean {
    this.#at++
    const value = this.#or()
    const close = this.#peek()
    if (close === undefined) throw new TestSyntaxError("`)' expected")
    if (close !== ')') throw new TestSyntaxError(`\`)' expected, found ${close}`)
    this.#at++
    return value
  }

  #unary(): boolean {
    const operator = this.#next()
    return this.#operators.unary(operator, this.#next())
  }

  #binary(): boolean {
    const left = this.#next()
    const operator = this.#next()
    return this.#operators.binary(operator, left, this.#next())
  }
}
