import { makeSource } from '../../diag/index.ts'
import { parse, printExported } from '../syntax/index.ts'
import type { Environment } from './environment.ts'

/** Functions that `export -f` gives to children, as bash hands them on. */
export function exportedFunctions(shell: Environment): readonly string[] {
  if (shell.functions.size === 0) return none
  const list: string[] = []
  for (const fn of shell.functions.values())
    if (fn.exported) list.push(`BASH_FUNC_${fn.name}%%=${printExported(fn.definition)}`)
  return list
}

const none: readonly string[] = []

/** Takes a function over from the environment; text that is not exactly one definition is not run (CVE-2014-6271). */
export function importFunction(shell: Environment, name: string, text: string): void {
  if (!text.startsWith('() ')) return
  const source = makeSource('environment', `${name} ${text}`)
  const { list, diagnostics } = parse(source, {})
  const [item] = list.items
  const definition = item?.command.pipelines[0]?.commands[0]
  if (diagnostics.length > 0 || list.items.length !== 1 || definition?.type !== 'FunctionDefinition') return
  shell.functions.set(name, {
    name,
    origin: 'environment',
    definition,
    source,
    bindings: shell.bindings,
    exported: true,
    traced: false,
  })
}
