import type { Pattern } from '../pattern.ts'

/** `${x^p}`, `${x,,p}`, `${x~}`: the case of the first character, or of all, that match the pattern. */
export function changeCase(
  value: string,
  operator: '^' | '^^' | ',' | ',,' | '~' | '~~',
  pattern: Pattern | undefined,
): string {
  const change = operator.startsWith('^') ? upper : operator.startsWith(',') ? lower : toggle
  const one = (char: string): string => (pattern === undefined || pattern.matches(char) ? change(char) : char)
  if (operator.length === 2) return Array.from(value, one).join('')
  const [first = ''] = value
  return first === '' ? value : one(first) + value.slice(first.length)
}

/** As towupper: one character for one, so that `ß` stays. */
export function upper(char: string): string {
  return single(char, char.toUpperCase())
}

export function lower(char: string): string {
  return single(char, char.toLowerCase())
}

function toggle(char: string): string {
  const raised = upper(char)
  return raised === char ? lower(char) : raised
}

function single(char: string, changed: string): string {
  return changed.length === char.length ? changed : char
}
