import type { Pattern } from '../pattern.ts'

/** `${x^p}`, `${x,,p}`, `${x~}`: the case of the first character, or of all, that match the pattern. */
export function changeCase(
  value: string,
  operator: '^' | '^^' | ',' | ',,' | '~' | '~~',
  pattern: Pattern | undefined,
): string {
  const change = operator.startsWith('^') ? upper : operator.startsWith(',') ? lower : toggle
  const one = (char: string): string => (pattern === undefined || pattern.matches(char) ? change(char) : char)
  if (operator.length === 2 && pattern === undefined && isAscii(value)) {
    if (operator === '^^') return value.toUpperCase()
    if (operator === ',,') return value.toLowerCase()
  }
  if (operator.length === 2) return Array.from(value, one).join('')
  const [first = ''] = value
  return first === '' ? value : one(first) + value.slice(first.length)
}

/** Letters outside ASCII may change their number as their case does. */
function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false
  return true
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
