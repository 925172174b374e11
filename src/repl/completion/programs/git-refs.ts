import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'

/** Asks git itself, in the repository that the command line is about. */
export type Ask = (...args: string[]) => Promise<string>

/** Branches, remote branches or tags, the newest first. */
export async function refsIn(ask: Ask, namespace: string): Promise<Candidate[]> {
  const listed = await ask(
    'for-each-ref',
    '--sort=-committerdate',
    '--format=%(refname:short)%09%(contents:subject)',
    namespace,
  )
  return Array.from(listed.matchAll(/^(\S+)\t(.*)$/gm), ([, value = '', description]) => ({
    value,
    kind: 'value',
    description,
  }))
}

/** `checkout` and `switch` make a local branch of a remote one when it is named without its remote. */
export async function remoteBranches(ask: Ask, command: string): Promise<Candidate[]> {
  const found = (await refsIn(ask, 'refs/remotes')).filter(
    one => !/\/HEAD$/.test(one.value) && one.value.includes('/'),
  )
  if (!/^(?:checkout|switch)$/.test(command)) return found
  const short = found.map(one => ({
    ...one,
    value: one.value.replace(/^[^/]+\//, ''),
    description: `from ${one.value}`,
  }))
  return command === 'switch' ? short : [...short, ...found]
}

/** The last commits by their short names. */
export async function commits(ask: Ask): Promise<Candidate[]> {
  return describedBy(await ask('log', '-50', '--format=%h %s'), /^(\S+) (.*)$/gm)
}

export async function stashes(ask: Ask): Promise<Candidate[]> {
  return describedBy(await ask('stash', 'list'), /^(stash@\{\d+\}): (.*)$/gm)
}

export async function remotes(ask: Ask): Promise<Candidate[]> {
  return describedBy(await ask('remote', '-v'), /^(\S+)\t(\S+) \(fetch\)$/gm)
}

function describedBy(text: string, pattern: RegExp): Candidate[] {
  return Array.from(text.matchAll(pattern), ([, value = '', description]) => ({
    value,
    kind: 'value',
    description,
  }))
}

const headNames = ['HEAD', 'ORIG_HEAD', 'FETCH_HEAD', 'MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD']

/** HEAD, and those of its relatives that there are now. */
export async function heads(ask: Ask, shell: Shell): Promise<Candidate[]> {
  const folder = (await ask('rev-parse', '--absolute-git-dir')).trim()
  return headNames
    .filter(name => folder !== '' && shell.host.stat(`${folder}/${name}`, true) !== undefined)
    .map(value => ({ value, kind: 'value' }))
}

/** `HEAD:src/ma`: what a directory held in a commit. Undefined where no revision and path are typed. */
export async function pathsOfRevision(typed: string, ask: Ask): Promise<Candidate[] | undefined> {
  const [, revision, path = ''] = /^([^:]+):(.*)$/.exec(typed) ?? []
  if (revision === undefined || revision.startsWith('-')) return undefined
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const listed = await ask('ls-tree', '-z', `${revision}:${folder}`)
  return listed.split('\0').flatMap((line): Candidate[] => {
    const [, type, display] = /^\d+ (\w+) \S+\t([^]*)$/.exec(line) ?? []
    if (display === undefined) return []
    const value = `${revision}:${folder}${display}`
    if (type !== 'tree') return [{ value, display, kind: 'file' }]
    return [{ value: `${value}/`, display: `${display}/`, kind: 'directory', suffix: '' }]
  })
}
