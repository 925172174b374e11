import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { TypedWord } from '../typed-word.ts'
import { hasCharacters } from '../rank.ts'
import { entriesOf, type Entry } from './listing.ts'

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
  const values = entriesOf(real, shell.host)
    .filter(agreesWith(typed))
    .map(entry => valueOf(entry, `${real}/${entry.name}`, prefix, shell, options))
    .filter(value => value !== undefined)
  // By code units: quick, and the same for everybody.
  return values.toSorted().map(value => toCandidate(value, prefix.length))
}

/** Looked at before anything is made of them: of ten thousand files few agree. */
function agreesWith(typed: string): (entry: Entry) => boolean {
  const wanted = typed.toLowerCase()
  const showsHidden = typed.startsWith('.')
  return ({ name }) =>
    (showsHidden || !name.startsWith('.')) && (wanted === '' || hasCharacters(name.toLowerCase(), wanted))
}

/** What an entry is inserted as, a directory with its `/`; undefined if it is not wanted. */
function valueOf(
  { name, type }: Entry,
  path: string,
  prefix: string,
  { host }: Shell,
  options: PathOptions,
): string | undefined {
  const isDirectory = type === 'directory' || (type === 'link' && host.stat(path, true)?.type === 'directory')
  if (isDirectory) return `${prefix}${name}/`
  if (options.directoriesOnly === true || options.accepts?.(name) === false) return undefined
  if (options.executablesOnly === true && !host.access(path, 'x')) return undefined
  return prefix + name
}

function toCandidate(value: string, prefixLength: number): Candidate {
  const display = value.slice(prefixLength)
  return display.endsWith('/')
    ? { value, display, kind: 'directory', suffix: '', description: '' }
    : { value, display, kind: 'file', description: '' }
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
