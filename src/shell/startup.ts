import { makeSource } from '../diag/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { configFolder } from '../store/index.ts'
import { decodeBytes } from '../value/index.ts'
import type { Arguments } from './arguments.ts'
import type { Nacre } from './nacre.ts'

/** A start-up file and how it is read. */
export interface StartupFile {
  readonly path: string
  /** `commands`: profile files, which are sh's; `both`: `.tsh`; `module`: `.ts`. */
  readonly language: 'commands' | 'both' | 'module'
}

export interface StartupOptions {
  readonly login: boolean
  readonly interactive: boolean
  readonly norc: boolean
  readonly noprofile: boolean
  readonly rc?: string
}

/** The files a shell reads before its first command, in order; only those that exist. */
export function startupFiles(
  host: ProcessHost,
  environment: ReadonlyMap<string, string>,
  options: StartupOptions,
): StartupFile[] {
  const home = environment.get('HOME') ?? host.homeDirectory(undefined) ?? '/'
  // A login shell takes over what sh and bash read, so that PATH is as the machine's owner set it.
  const profile = options.login && !options.noprofile ? ['/etc/profile', `${home}/.profile`] : []
  return [...profile, ...rcFiles(host, environment, options)]
    .filter(path => host.stat(path, true)?.type === 'file')
    .map(path => ({ path, language: languageOf(path) }))
}

function rcFiles(
  host: ProcessHost,
  environment: ReadonlyMap<string, string>,
  options: StartupOptions,
): string[] {
  if (options.norc || !options.interactive) return []
  if (options.rc !== undefined) return [options.rc]
  const folder = configFolder(environment)
  const parts = host.readDirectory(`${folder}/rc.d`) ?? []
  return [
    `${folder}/rc.ts`,
    `${folder}/rc.tsh`,
    ...parts.map(entry => `${folder}/rc.d/${entry.name}`).toSorted(),
  ]
}

function languageOf(path: string): StartupFile['language'] {
  if (/\.(ts|mts|js|mjs|tsx)$/.test(path)) return 'module'
  return path.endsWith('.tsh') ? 'both' : 'commands'
}

/**
 * Reads the start-up files. An error in one is told and the next is read: nobody is locked out of the shell. Gives the
 * status to leave with if one of them says `exit`.
 */
export async function runStartup(nacre: Nacre, args: Arguments): Promise<number | undefined> {
  const { host, shell } = nacre
  const files = startupFiles(host, host.environment(), { ...args, interactive: nacre.session.interactive })
  for (const { path, language } of files) {
    const source = makeSource(path, decodeBytes(host.readFile(path)))
    const outcome =
      language === 'commands'
        ? await shell.run(source)
        : await nacre.run(source, { show: false, onError: 'go-on' })
    if (typeof outcome !== 'number' && outcome.type === 'exit' && language === 'commands')
      return outcome.status
  }
  return undefined
}
