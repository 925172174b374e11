/**
 * The numbers of arithmetic (POSIX 2.6.4, bash manual “Shell Arithmetic”): 64-bit integers that wrap around. A safe
 * integer is a JavaScript number, any other a bigint.
 */
export type Integer = number | bigint

/** A bigint wrapped to 64 bits, as a number where that is exact. */
export function wrap(value: bigint): Integer {
  const wrapped = BigInt.asIntN(64, value)
  return wrapped >= -9007199254740991n && wrapped <= 9007199254740991n ? Number(wrapped) : wrapped
}

/** Numbers whose operation gave `result`: itself if safe, else done again exactly. */
function safe(result: number, exact: () => bigint): Integer {
  return Number.isSafeInteger(result) ? (result === 0 ? 0 : result) : wrap(exact())
}

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') {
    const sum = a + b
    if (sum <= 9007199254740991 && sum >= -9007199254740991) return sum
  }
  return wrap(BigInt(a) + BigInt(b))
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return safe(a - b, () => BigInt(a) - BigInt(b))
  return wrap(BigInt(a) - BigInt(b))
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return safe(a * b, () => BigInt(a) * BigInt(b))
  return wrap(BigInt(a) * BigInt(b))
}

/** Towards zero; the caller has refused a zero divisor. */
export function divide(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number')
    return safe(Math.trunc(a / b), () => BigInt(a) / BigInt(b))
  return wrap(BigInt(a) / BigInt(b))
}

export function remainder(a: Integer, b: Integer): Integer {
  if (typeof a === 'number' && typeof b === 'number') return safe(a % b, () => BigInt(a) % BigInt(b))
  return wrap(BigInt(a) % BigInt(b))
}

/** By squaring, wrapping as it goes, so that a huge exponent costs nothing. */
export function power(base: Integer, exponent: Integer): Integer {
  let result = 1n
  let square = BigInt(base)
  for (let left = BigInt(exponent); left > 0n; left >>= 1n) {
    if (left & 1n) result = BigInt.asIntN(64, result * square)
    square = BigInt.asIntN(64, square * square)
  }
  return wrap(result)
}

/** C's shifts on a 64-bit machine: only the low six bits of the count matter. */
export function shift(a: Integer, count: Integer, left: boolean): Integer {
  const bits = BigInt.asUintN(6, BigInt(count))
  return wrap(left ? BigInt(a) << bits : BigInt(a) >> bits)
}

function is32(a: Integer): a is number {
  return typeof a === 'number' && (a | 0) === a
}

export function and(a: Integer, b: Integer): Integer {
  return is32(a) && is32(b) ? a & b : wrap(BigInt(a) & BigInt(b))
}

export function or(a: Integer, b: Integer): Integer {
  return is32(a) && is32(b) ? a | b : wrap(BigInt(a) | BigInt(b))
}

export function xor(a: Integer, b: Integer): Integer {
  return is32(a) && is32(b) ? a ^ b : wrap(BigInt(a) ^ BigInt(b))
}

export function not(a: Integer): Integer {
  return subtract(-1, a)
}

/** A constant's digits: decimal, 0octal, 0xhex, base#digits up to base 64; undefined if they are none. */
export function parseConstant(
  text: string,
): Integer | undefined | 'invalid base' | 'too great' | 'no digits' {
  if (/^(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  if (/^[1-9][0-9]*$/.test(text)) return wrap(BigInt(text))
  const based = /^([0-9]+)#(.*)$/s.exec(text)
  if (based) {
    const base = Number(based[1])
    if (base < 2 || base > 64) return 'invalid base'
    return based[2] === '' ? 'no digits' : digits(based[2] ?? '', base)
  }
  if (/^0[xX]/.test(text)) return digits(text.slice(2), 16)
  return text.startsWith('0') ? digits(text.slice(1), 8) : digits(text, 10)
}

function digits(text: string, base: number): Integer | 'too great' | undefined {
  let value = 0n
  for (const char of text) {
    const digit = digitValue(char, base)
    if (digit === undefined) return undefined
    if (digit >= base) return 'too great'
    value = BigInt.asIntN(64, value * BigInt(base) + BigInt(digit))
  }
  return wrap(value)
}

/** Digits beyond 9 are a–z, A–Z, @ and _; up to base 36 the case does not matter. */
function digitValue(char: string, base: number): number | undefined {
  if (char >= '0' && char <= '9') return char.charCodeAt(0) - 48
  if (char >= 'a' && char <= 'z') return char.charCodeAt(0) - 87
  if (char >= 'A' && char <= 'Z') return char.charCodeAt(0) - (base <= 36 ? 55 : 29)
  return char === '@' ? 62 : char === '_' ? 63 : undefined
}

/** The number a text is, where no more than reading its digits is needed. */
export function plainInteger(text: string): number | undefined {
  const length = text.length
  if (length === 0 || length > 15) return length === 0 ? 0 : undefined
  let at = text.charCodeAt(0) === 45 ? 1 : 0
  const first = text.charCodeAt(at)
  if (first === 48) return length === 1 ? 0 : undefined
  let value = 0
  if (at === length) return undefined
  for (; at < length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return text.charCodeAt(0) === 45 ? -value : value
}
