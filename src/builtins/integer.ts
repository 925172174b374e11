/** A decimal integer as the counting builtins take it (bash's legal_number): blanks around it are fine, 64 bits. */
export function parseDecimal(text: string): bigint | undefined {
  if (!/^[ \t\n\v\f\r]*[+-]?\d+[ \t\n\v\f\r]*$/.test(text)) return undefined
  const value = BigInt(text.trim().replace(/^\+/, ''))
  return BigInt.asIntN(64, value) === value ? value : undefined
}
