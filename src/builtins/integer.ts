/** A decimal integer as the counting builtins take it (bash's legal_number): blanks around it are fine, 64 bits. */
export function parseDecimal(text: string): bigint | undefined {
  if (!/^[ \t\n\v\f\r]*[+-]?\d+[ \t\n\v\f\r]*$/.test(text)) return undefined
  const value = BigInt(text.trim().replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? value : undefined
}

/** The same as a number where one holds it exactly: faster to make and to compare. */
export function parseInteger(text: string): number | bigint | undefined {
  const short = shortDecimal(text)
  if (short !== undefined) return short
  const value = parseDecimal(text)
  if (value === undefined) return undefined
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value
}

/** Up to 15 digits and nothing else. */
function shortDecimal(text: string): number | undefined {
  const { length } = text
  if (length === 0 || length > 15) return undefined
  let value = 0
  for (let at = 0; at < length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return undefined
    value = value * 10 + digit
  }
  return value
}
