import {
  characterCode,
  invalidNumber,
  type Layout,
  type Numeric,
  padNumber,
  signOf,
} from './printf-number.ts'

/**
 * `%e %f %g %a` over C's `long double` as bash uses it on x86-64: 64 bits of mantissa, exact decimal output. A value is
 * `mantissa × 2^exponent`, computed with big integers, so that `printf %.20f 0.1` agrees digit for digit.
 */
export interface LongDouble {
  readonly negative: boolean
  readonly kind: 'finite' | 'inf' | 'nan'
  readonly mantissa: bigint
  readonly exponent: number
}

const lowestExponent = -16445

/** A floating-point argument as strtold(3) reads it, or `'c`. */
export function parseFloatArgument(text: string): Numeric<LongDouble> {
  if (text.startsWith("'") || text.startsWith('"'))
    return { value: finite(false, BigInt(characterCode(text)), 1n) }
  const match =
    /^[ \t\n\v\f\r]*([+-]?)(?:(inf(?:inity)?)|(nan(?:\(\w*\))?)|0x([0-9a-f]*)(?:\.([0-9a-f]*))?(?:p([+-]?\d+))?|(\d+\.?\d*|\.\d+)(?:e([+-]?\d+))?)/i.exec(
      text,
    )
  if (match === null)
    return { value: finite(false, 0n, 1n), ...(text === '' ? {} : { error: invalidNumber(text) }) }
  const value = valueOf(match)
  return match[0].length === text.length ? { value } : { value, error: invalidNumber(text) }
}

function valueOf(match: RegExpExecArray): LongDouble {
  const negative = match[1] === '-'
  if (match[2] !== undefined) return { negative, kind: 'inf', mantissa: 0n, exponent: 0 }
  if (match[3] !== undefined) return { negative, kind: 'nan', mantissa: 0n, exponent: 0 }
  if (match[7] !== undefined) return decimalValue(negative, match[7], limited(match[8]))
  const fraction = match[5] ?? ''
  const power = limited(match[6]) - 4 * fraction.length
  const digits = BigInt(`0x${match[4] ?? ''}${fraction}` === '0x' ? '0' : `0x${match[4] ?? ''}${fraction}`)
  return power >= 0
    ? finite(negative, digits << BigInt(power), 1n)
    : finite(negative, digits, 1n << BigInt(-power))
}

function limited(exponent: string | undefined): number {
  return Math.max(-20000, Math.min(20000, Number(exponent ?? 0)))
}

function decimalValue(negative: boolean, digits: string, exponent: number): LongDouble {
  const point = digits.indexOf('.')
  const places = point === -1 ? 0 : digits.length - point - 1
  const power = exponent - places
  const value = BigInt(digits.replace('.', ''))
  return power >= 0
    ? finite(negative, value * 10n ** BigInt(power), 1n)
    : finite(negative, value, 10n ** BigInt(-power))
}

/** numerator / denominator, rounded to 64 bits, half to even. */
function finite(negative: boolean, numerator: bigint, denominator: bigint): LongDouble {
  if (numerator === 0n) return { negative, kind: 'finite', mantissa: 0n, exponent: 0 }
  let exponent = Math.max(bitLength(numerator) - bitLength(denominator) - 64, lowestExponent)
  let mantissa = scaledQuotient(numerator, denominator, exponent)
  if (bitLength(mantissa) > 64) mantissa = scaledQuotient(numerator, denominator, ++exponent)
  if (bitLength(mantissa) > 64) {
    mantissa >>= 1n
    exponent++
  }
  if (exponent + bitLength(mantissa) > 16384) return { negative, kind: 'inf', mantissa: 0n, exponent: 0 }
  return { negative, kind: 'finite', mantissa, exponent }
}

function scaledQuotient(numerator: bigint, denominator: bigint, exponent: number): bigint {
  return exponent >= 0
    ? roundedQuotient(numerator, denominator << BigInt(exponent))
    : roundedQuotient(numerator << BigInt(-exponent), denominator)
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator
  const twice = (numerator % denominator) * 2n
  const up = twice > denominator || (twice === denominator && (quotient & 1n) === 1n)
  return up ? quotient + 1n : quotient
}

function bitLength(value: bigint): number {
  return value === 0n ? 0 : value.toString(2).length
}

