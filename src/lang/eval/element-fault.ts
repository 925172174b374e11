import type { Assignment } from '../syntax/index.ts'
import type { Environment } from './environment.ts'

/** `name[subscript]` of an assignment as it was written. */
export function writtenElement(shell: Environment, { name, subscript }: Assignment): string {
  return `${name}[${subscript === undefined ? '' : shell.source.text.slice(subscript.start, subscript.end)}]`
}

/** Why `name[subscript]=value` cannot be: no subscript, one for all elements, or a list for one of them. */
export function elementFault(shell: Environment, node: Assignment, subscript: string): string | undefined {
  const associative = shell.variables.find(node.name)?.array === 'associative'
  if (isMissing(node, subscript, associative)) return `${writtenElement(shell, node)}: bad array subscript`
  if (node.value.type === 'Word') return undefined
  return `${writtenElement(shell, node)}: cannot assign list to array member`
}

/** bash looks at the subscript as written, but for a key of an associative array. */
function isMissing(node: Assignment, subscript: string, associative: boolean): boolean {
  const [part, second] = node.subscript?.parts ?? []
  if (part === undefined) return node.value.type === 'Word'
  if (associative) return subscript === ''
  return second === undefined && part.type === 'Literal' && (part.value === '@' || part.value === '*')
}
