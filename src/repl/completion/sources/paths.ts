import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { TypedWord } from '../command-context.ts'
import { hasCharacters } from '../rank.ts'

export interface PathOptions {
  readonly directoriesOnly?: boolean
  /** Only names it accepts, directories apart. */
  readonly accepts?: (name: string) => boolean
  readonly executablesOnly?: boolean
  /** Where relative paths begin, if not in the current directory. */
  readonly base?: string
  /** How much of the word is before the path (`--file=`). */
  readonly from?: number
}

/** Files whose directory is written already: `src/re` looks in `src`. `~`, `~user` and `$NAME` in it are followed. */
export function completePaths(word: TypedWord, shell: Shell, options: PathOptions = {}): Candidate[] {
  const { from = 0 } = options
  const slash = word.value.lastIndexOf('/')
  const written = slash < from ? '' : word.value.slice(from, slash + 1)
  const typed = word.value.slice(from + written.length)
  const directory = expanded(word, from, from + written.length, shell)
  if (directory === undefined) return []
  const real = shell.resolvePath(
    directory === ''
      ? (options.base ?? '.')
      : options.base === undefined || directory.startsWith('/')
        ? directory
        : `${options.base}/${directory}`,
  )
  const prefix = word.value.slice(0, from) + written
  const wanted = typed.toLowerCase()
  return (shell.host.readDirectory(real) ?? [])
    .filter(({ name }) => typed.startsWith('.') || !name.startsWith('.'))
    .filter(({ name }) => hasCharacters(name.toLowerCase(), wanted))
    .flatMap(entry => toCandidate(entry, real, prefix, shell, options))
    .toSorted((a, b) => compareNames(a.value, b.value))
}

interface Entry {
  readonly name: string
  readonly type: 'file' | 'directory' | 'link' | 'other'
}

function toCandidate(
  { name, type }: Entry,
  directory: string,
  prefix: string,
  shell: Shell,
  options: PathOptions,
): Candidate[] {
  const path = `${directory}/${name}`
  const isDirectory =
    type === 'directory' || (type === 'link' && shell.host.stat(path, true)?.type === 'directory')
  const value = prefix + name
  if (isDirectory)
    return [{ value: `${value}/`, display: `${name}/`, kind: 'directory', suffix: '', description: '' }]
  if (options.directoriesOnly === true || options.accepts?.(name) === false) return []
  if (options.executablesOnly === true && !shell.host.access(path, 'x')) return []
  return [{ value, display: name, kind: 'file', description: '' }]
}

/** By code units: quick, and the same for everybody. */
function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The text of a part of a word with its `~` and `$NAME`; undefined where a variable is not set. */
function expanded(word: TypedWord, from: number, to: number, shell: Shell): string | undefined {
  let text = ''
  for (let at = from; at < to; at++) {
    const rest = word.value.slice(at, to)
    if (!word.active.has(at)) {
      text += word.value[at] as string
      continue
    }
    const found = at === from && rest.startsWith('~') ? home(rest, shell) : variable(rest, shell)
    if (found === undefined) return undefined
    text += found.text
    at += found.length - 1
  }
  return text
}

function home(text: string, { host, variables }: Shell) {
  const user = /^~([^/]*)/.exec(text)?.[1] ?? ''
  const directory =
    user === '' ? (variables.get('HOME') ?? host.homeDirectory(undefined)) : host.homeDirectory(user)
  return directory === undefined ? undefined : { text: directory, length: user.length + 1 }
}

function variable(text: string, { variables }: Shell) {
  const found = /^\$(?:(\w+)|\{(\w+)\})/.exec(text)
  if (found === null) return { text: text[0] as string, length: 1 }
  const value = variables.get(found[1] ?? found[2] ?? '')
  return value === undefined ? undefined : { text: value, length: found[0].length }
}
