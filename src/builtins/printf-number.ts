import { decodeBytes, encodeBytes } from '../value/index.ts'

/** A numeric argument of `printf`, with what was wrong with it. */
export interface Numeric<T> {
  readonly value: T
  /** `1a: invalid number` */
  readonly error?: string
  /** Said, but no failure: out of range. */
  readonly warning?: string
}

const maximum = (1n << 63n) - 1n
const minimum = -(1n << 63n)
const unsignedMaximum = (1n << 64n) - 1n

/** An integer argument as strtoimax(3) and strtoumax(3) read it: decimal, `0x…`, `0…`; or `'c`, the character's code. */
export function parseInteger(text: string, signed: boolean): Numeric<bigint> {
  if (text.startsWith("'") || text.startsWith('"')) return { value: BigInt(characterCode(text)) }
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)?/.exec(text)
  const digits = match?.[2]
  if (digits === undefined) return text === '' ? { value: 0n } : { value: 0n, error: invalidNumber(text) }
  const size = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits)
  const value = match?.[1] === '-' ? -size : size
  const complete = (match?.[0].length ?? 0) === text.length
  return clamp(value, signed, text, complete)
}

function clamp(value: bigint, signed: boolean, text: string, complete: boolean): Numeric<bigint> {
  const [low, high] = signed ? [minimum, maximum] : [-unsignedMaximum, unsignedMaximum]
  const inside = value < low ? low : value > high ? high : value
  if (!complete) return { value: inside, error: invalidNumber(text) }
  if (value === inside) return { value }
  return { value: signed ? inside : high, warning: `warning: ${text}: Numerical result out of range` }
}

/** bash's sh_invalidnum: names the kind of number it took it for. */
export function invalidNumber(text: string): string {
  if (/^0\d/.test(text)) return `${text}: invalid octal number`
  if (/^0[xX]/.test(text)) return `${text}: invalid hex number`
  return `${text}: invalid number`
}

/** `'c`: the code of the first character after the quote, 0 if there is none; of an undecodable byte the byte. */
export function characterCode(text: string): number {
  const code = text.codePointAt(1) ?? 0
  return code >= 0xdc80 && code <= 0xdcff ? code - 0xdc00 : code
}

export interface Layout {
  /** Any of `#0- +'`. */
  readonly flags: string
  readonly width: number
  readonly precision: number | undefined
}

/** `%d %i %u %o %x %X` as printf(3) lays them out, in 64 bits. */
export function formatInteger(value: bigint, conversion: string, layout: Layout): string {
  const signed = conversion === 'd' || conversion === 'i'
  const size = signed ? (value < 0n ? -value : value) : BigInt.asUintN(64, value)
  const base = conversion === 'o' ? 8 : conversion.toLowerCase() === 'x' ? 16 : 10
  let digits = size === 0n && layout.precision === 0 ? '' : size.toString(base)
  if (layout.precision !== undefined) digits = digits.padStart(layout.precision, '0')
  if (layout.flags.includes('#') && base === 8 && !digits.startsWith('0')) digits = `0${digits}`
  if (conversion === 'X') digits = digits.toUpperCase()
  const prefix = layout.flags.includes('#') && base === 16 && size !== 0n ? `0${conversion}` : ''
  const sign = signed ? signOf(value < 0n, layout.flags) : ''
  return padNumber(sign + prefix, digits, layout, layout.precision === undefined)
}

/** `-`, or what the flags `+` and blank ask for in its place. */
export function signOf(negative: boolean, flags: string): string {
  return negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
}

/** Pads between sign and digits with zeros, or around them with blanks. */
export function padNumber(prefix: string, digits: string, layout: Layout, zeros: boolean): string {
  if (layout.flags.includes('-')) return (prefix + digits).padEnd(layout.width)
  if (zeros && layout.flags.includes('0')) return prefix + digits.padStart(layout.width - prefix.length, '0')
  return (prefix + digits).padStart(layout.width)
}

/** `%s` and its kin. Width and precision count bytes, as C's printf does. */
export function formatText(text: string, layout: Layout): string {
  const cut = layout.precision === undefined ? text : cutBytes(text, layout.precision)
  const size = layout.width === 0 ? 0 : isAscii(cut) ? cut.length : encodeBytes(cut).length
  const blanks = ' '.repeat(Math.max(0, layout.width - size))
  return layout.flags.includes('-') ? cut + blanks : blanks + cut
}

/** The first bytes of a text. */
export function cutBytes(text: string, size: number): string {
  return isAscii(text) ? text.slice(0, size) : decodeBytes(encodeBytes(text).subarray(0, size))
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text)
}
