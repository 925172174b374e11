import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'
import { options, optionValue, subcommands, verbs, withoutAlias } from './git-commands.ts'
import { byDirectory, filesIn } from './git-files.ts'
import {
  commits,
  heads,
  pathsOfRevision,
  refsIn,
  remoteBranches,
  remotes,
  stashes,
  type Ask,
} from './git-refs.ts'

/** git: what it says of itself (`--list-cmds`, `--git-completion-helper`), its refs, and files by their state. */
export async function git(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const split = splitWords(request.words)
  const { globals } = split
  const ask = (...args: string[]) => request.host.output(['git', ...globals, ...args], request.signal)
  const word = request.word.value
  if (split.command === undefined) return await beforeCommand(request, ask)
  const { command, rest } = await withoutAlias(split.command, split.rest, ask)
  if (!rest.includes('--')) {
    const value = await optionValue(request, command, ask)
    if (value !== undefined) return value
    if (word.startsWith('-')) return await options(request, command, ask)
  }
  const tree = takesRevision.test(command) ? await pathsOfRevision(word, ask) : undefined
  if (tree !== undefined) return tree
  const found = await Promise.all(
    sourcesOf(command, rest).map(async source => {
      const candidates = await sources[source]({ request, ask, rest, command })
      return isRef.has(source) ? candidates.map(behindRange(word, command)) : candidates
    }),
  )
  return found.flat()
}

/** `git -C dir`, options, commands. */
async function beforeCommand(request: ArgumentRequest, ask: Ask): Promise<readonly Candidate[]> {
  const { word, words, host, signal } = request
  const before = words.length > 1 ? words.at(-1) : undefined
  if (before === '-C' || before === '--git-dir' || before === '--work-tree')
    return completePaths(word, host.shell, { directoriesOnly: true })
  if (before === '-c') return await configKeys(ask, '=')
  return word.value.startsWith('-')
    ? await optionsOf('git', host, signal)
    : await subcommands(ask, word.value)
}

async function configKeys(ask: Ask, suffix: string): Promise<Candidate[]> {
  const keys = (await ask('help', '-c')).split('\n').filter(Boolean)
  return named(suffix === '' ? keys : keys.map(key => key + suffix), 'value').map(one =>
    suffix === '' ? one : { ...one, suffix: '' },
  )
}

const takesRevision = /^(?:show|cat-file|diff|rev-parse|blame|grep|archive)$/

/** `main..topic`, `:topic`: what is typed of the range stays. */
function behindRange(typed: string, command: string): (one: Candidate) => Candidate {
  const before = (command === 'push' ? /^(?:\+|[^:]*:)/ : /^.*\.\.\.?|^\^/).exec(typed)?.[0] ?? ''
  return one => (before === '' ? one : { ...one, value: before + one.value })
}

/** One place behind a command of git's. */
export interface Place {
  readonly request: ArgumentRequest
  readonly ask: Ask
  readonly rest: readonly string[]
  readonly command: string
}

/** The options before the subcommand are given along: `git -C dir checkout`. */
function splitWords([, ...words]: readonly string[]) {
  const globals: string[] = []
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    if (!word.startsWith('-')) return { globals, command: word, rest: words.slice(at + 1) }
    globals.push(word)
    if (/^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(word) && at + 1 < words.length)
      globals.push(words[++at] as string)
  }
  return { globals, command: undefined, rest: [] }
}

type SourceName =
  | 'branches'
  | 'remoteBranches'
  | 'tags'
  | 'remotes'
  | 'commits'
  | 'heads'
  | 'changed'
  | 'unstaged'
  | 'staged'
  | 'added'
  | 'tracked'
  | 'files'
  | 'verbs'
  | 'verbsOrFiles'
  | 'stashes'
  | 'configKeys'
  | 'commands'

const refs: readonly SourceName[] = ['branches', 'remoteBranches', 'tags', 'heads']
const isRef: ReadonlySet<SourceName> = new Set([...refs, 'commits'])

