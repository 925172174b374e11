import { decodeBytes } from '../value/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { helpTopics } from './help.ts'
import { keywords } from './keywords.ts'
import { absolutePath, mayAccess, statPath } from './paths.ts'
import { readlineFunctions } from './readline-functions.ts'

/** What each action of `complete -A` offers for a word (bash manual, Programmable Completion Builtins). */
export function actionCandidates(action: string, word: string, shell: Shell): string[] {
  if (action === 'file') return fileCandidates(word, shell, false)
  if (action === 'directory') return fileCandidates(word, shell, true)
  const names = sources[action]?.(shell, word) ?? []
  return names.filter(name => name.startsWith(word))
}

const sources: Readonly<Record<string, (shell: Shell, word: string) => string[]>> = {
  alias: shell => [...shell.aliases.keys()].toSorted(),
  arrayvar: shell => variableNames(shell, variable => variable.array !== 'none'),
  binding: () => [...readlineFunctions],
  builtin: shell => builtinNames(shell, () => true),
  command: (shell, word) => [
    ...shell.aliases.keys(),
    ...keywords,
    ...functionNames(shell),
    ...builtinNames(shell, name => !shell.disabled.has(name)),
    ...programs(shell, word),
  ],
  disabled: shell => builtinNames(shell, name => shell.disabled.has(name)),
  enabled: shell => builtinNames(shell, name => !shell.disabled.has(name)),
  export: shell => variableNames(shell, variable => variable.exported),
  function: functionNames,
  group: shell => systemNames('/etc/group', shell),
  helptopic: shell => helpTopics(shell).map(topic => topic.name),
  hostname: shell => hostNames(shell),
  job: shell => jobNames(shell, () => true),
  keyword: () => [...keywords],
  running: shell => jobNames(shell, state => state === 'running'),
  service: shell => serviceNames(shell),
  setopt: shell => shell.options.list('set').map(([name]) => name),
  shopt: shell => shell.options.list('shopt').map(([name]) => name),
  signal: shell => [
    'EXIT',
    ...[...shell.host.signals.values()].map(name => `SIG${name}`),
    'DEBUG',
    'ERR',
    'RETURN',
  ],
  stopped: shell => jobNames(shell, state => state === 'stopped'),
  user: shell => systemNames('/etc/passwd', shell),
  variable: shell => variableNames(shell, () => true),
}

function variableNames(
  shell: Shell,
  wanted: (variable: {
    readonly array: string
    readonly exported: boolean
    readonly value?: unknown
  }) => boolean,
): string[] {
  return [...shell.variables.all()].flatMap(([name, variable]) => (wanted(variable) ? [name] : []))
}

function functionNames(shell: Shell): string[] {
  return [...shell.functions.keys()].toSorted()
}

function builtinNames(shell: Shell, wanted: (name: string) => boolean): string[] {
  return [...shell.builtins.keys()].filter(wanted).toSorted()
}

function jobNames(shell: Shell, wanted: (state: string) => boolean): string[] {
  return shell.jobs.list().flatMap(job => (wanted(job.state) ? [job.command.split(' ')[0] ?? ''] : []))
}

/** Executables in PATH; a word with a slash is a path. */
function programs(shell: Shell, word: string): string[] {
  if (word.includes('/'))
    return fileCandidates(word, shell, false).filter(path => mayAccess(shell, path, 'x'))
  const found: string[] = []
  for (const entry of (shell.variables.get('PATH') ?? '').split(':')) {
    const directory = entry === '' ? '.' : entry
    for (const file of shell.host.readDirectory(absolutePath(shell, directory)) ?? []) {
      if (!file.name.startsWith(word) || file.type === 'directory') continue
      const path = `${directory}/${file.name}`
      if (statPath(shell, path)?.type === 'file' && mayAccess(shell, path, 'x')) found.push(file.name)
    }
  }
  return found.toSorted()
}

/** Files whose path begins with the word, the directory part as written. */
export function fileCandidates(word: string, shell: Shell, directoriesOnly: boolean): string[] {
  const slash = word.lastIndexOf('/') + 1
  const directory = word.slice(0, slash)
  const prefix = word.slice(slash)
  const home = /^~\//.test(directory) ? shell.variables.get('HOME') : undefined
  const real = home === undefined ? directory : home + directory.slice(1)
  const entries = shell.host.readDirectory(real === '' ? shell.cwd : absolutePath(shell, real)) ?? []
  const found = entries.filter(entry => entry.name.startsWith(prefix))
  const wanted = directoriesOnly
    ? found.filter(
        entry => entry.type === 'directory' || statPath(shell, real + entry.name)?.type === 'directory',
      )
    : found
  return wanted.map(entry => directory + entry.name).toSorted()
}

function lines(path: string, shell: Shell): string[] {
  try {
    return decodeBytes(shell.host.readFile(path)).split('\n')
  } catch {
    return []
  }
}

function systemNames(path: string, shell: Shell): string[] {
  return lines(path, shell).flatMap(line =>
    line === '' || line.startsWith('#') ? [] : [line.split(':')[0] ?? ''],
  )
}

function serviceNames(shell: Shell): string[] {
  const names = lines('/etc/services', shell).flatMap(line => {
    const [name, , ...aliases] = line.replace(/#.*/, '').split(/\s+/)
    return name === undefined || name === '' ? [] : [name, ...aliases.filter(alias => alias !== '')]
  })
  return [...new Set(names)]
}

function hostNames(shell: Shell): string[] {
  const file = shell.variables.get('HOSTFILE') ?? '/etc/hosts'
  return [
    ...new Set(
      lines(file, shell).flatMap(line =>
        line
          .replace(/#.*/, '')
          .split(/\s+/)
          .slice(1)
          .filter(name => name !== ''),
      ),
    ),
  ]
}
