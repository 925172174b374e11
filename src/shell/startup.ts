import type { ProcessHost } from '../os/index.ts'
import { configFolder } from '../store/index.ts'

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
  readonly rc?: string
}

/** The files a shell reads before its first command, in order; only those that exist. */
export function startupFiles(host: ProcessHost, environment: ReadonlyMap<string, string>, options: StartupOptions): StartupFile[] {
  const home = environment.get('HOME') ?? host.homeDirectory(undefined) ?? '/'
  // A login shell takes over what sh and bash read, so that PATH is as the machine's owner set it.
  const profile = options.login ? ['/etc/profile', `${home}/.profile`] : []
  return [...profile, ...rcFiles(host, environment, options)]
    .filter(path => host.stat(path, true)?.type === 'file')
    .map(path => ({ path, language: languageOf(path) }))
}

function rcFiles(host: ProcessHost, environment: ReadonlyMap<string, string>, options: StartupOptions): string[] {
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
