/** Names and references to variables as the assigning builtins read them (POSIX 3.216 Name; bash `valid_array_reference`). */

const namePattern = /^[A-Za-z_][A-Za-z0-9_]*$/

/** `abc_1`: a variable's name. */
export function isName(text: string): boolean {
  return namePattern.test(text)
}

/** `name` or `name[subscript]`. */
export interface Reference {
  readonly name: string
  readonly subscript?: string
}

/** Reads `name` or `name[subscript]`; undefined for anything else. */
export function parseReference(text: string): Reference | undefined {
  if (isName(text)) return { name: text }
  const open = text.indexOf('[')
  if (open <= 0 || !text.endsWith(']') || open === text.length - 2) return undefined
  const name = text.slice(0, open)
  return isName(name) ? { name, subscript: text.slice(open + 1, -1) } : undefined
}

/** `name=value`, `name+=value`, `name[sub]=value` as an argument of a declaring builtin; undefined if it is no assignment. */
export function parseAssignment(
  text: string,
): { target: string; append: boolean; value: string } | undefined {
  const match = /^([A-Za-z_][A-Za-z0-9_]*(?:\[[^\]]*\])?)(\+?)=/.exec(text)
  if (match === null) return undefined
  return { target: match[1] ?? '', append: match[2] === '+', value: text.slice(match[0].length) }
}
