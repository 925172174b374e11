import { isReserved } from '../syntax/index.ts'
import type { Environment } from './environment.ts'
import { allPrograms, isExecutable } from './path-search.ts'
import type { Resolution } from './shell.ts'
import { builtinOf } from './call-builtin.ts'

/** All a name could run, in the order in which it would be looked for (bash manual, type). */
export function resolveName(shell: Environment, name: string): Resolution[] {
  const found: Resolution[] = []
  const alias = shell.aliases.get(name)
  if (alias !== undefined && shell.options.get('expand_aliases')) found.push({ type: 'alias', value: alias })
  if (isReserved(name)) found.push({ type: 'keyword' })
  const fn = shell.functions.get(name)
  const builtin = builtinOf(shell, name)
  if (fn !== undefined) found.push({ type: 'function', fn })
  if (builtin !== undefined) found.push({ type: 'builtin', builtin })
  return [...found, ...files(shell, name)]
}

function files(shell: Environment, name: string): Resolution[] {
  const known = name.includes('/') ? undefined : shell.hashed.get(name)?.path
  const hashed = known !== undefined && isExecutable(shell, known) ? known : undefined
  const paths = allPrograms(shell, name).filter(path => path !== hashed)
  const rest: Resolution[] = paths.map(path => ({ type: 'file', path, hashed: false }))
  return hashed === undefined ? rest : [{ type: 'file', path: hashed, hashed: true }, ...rest]
}
