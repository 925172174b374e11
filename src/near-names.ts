import { readdirSync } from 'node:fs'
import { nearestName } from './diag/index.ts'
import { apiNames } from './lang/classify/index.ts'
import { quoteWord } from './lang/syntax/index.ts'
import type { Shell } from './lang/eval/index.ts'
import { habitHint } from './habits.ts'

/**
 * What to tell behind `name: command not found` (or of a folder), with the blank before it; also of what `cd dir` and
 * `set -option` refuse.
 */
export function commandHint(name: string, shell: Shell, others: Iterable<string> = []): string {
  const hint = folderHint(name, shell) ?? habitHint(name) ?? valueHint(name)
  if (hint !== undefined) return ` (${hint})`
  const isOther = /^(?:cd|set) /.exec(name)?.[0]
  const near =
    isOther === undefined
      ? nearCommand(name, shell, others)
      : isOther === 'cd '
        ? nearFolder(name.slice(3), shell)
        : undefined
  return near === undefined ? '' : ` (did you mean ${near}?)`
}

/** `status` alone is a command by the language rule, though TypeScript has such a name. */
function valueHint(name: string): string | undefined {
  return apiNames.has(name) || (/^[\w$]+$/.test(name) && name in globalThis)
    ? `= ${name} shows TypeScript's`
    : undefined
}

/** fish and zsh's `autocd` go there. */
function folderHint(name: string, shell: Shell): string | undefined {
  const isFolder = shell.host.stat(shell.resolvePath(name), true)?.type === 'directory'
  return isFolder ? `a folder: cd ${quoteWord(name)}; shopt -s autocd goes there without cd` : undefined
}

/** The command somebody most likely meant by a name that is none; `others`: what else may stand at the start of a line. */
export function nearCommand(name: string, shell: Shell, others: Iterable<string> = []): string | undefined {
  if (name.includes('/')) return undefined
  return nearestName(name, [...others, ...commandNames(shell)])
}

/** The folder that somebody most likely meant, by the last part of its path. */
function nearFolder(path: string, shell: Shell): string | undefined {
  const [, parent = '', name = '', slash = ''] = /^(.*\/)?([^/]+)(\/?)$/.exec(path) ?? []
  const isFolder = (one: string): boolean =>
    shell.host.stat(shell.resolvePath(parent + one), true)?.type === 'directory'
  const near = nearestName(name, namesIn(parent, shell).filter(isFolder))
  return near === undefined ? undefined : quoteWord(parent + near) + slash
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
