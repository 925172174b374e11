/** `{1..10..2}`, `{a..e}`, `{01..10}`: a sequence expression (bash manual, “Brace Expansion”). */
export interface Sequence {
  readonly length: number
  at(index: number): string
}

/** The sequence that the text between the braces is; undefined if it is none. */
export function parseSequence(text: string): Sequence | undefined {
  const numbers = /^([+-]?\d+)\.\.([+-]?\d+)(?:\.\.([+-]?\d+))?$/.exec(text)
  if (numbers) return numberSequence(numbers[1] ?? '', numbers[2] ?? '', numbers[3])
  const letters = /^([A-Za-z])\.\.([A-Za-z])(?:\.\.([+-]?\d+))?$/.exec(text)
  if (!letters) return undefined
  const from = letters[1]?.charCodeAt(0) ?? 0
  return sequence(from, letters[2]?.charCodeAt(0) ?? 0, letters[3], code => String.fromCharCode(code))
}

function numberSequence(from: string, to: string, step: string | undefined): Sequence | undefined {
  const [first, last] = [Number(from), Number(to)]
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return undefined
  const isPadded = /^[+-]?0\d/.test(from) || /^[+-]?0\d/.test(to)
  if (!isPadded) return sequence(first, last, step, String)
  const width = Math.max(from.length, to.length)
  return sequence(first, last, step, value => pad(value, width))
}

/** Zeros up to the width, the sign before them. */
function pad(value: number, width: number): string {
  const digits = String(Math.abs(value))
  return value < 0 ? `-${digits.padStart(width - 1, '0')}` : digits.padStart(width, '0')
}

function sequence(
  from: number,
  to: number,
  step: string | undefined,
  show: (value: number) => string,
): Sequence {
  // A step of 0 counts as 1, and its sign is that of the direction.
  const size = Math.abs(Number(step ?? 1)) || 1
  const by = from <= to ? size : -size
  return { length: Math.floor(Math.abs(to - from) / size) + 1, at: index => show(from + index * by) }
}