/** What stands where, by subcommand; files where nothing is said. */
const places: Readonly<Record<string, readonly SourceName[]>> = {
  add: ['added'],
  bisect: ['verbs', ...refs],
  blame: ['tracked', ...refs],
  branch: ['branches', 'remoteBranches'],
  checkout: [...refs, 'unstaged', 'commits'],
  'cherry-pick': [...refs, 'commits'],
  commit: ['changed'],
  config: ['configKeys'],
  describe: refs,
  diff: ['unstaged', ...refs, 'commits'],
  difftool: ['unstaged', ...refs],
  fetch: ['remotes'],
  'format-patch': refs,
  grep: ['tracked'],
  help: ['commands'],
  log: [...refs, 'tracked'],
  merge: refs,
  mv: ['tracked'],
  notes: ['verbs'],
  pull: ['remotes'],
  push: ['remotes'],
  rebase: [...refs, 'commits'],
  reflog: ['verbs', ...refs],
  remote: ['verbs'],
  reset: [...refs, 'staged', 'commits'],
  restore: ['unstaged'],
  revert: ['commits', ...refs],
  'rev-parse': refs,
  rm: ['tracked'],
  show: [...refs, 'commits'],
  stage: ['added'],
  stash: ['verbs'],
  submodule: ['verbs'],
  switch: ['branches', 'remoteBranches'],
  tag: ['tags'],
  worktree: ['verbs'],
}

function sourcesOf(command: string, rest: readonly string[]): readonly SourceName[] {
  const words = rest.filter(word => !word.startsWith('-'))
  const isStaged = rest.some(word => /^(?:-S|--staged|--cached)$/.test(word))
  if (isStaged && /^(?:restore|diff|difftool)$/.test(command)) return ['staged']
  if (rest.includes('--')) return command === 'add' ? ['added'] : ['changed', 'tracked']
  if (/^(?:push|pull|fetch)$/.test(command) && words.length > 0) return ['branches', 'tags', 'heads']
  if (command === 'remote' && words.length > 0) return ['remotes']
  if (command === 'stash' && words.length > 0)
    return /^(?:push|save)$/.test(words[0] ?? '') ? ['changed'] : ['stashes']
  if (command === 'worktree' && words.length > 0) return ['files', ...refs]
  if (command === 'submodule' && words.length > 0) return ['files']
  if (command === 'rebase' && words.length > 1) return ['branches']
  return places[command] ?? (words.length === 0 ? ['verbsOrFiles'] : ['files'])
}

const sources: Readonly<Record<SourceName, (place: Place) => Promise<readonly Candidate[]>>> = {
  branches: ({ ask }) => refsIn(ask, 'refs/heads'),
  remoteBranches: ({ ask, command }) => remoteBranches(ask, command),
  tags: ({ ask }) => refsIn(ask, 'refs/tags'),
  remotes: ({ ask }) => remotes(ask),
  commits: ({ ask }) => commits(ask),
  heads: ({ ask, request }) => heads(ask, request.host.shell),
  changed: ({ ask, request }) => filesIn(ask, request, /^(?!\?\?)/, false),
  unstaged: ({ ask, request }) => filesIn(ask, request, /^[^?][^ ]/, false),
  staged: ({ ask, request }) => filesIn(ask, request, /^[^ ?]/, false),
  added: ({ ask, request }) => filesIn(ask, request, /^.\S|^\?\?/, true),
  tracked: async ({ ask, request }) => {
    const listed = await ask('ls-files', '-z')
    return listed === ''
      ? completePaths(request.word, request.host.shell)
      : byDirectory(listed.split('\0'), request)
  },
  files: async ({ request }) => completePaths(request.word, request.host.shell),
  verbs: place => verbs(place),
  verbsOrFiles: async place => {
    const found = await verbs(place)
    return found.length > 0 ? found : completePaths(place.request.word, place.request.host.shell)
  },
  stashes: ({ ask }) => stashes(ask),
  configKeys: ({ ask }) => configKeys(ask, ''),
  commands: ({ ask, request }) => subcommands(ask, request.word.value),
}
