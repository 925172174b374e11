import { readdirSync } from 'node:fs'
import { nearestName } from './diag/index.ts'
import type { Shell } from './lang/eval/index.ts'

/** The command somebody most likely meant by a name that is none; `others`: what else may stand at the start of a line. */
export function nearCommand(name: string, shell: Shell, others: Iterable<string> = []): string | undefined {
  if (name.includes('/')) return undefined
  return nearestName(name, [...others, ...commandNames(shell)])
}

/** All there are: those of the shell before the programs of PATH, so that they win where both are as near. */
function* commandNames(shell: Shell): Generator<string, void> {
  yield* shell.aliases.keys()
  yield* shell.functions.keys()
  for (const name of shell.builtins.keys()) if (!shell.disabled.has(name)) yield name
  for (const folder of (shell.variables.get('PATH') ?? '').split(':')) yield* namesIn(folder, shell)
}

function namesIn(folder: string, shell: Shell): readonly string[] {
  try {
    return readdirSync(shell.resolvePath(folder === '' ? '.' : folder))
  } catch {
    // PATH may name what is not there.
    return []
  }
}
