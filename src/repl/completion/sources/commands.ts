import { keywords } from '../../../builtins/index.ts'
import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { TypedWord } from '../typed-word.ts'
import { named } from '../host.ts'
import { hasCharacters } from '../rank.ts'
import { completePaths } from './paths.ts'

/** What can be typed as a command: aliases, functions, builtins, keywords, programs; a word with a slash is a path. */
export function completeCommands(word: TypedWord, shell: Shell): readonly Candidate[] {
  if (word.value.includes('/') || word.active.has(0))
    return completePaths(word, shell, { executablesOnly: true })
  const found = [
    ...aliases(shell),
    ...functions(shell),
    ...builtinCommands(shell),
    ...named(keywords, 'keyword'),
  ]
  return distinct([...found, ...programs(shell, word.value)])
}

export function aliases({ aliases: all }: Shell): Candidate[] {
  return Array.from(all, ([value, text]) => ({ value, description: `alias: ${text}`, kind: 'alias' }))
}

export function functions({ functions: all }: Shell): Candidate[] {
  return named([...all.keys()].toSorted(), 'function', 'function')
}

export function builtinCommands({ builtins, disabled }: Shell): Candidate[] {
  return Array.from(builtins.values())
    .filter(({ name }) => !disabled.has(name))
    .map(({ name, summary }) => ({ value: name, description: summary, kind: 'builtin' as const }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

/** Programs in PATH whose name has the characters of the query; whether they may be run is asked of those only. */
function programs({ host, variables, resolvePath }: Shell, query: string): Candidate[] {
  const wanted = query.toLowerCase()
  const found = new Map<string, string>()
  for (const entry of (variables.get('PATH') ?? '').split(':')) {
    const directory = resolvePath(entry === '' ? '.' : entry)
    for (const { name, type } of host.readDirectory(directory) ?? []) {
      if (type === 'directory' || found.has(name)) continue
      if (hasCharacters(name.toLowerCase(), wanted)) found.set(name, directory)
    }
  }
  const runnable = [...found].filter(([name, directory]) => host.access(`${directory}/${name}`, 'x'))
  return runnable
    .map(([value]) => ({ value, kind: 'command' as const, description: '' }))
    .toSorted((a, b) => (a.value < b.value ? -1 : 1))
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.toReversed().map(one => [one.value, one])).values()].toReversed()
}
