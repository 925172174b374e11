import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { fromOptionValue } from '../sources/option-values.ts'
import { optionsOf } from '../sources/options.ts'
import { completePaths } from '../sources/paths.ts'

const isArchive = (name: string) => /\.(?:tar|tgz|tbz2?|txz|tzst|tar\.\w+)$/.test(name)

/** tar: options and what they take, archives behind `f`, what is in the archive behind that, files else. */
export async function tar(request: ArgumentRequest): Promise<readonly Candidate[]> {
  const { words, word, host, signal } = request
  const mode = modeOf(words)
  if (/^(?:-?[A-Za-z]*f|--file)$/.test(words.at(-1) ?? '') && words.length > 1) return archives(mode, request)
  const value = await fromOptionValue(request)
  if (value !== undefined) return value
  if (word.value.startsWith('-')) return await optionsOf('tar', host, signal)
  const archive = mode === 'c' ? undefined : archiveIn(words)
  const inside = archive === undefined ? [] : await members(archive, request)
  return inside.length > 0 ? inside : completePaths(word, host.shell)
}

/** Whether it creates, extracts or lists. */
function modeOf(words: readonly string[]): string | undefined {
  const [, first = ''] = words
  const letters =
    words.filter((one, at) => at > 0 && /^-[A-Za-z]/.test(one)).join('') + first.replace(/^-.*/, '')
  const long = /^--(?:(c)reate|e(x)tract|(x)get|lis(t))$/
  return (
    /[cxtru]/.exec(letters)?.[0] ?? words.map(one => long.exec(one)?.slice(1).find(Boolean)).find(Boolean)
  )
}

function archives(mode: string | undefined, { word, host }: ArgumentRequest): readonly Candidate[] {
  const found = completePaths(word, host.shell, { accepts: isArchive })
  return mode !== 'c' && found.some(one => one.kind === 'file') ? found : completePaths(word, host.shell)
}

function archiveIn(words: readonly string[]): string | undefined {
  const at = words.findIndex((one, index) => index > 0 && /^(?:-?[A-Za-z]*f|--file)$/.test(one))
  return at === -1 ? words.find(one => one.startsWith('--file='))?.slice('--file='.length) : words[at + 1]
}

/** Archives larger than this are not read for their names. */
const largest = 64 * 1024 * 1024

/** What an archive on this machine holds, the next part of each path only. */
async function members(archive: string, { word, host, signal }: ArgumentRequest): Promise<Candidate[]> {
  const { shell } = host
  const stat = shell.host.stat(shell.resolvePath(archive), true)
  if (stat?.type !== 'file' || stat.size > largest) return []
  const listed = await host.output(['tar', '--force-local', '-tf', archive], signal)
  const written = word.value.slice(0, word.value.lastIndexOf('/') + 1)
  const found = new Map<string, Candidate>()
  for (const path of listed.split('\n')) {
    if (path === '' || !path.startsWith(written)) continue
    const [name = '', ...deeper] = path.slice(written.length).split('/')
    const value = `${written}${name}${deeper.length > 0 ? '/' : ''}`
    if (name === '') continue
    const display = value.slice(written.length)
    found.set(
      value,
      deeper.length > 0
        ? { value, display, kind: 'directory', suffix: '' }
        : { value, display, kind: 'file' },
    )
  }
  return [...found.values()]
}
