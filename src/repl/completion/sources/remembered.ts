import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, makeFolder } from '../../../store/index.ts'
import type { CompletionHost } from '../host.ts'

/** Changes with what is kept, so that older files are not read. */
const layout = 3

/** What a program said of itself, kept until it is another one: to render a page takes a tenth of a second. */
export async function remembered<T>(
  what: string,
  program: string,
  host: CompletionHost,
  make: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const key = `${layout} ${fingerprint(program, host)}`
  const folder = join(cacheFolder(foldersOf(host.shell)), 'completion')
  const file = join(folder, `${encodeURIComponent(`${what} ${program}`)}.json`)
  const known = await readEntry<T>(file)
  if (known?.key === key) return known.value
  if (host.isQuiet === true) return undefined
  const value = await make()
  if (value !== undefined) await keep(folder, file, JSON.stringify({ key, value }))
  return value
}

interface Entry<T> {
  /** What it was read from; of another one it says nothing. */
  readonly key: string
  readonly value: T
}

async function readEntry<T>(file: string): Promise<Entry<T> | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Entry<T>
  } catch {
    return undefined
  }
}

/** What changes when the program is another one. */
function fingerprint(program: string, { shell }: CompletionHost): string {
  const found = shell.resolve(program).find(one => one.type === 'file')
  if (found?.type !== 'file') return ''
  const stat = shell.host.stat(found.path, true)
  return `${found.path} ${stat?.size} ${stat?.mtimeNs}`
}

function foldersOf({ variables }: CompletionHost['shell']): Map<string, string> {
  return new Map(
    ['XDG_CACHE_HOME', 'HOME', 'LOCALAPPDATA'].flatMap(name => {
      const value = variables.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

async function keep(folder: string, file: string, text: string): Promise<void> {
  try {
    makeFolder(folder)
    const draft = `${file}.${Date.now()}`
    await writeFile(draft, text)
    await rename(draft, file)
  } catch {
    // A cache that cannot be written costs time, nothing else.
  }
}
