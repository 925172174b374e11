import type { Candidate } from '../candidate.ts'
import { named, type ArgumentRequest } from '../host.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'

/** git: what it says of itself (`--list-cmds`, `--git-completion-helper`), its refs, and files by their state. */
export async function git(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { globals, command, rest } = splitWords(request.words)
  const ask = (...args: string[]) => request.host.output(['git', ...globals, ...args], request.signal)
  const { value } = request.word
  if (command === undefined)
    return value.startsWith('-')
      ? await optionsOf('git', request.host, request.signal)
      : await subcommands(ask)
  if (value.startsWith('-') && !rest.includes('--')) return await options(request, command, ask)
  const found = await Promise.all(
    sourcesOf(command, rest).map(source => sources[source]({ request, ask, rest, command })),
  )
  return found.flat()
}

type Ask = (...args: string[]) => Promise<string>

interface Place {
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
    if (/^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(word)) globals.push(words[++at] ?? '')
  }
  return { globals, command: undefined, rest: [] }
}

async function subcommands(ask: Ask): Promise<Candidate[]> {
  const [listed, described, aliases] = await Promise.all([
    ask('--list-cmds=list-mainporcelain,others,list-complete'),
    ask('help', '-a'),
    ask('config', '--get-regexp', '^alias\\.'),
  ])
  const descriptions = new Map(
    [...described.matchAll(/^ {3}(\S+) {2,}(.*)$/gm)].map(([, name, text]) => [name, text]),
  )
  const commands = listed.split('\n').filter(name => name !== '')
  return [
    ...commands.map(value => ({
      value,
      kind: 'command' as const,
      description: descriptions.get(value) ?? '',
    })),
    ...Array.from(aliases.matchAll(/^alias\.(\S+) (.*)$/gm), ([, value = '', text]) => ({
      value,
      kind: 'alias' as const,
      description: `alias: ${text}`,
    })),
  ]
}

/** The options git's own parser knows, with what the manual says of them; and those only the manual has. */
async function options(request: ArgumentRequest, command: string, ask: Ask): Promise<Candidate[]> {
  const [helper, documented] = await Promise.all([
    ask(command, '--git-completion-helper'),
    optionsOf('git', request.host, request.signal, `git-${command}`),
  ])
  const known = new Map(documented.map(one => [one.value.replace(/=$/, ''), one]))
  const found = new Map(known)
  for (const option of helper.split(/\s+/).filter(one => /^--?\w/.test(one))) {
    const name = option.replace(/=$/, '')
    found.set(name, {
      value: option,
      kind: 'option',
      description: known.get(name)?.description ?? '',
      ...(option.endsWith('=') ? { suffix: '' } : {}),
    })
  }
  return [...found.values()]
}

type SourceName =
  | 'branches'
  | 'remoteBranches'
  | 'tags'
  | 'remotes'
  | 'commits'
  | 'changed'
  | 'added'
  | 'tracked'
  | 'files'
  | 'verbs'
  | 'stashes'
  | 'configKeys'
  | 'commands'

const refs: readonly SourceName[] = ['branches', 'remoteBranches', 'tags']

/** What stands where, by subcommand; files where nothing is said. */
const places: Readonly<Record<string, readonly SourceName[]>> = {
  add: ['added'],
  bisect: ['verbs', ...refs],
  blame: ['tracked', ...refs],
  branch: ['branches', 'remoteBranches'],
  checkout: [...refs, 'changed'],
  'cherry-pick': [...refs, 'commits'],
  commit: ['changed'],
  config: ['configKeys'],
  describe: refs,
  diff: ['changed', ...refs, 'commits'],
  difftool: ['changed', ...refs],
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
  rebase: refs,
  reflog: ['verbs', ...refs],
  remote: ['verbs'],
  reset: [...refs, 'commits', 'changed'],
  restore: ['changed'],
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
  if (rest.includes('--')) return command === 'add' ? ['added'] : ['changed', 'tracked']
  if (/^(?:push|pull|fetch)$/.test(command) && words.length > 0) return ['branches', 'tags']
  if (command === 'remote' && words.length > 0) return ['remotes']
  if (command === 'stash' && words.length > 0)
    return /^(?:push|save)$/.test(words[0] ?? '') ? ['changed'] : ['stashes']
  if (command === 'worktree' && words.length > 0) return ['files', ...refs]
  if (command === 'submodule' && words.length > 0) return ['files']
  if (command === 'rebase' && words.length > 1) return ['branches']
  return places[command] ?? ['files']
}

const sources: Readonly<Record<SourceName, (place: Place) => Promise<readonly Candidate[]>>> = {
  branches: ({ ask }) => refsIn(ask, 'refs/heads'),
  remoteBranches: ({ ask, command }) => remoteBranches(ask, command),
  tags: ({ ask }) => refsIn(ask, 'refs/tags'),
  remotes: async ({ ask }) =>
    Array.from(
      (await ask('remote', '-v')).matchAll(/^(\S+)\t(\S+) \(fetch\)$/gm),
      ([, value = '', description]) => ({
        value,
        kind: 'value',
        description,
      }),
    ),
  commits: async ({ ask }) =>
    Array.from(
      (await ask('log', '-50', '--format=%h %s')).matchAll(/^(\S+) (.*)$/gm),
      ([, value = '', description]) => ({
        value,
        kind: 'value',
        description,
      }),
    ),
  changed: ({ ask, request }) => filesIn(ask, request, /^(?!\?\?)/, false),
  added: ({ ask, request }) => filesIn(ask, request, /^.\S|^\?\?/, true),
  tracked: async ({ ask, request }) => {
    const listed = await ask('ls-files', '-z')
    return listed === ''
      ? completePaths(request.word, request.host.shell)
      : byDirectory(listed.split('\0'), request)
  },
  files: async ({ request }) => completePaths(request.word, request.host.shell),
  verbs: async ({ ask, command }) =>
    named((await ask(command, '--git-completion-helper')).split(/\s+/).filter(isVerb), 'command').concat(
      named(verbs[command] ?? [], 'command'),
    ),
  stashes: async ({ ask }) =>
    Array.from(
      (await ask('stash', 'list')).matchAll(/^(stash@\{\d+\}): (.*)$/gm),
      ([, value = '', description]) => ({
        value,
        kind: 'value',
        description,
      }),
    ),
  configKeys: async ({ ask }) => named((await ask('help', '-c')).split('\n').filter(Boolean), 'value'),
  commands: ({ ask }) => subcommands(ask),
}

function isVerb(word: string): boolean {
  return /^[a-z][a-z-]*$/.test(word)
}

/** Subcommands of commands that are scripts, and do not tell of themselves. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  bisect: [
    'start',
    'bad',
    'good',
    'new',
    'old',
    'terms',
    'skip',
    'reset',
    'visualize',
    'replay',
    'log',
    'run',
    'help',
  ],
  submodule: 'add status init deinit update set-branch set-url summary foreach sync absorbgitdirs'.split(' '),
}

async function refsIn(ask: Ask, namespace: string): Promise<Candidate[]> {
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
async function remoteBranches(ask: Ask, command: string): Promise<Candidate[]> {
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

const states: Readonly<Record<string, string>> = {
  M: 'modified',
  A: 'new',
  D: 'deleted',
  R: 'renamed',
  U: 'unmerged',
  '?': 'untracked',
}

/** Files that git has something to say about, relative to the current directory. */
async function filesIn(
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
function byDirectory(files: readonly string[], { word }: ArgumentRequest): Candidate[] {
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
