import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'
import { linesOf } from '../sources/system.ts'

/** make: the targets that its makefile names. make itself is not asked: to read a makefile it runs `$(shell …)`. */
export function make(request: ArgumentRequest): Promise<readonly Candidate[]> | readonly Candidate[] {
  const { words, word, host, signal } = request
  if (word.value.startsWith('-')) return optionsOf('make', host, signal)
  const previous = words.at(-1)
  if (/^(?:-f|--file|-I|-o|-W)$/.test(previous ?? '')) return completePaths(word, host.shell)
  if (/^(?:-C|--directory)$/.test(previous ?? ''))
    return completePaths(word, host.shell, { directoriesOnly: true })
  const directory = optionValue(words, '-C') ?? '.'
  const named = optionValue(words, '-f')
  const files = named === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [named]
  for (const file of files) {
    const found = targets(host.shell.resolvePath(directory), file, request, 0)
    if (found.length > 0) return distinct(found)
  }
  return completePaths(word, host.shell)
}

function optionValue(words: readonly string[], option: string): string | undefined {
  const at = words.indexOf(option)
  return at === -1 ? undefined : words[at + 1]
}

function targets(directory: string, file: string, request: ArgumentRequest, depth: number): Candidate[] {
  const path = file.startsWith('/') ? file : `${directory}/${file}`
  return linesOf(path, request.host.shell).flatMap(line => {
    const included = /^-?include\s+([^$*]+)$/.exec(line)?.[1]
    if (included !== undefined && depth < 4)
      return included
        .trim()
        .split(/\s+/)
        .flatMap(one => targets(directory, one, request, depth + 1))
    const [, names = '', comment = ''] = /^([^\s#=:%$][^#=:%$]*)::?(?!=)(?:[^#]*#+\s*(.*))?/.exec(line) ?? []
    return names
      .split(/\s+/)
      .filter(name => name !== '' && !/^\.[A-Z_]+$/.test(name))
      .map(value => ({ value, kind: 'value' as const, description: comment }))
  })
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  return [...new Map(candidates.map(one => [one.value, one])).values()]
}
