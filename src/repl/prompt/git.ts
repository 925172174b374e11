import type { GitFacts, GitState } from '../../shell/index.ts'

/** What looking for a repository asks of the system; undefined for what cannot be read. */
export interface GitFiles {
  /** The beginning of a file. */
  read(path: string): string | undefined
  exists(path: string): boolean
}

/** The repository around a directory, as its files tell: git itself is not run, and nothing is waited for. */
export function findRepository(
  directory: string,
  files: GitFiles,
): { readonly top: string; readonly facts: GitFacts } | undefined {
  for (let top = directory; ;) {
    const folder = gitFolder(top, files)
    const head = folder === undefined ? undefined : files.read(`${folder}/HEAD`)
    if (folder !== undefined && head !== undefined) return { top, facts: factsOf(folder, head.trim(), files) }
    const parent = top.slice(0, Math.max(0, top.lastIndexOf('/')))
    if (parent === top || top === '') return undefined
    top = parent
  }
}

/** `.git`, or where the file of that name leads: worktrees, submodules. */
function gitFolder(top: string, files: GitFiles): string | undefined {
  const path = `${top}/.git`
  if (!files.exists(path)) return undefined
  const linked = /^gitdir: (.+)$/m.exec(files.read(path) ?? '')?.[1]
  if (linked === undefined) return path
  return linked.startsWith('/') ? linked : `${top}/${linked}`
}

const operations = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
] as const

function factsOf(folder: string, head: string, files: GitFiles): GitFacts {
  const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1] ?? head.replace(/^ref: /, '').slice(0, 8)
  const operation = operations.find(([file]) => files.exists(`${folder}/${file}`))?.[1]
  return { branch, operation }
}

/** What asks for the state: it takes as long as it takes. */
export const statusCommand = [
  'git',
  'status',
  '--porcelain=v2',
  '--branch',
  '--untracked-files=normal',
] as const

/** The state in what `git status --porcelain=v2 --branch` wrote; undefined where it wrote nothing. */
export function readStatus(output: string): GitState | undefined {
  if (output === '') return undefined
  const [, ahead = '0', behind = '0'] = /^# branch\.ab \+(\d+) -(\d+)$/m.exec(output) ?? []
  return {
    changed: /^[12u] /m.test(output),
    untracked: /^\? /m.test(output),
    ahead: Number(ahead),
    behind: Number(behind),
  }
}
