import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { cacheFolder } from '../../../store/index.ts'
import { stripStyles } from '../../layout/ansi.ts'
import type { Candidate } from '../candidate.ts'
import type { CompletionHost } from '../host.ts'
import { documentedOptions, optionCandidates, type DocumentedOption } from './manual.ts'
import { answersHelp } from './help-programs.ts'

/** Changes with what is kept of an option, so that older files are not read. */
const layout = 2

/** The options of a program from its manual page, or from `--help` where that is known to do nothing else. */
export async function optionsOf(
  program: string,
  host: CompletionHost,
  signal: AbortSignal,
  page = program,
): Promise<Candidate[]> {
  return optionCandidates(await documentedOptionsOf(program, host, signal, page))
}

/** The same, with what each of them takes. */
export async function documentedOptionsOf(
  program: string,
  host: CompletionHost,
  signal: AbortSignal,
  page = program,
): Promise<readonly DocumentedOption[]> {
  const name = program.slice(program.lastIndexOf('/') + 1)
  const path = host.shell.resolve(name).find(one => one.type === 'file')
  const key = `${layout}\n${page}\n${path?.type === 'file' ? fingerprint(path.path, host) : ''}`
  return await cached(key, host, () => readOptions(name, page, host, signal))
}

/** What changes when the program is another one. */
function fingerprint(path: string, { shell }: CompletionHost): string {
  const stat = shell.host.stat(path, true)
  return `${path} ${stat?.size} ${stat?.mtimeNs}`
}

async function readOptions(
  name: string,
  page: string,
  host: CompletionHost,
  signal: AbortSignal,
): Promise<DocumentedOption[] | undefined> {
  const manual = await host.output(['man', '--nh', '--nj', '-P', 'cat', '--', page], signal)
  const described = documentedOptions(plain(manual))
  if (described.length > 0 || page !== name || !answersHelp(name))
    return signal.aborted ? undefined : described
  const help = await host.output([name, '--help'], signal)
  return signal.aborted ? undefined : documentedOptions(plain(help))
}

/** Without the bold and underlined letters of a terminal's page (`x\bx`). */
function plain(text: string): string {
  return stripStyles(text).replace(/.\x08/g, '')
}

/** Rendering a page takes a tenth of a second: what it said is kept until the program changes. */
async function cached(
  key: string,
  { shell }: CompletionHost,
  make: () => Promise<DocumentedOption[] | undefined>,
): Promise<readonly DocumentedOption[]> {
  const folder = join(cacheFolder(foldersOf(shell)), 'options')
  const file = join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 24)}.json`)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as DocumentedOption[]
  } catch {
    const options = await make()
    if (options !== undefined) await keep(folder, file, options)
    return options ?? []
  }
}

function foldersOf({ variables }: CompletionHost['shell']): Map<string, string> {
  return new Map(
    ['XDG_CACHE_HOME', 'HOME', 'LOCALAPPDATA'].flatMap(name => {
      const value = variables.get(name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

async function keep(folder: string, file: string, options: readonly DocumentedOption[]): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const draft = `${file}.${Date.now()}`
    await writeFile(draft, JSON.stringify(options))
    await rename(draft, file)
  } catch {
    // A cache that cannot be written costs time, nothing else.
  }
}
