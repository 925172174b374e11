import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'

const isArchive = (name: string) => /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.\w+)$/.test(name)

/** tar: options, archives behind `f`, files else. */
export function tar(request: ArgumentRequest): Promise<readonly Candidate[]> | readonly Candidate[] {
  const { words, word, host, signal } = request
  if (word.value.startsWith('-')) return optionsOf('tar', host, signal)
  const isAfterFile = /^(?:-?[A-Za-z]*f|--file)$/.test(words.at(-1) ?? '') && words.length > 1
  if (!isAfterFile) return completePaths(word, host.shell)
  const creates = words.some(one => /^(?:-?[A-Za-z]*c[A-Za-z]*|--create)$/.test(one))
  const archives = completePaths(word, host.shell, { accepts: isArchive })
  return archives.some(one => one.kind === 'file') && !creates ? archives : completePaths(word, host.shell)
}
