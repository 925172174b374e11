import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { completePaths } from '../sources/paths.ts'
import type { Ask } from './git-refs.ts'

const states: Readonly<Record<string, string>> = {
  M: 'modified',
  A: 'new',
  D: 'deleted',
  R: 'renamed',
  U: 'unmerged',
  '?': 'untracked',
}

/** Files that git has something to say about, relative to the current directory. */
export async function filesIn(
  ask: Ask,
  request: ArgumentRequest,
  wanted: RegExp,
  orAll: boolean,
): Promise<Candidate[]> {
  const prefix = (await ask('rev-parse', '--show-prefix')).trim()
  const listed = await ask('status', '--porcelain=v1', '-z', '--no-renames', '-unormal')
  const found = listed.split('\0').flatMap(line => {
    if (line.length < 4 || !wanted.test(line)) return []
    const value = relative(line.slice(3), prefix)
    const letter = line[1] === ' ' ? line[0] : line[1]
    return [
      {
        value,
        kind: value.endsWith('/') ? 'directory' : 'file',
        description: states[letter ?? ''] ?? '',
      } as const,
    ]
  })
  return found.length === 0 && orAll ? completePaths(request.word, request.host.shell) : found
}

/** A path from the top of the work tree, seen from the directory `prefix` in it. */
function relative(path: string, prefix: string): string {
  if (path.startsWith(prefix)) return path.slice(prefix.length) || './'
  const from = prefix.split('/').slice(0, -1)
  const to = path.split('/')
  let same = 0
  while (same < from.length && from[same] === to[same]) same++
  return '../'.repeat(from.length - same) + to.slice(same).join('/')
}

/** Of a long list of files, the next part of the path only. */
export function byDirectory(files: readonly string[], { word }: ArgumentRequest): Candidate[] {
  const written = word.value.slice(0, word.value.lastIndexOf('/') + 1)
  const found = new Map<string, Candidate>()
  for (const file of files) {
    if (file === '' || !file.startsWith(written)) continue
    const [name = '', ...deeper] = file.slice(written.length).split('/')
    const value = written + name + (deeper.length > 0 ? '/' : '')
    found.set(
      value,
      deeper.length > 0
        ? { value, display: `${name}/`, kind: 'directory', suffix: '' }
        : { value, display: name, kind: 'file' },
    )
  }
  return [...found.values()]
}