/** Lays a value out for one of `f F e E g G a A`. */
export function formatFloat(value: LongDouble, conversion: string, layout: Layout): string {
  const sign = signOf(value.negative, layout.flags)
  const upper = conversion === conversion.toUpperCase()
  const lower = conversion.toLowerCase()
  if (value.kind !== 'finite')
    return padNumber(sign, upper ? value.kind.toUpperCase() : value.kind, layout, false)
  const sharp = layout.flags.includes('#')
  if (lower === 'a') {
    const digits = hexadecimal(value, layout.precision, sharp)
    return padNumber(`${sign}0${upper ? 'X' : 'x'}`, upper ? digits.toUpperCase() : digits, layout, true)
  }
  const precision = layout.precision ?? 6
  const digits =
    lower === 'f'
      ? fixed(value, precision, sharp)
      : lower === 'e'
        ? scientific(value, precision, sharp)
        : general(value, precision, sharp)
  return padNumber(sign, upper ? digits.toUpperCase() : digits, layout, true)
}

/** mantissa × 2^exponent × 10^places, rounded to an integer. */
function scaled(value: LongDouble, places: number): bigint {
  let numerator = value.mantissa
  let denominator = 1n
  if (value.exponent >= 0) numerator <<= BigInt(value.exponent)
  else denominator <<= BigInt(-value.exponent)
  if (places >= 0) numerator *= 10n ** BigInt(places)
  else denominator *= 10n ** BigInt(-places)
  return roundedQuotient(numerator, denominator)
}

function fixed(value: LongDouble, precision: number, sharp: boolean): string {
  const digits = scaled(value, precision)
    .toString()
    .padStart(precision + 1, '0')
  const whole = digits.slice(0, digits.length - precision)
  const fraction = digits.slice(digits.length - precision)
  return whole + (precision > 0 || sharp ? '.' : '') + fraction
}

/** The digits (one before the point and `precision` after it) and the power of ten. */
function significant(value: LongDouble, precision: number): { digits: string; power: number } {
  if (value.mantissa === 0n) return { digits: '0'.repeat(precision + 1), power: 0 }
  let power = Math.floor((bitLength(value.mantissa) - 1 + value.exponent) * Math.LOG10E * Math.LN2)
  let digits = scaled(value, precision - power).toString()
  // The estimate may be one off, and rounding up may add a digit.
  while (digits.length !== precision + 1) {
    power += digits.length > precision + 1 ? 1 : -1
    digits = scaled(value, precision - power).toString()
  }
  return { digits, power }
}

function scientific(value: LongDouble, precision: number, sharp: boolean): string {
  const { digits, power } = significant(value, precision)
  return `${digits[0] ?? ''}${precision > 0 || sharp ? '.' : ''}${digits.slice(1)}${exponentText(power)}`
}

function exponentText(power: number): string {
  return `e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`
}

function general(value: LongDouble, givenPrecision: number, sharp: boolean): string {
  const precision = givenPrecision === 0 ? 1 : givenPrecision
  const { power } = significant(value, precision - 1)
  const text =
    power < -4 || power >= precision
      ? scientific(value, precision - 1, sharp)
      : fixed(value, precision - 1 - power, sharp)
  if (sharp || !text.includes('.')) return text
  return text.replace(/\.?0+(?=e|$)/, '')
}

/** `a.8p+3`: four bits before the point, as glibc shows an x87 long double. */
function hexadecimal(value: LongDouble, precision: number | undefined, sharp: boolean): string {
  if (value.mantissa === 0n) {
    const zeros = '0'.repeat(precision ?? 0)
    return `0${zeros !== '' || sharp ? '.' : ''}${zeros}p+0`
  }
  const shift = 64 - bitLength(value.mantissa)
  let digits = value.mantissa << BigInt(shift)
  let exponent = value.exponent - shift + 60
  if (precision !== undefined && precision < 15) {
    digits = roundedQuotient(digits, 1n << BigInt(4 * (15 - precision)))
    if (bitLength(digits) > 4 * (precision + 1)) {
      digits >>= 4n
      exponent += 4
    }
  }
  const text = digits.toString(16)
  const fraction =
    precision === undefined ? text.slice(1).replace(/0+$/, '') : text.slice(1).padEnd(precision, '0')
  return `${text[0] ?? ''}${fraction !== '' || sharp ? '.' : ''}${fraction}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}
