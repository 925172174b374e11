import { printCommand } from '../lang/syntax/index.ts'
import type { Shell, ShellFunction } from '../lang/eval/index.ts'

/** `f () { … }` as bash lays it out: `declare -f`, `type`, `set`. Without a newline at the end. */
export function functionText(fn: ShellFunction): string {
  return printCommand(fn.definition)
}

/** `declare -fx f` */
export function functionDeclaration(fn: ShellFunction): string {
  const letters = `f${fn.isReadonly ? 'r' : ''}${fn.traced ? 't' : ''}${fn.exported ? 'x' : ''}`
  return `declare -${letters} ${fn.name}`
}

/** The functions of an environment by name. */
export function sortedFunctions(shell: Shell): ShellFunction[] {
  return [...shell.functions.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

/** Its body, and its attributes where it has any: `declare -pf`. */
export function functionWithAttributes(fn: ShellFunction): string {
  const marked = fn.exported || fn.traced || fn.isReadonly === true
  return marked ? `${functionText(fn)}\n${functionDeclaration(fn)}` : functionText(fn)
}
