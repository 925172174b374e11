import { resolve } from 'node:path'
import { makeSource, type Source } from '../diag/index.ts'
import type { Outcome } from '../lang/eval/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { configFolder } from '../store/index.ts'
import { decodeBytes } from '../value/index.ts'
import { clearConfig } from './apply-config.ts'
import type { Arguments } from './arguments.ts'
import type { Nacre } from './nacre.ts'
import { disownProfilePrompt } from './prompt.ts'

/** A start-up file and how it is read. */
export interface StartupFile {
  readonly path: string
  /** `commands`: profile files, which are sh's; `both`: `.tsh`; `module`: `.ts`. */
  readonly language: 'commands' | 'both' | 'module'
  /** One of a login's, which all shells read. */
  readonly isProfile: boolean
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
    .map(path => ({ path, language: languageOf(path), isProfile: profile.includes(path) }))
}

/** The person's own, whether they are there or not. */
function rcFiles(
  host: ProcessHost,
  environment: ReadonlyMap<string, string>,
  options: StartupOptions,
): string[] {
  if (options.norc || !options.interactive) return []
  if (options.rc !== undefined) return [resolve(host.cwd(), options.rc)]
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

/** Runs the reading of one file; the prompt's lets Ctrl-C end it. */
export type Guard = <T>(run: () => Promise<T>) => Promise<T>

const unguarded: Guard = run => run()

/**
 * Reads the start-up files. An error in one is told and the next is read: nobody is locked out of the shell. Gives the
 * status to leave with if one of them says `exit`.
 */
export async function runStartup(
  nacre: Nacre,
  args: Arguments,
  guard = unguarded,
): Promise<number | undefined> {
  const { host, session } = nacre
  return await runFiles(
    nacre,
    startupFiles(host, host.environment(), { ...args, interactive: session.interactive }),
    guard,
  )
}

/** Reads those of nacre again, as if nothing had been set; a profile is read once a login. */
export async function rereadStartup(nacre: Nacre, args: Arguments, guard: Guard): Promise<void> {
  const { host, shell } = nacre
  clearConfig(shell)
  const options = { ...args, interactive: true, noprofile: true }
  await runFiles(nacre, startupFiles(host, host.environment(), options), guard)
}

async function runFiles(
  nacre: Nacre,
  files: readonly StartupFile[],
  guard: Guard,
): Promise<number | undefined> {
  for (const file of files) {
    const prompt = nacre.shell.variables.get('PS1')
    const outcome = await guard(async () => await runFile(nacre, file))
    if (file.isProfile) disownProfilePrompt(nacre, prompt)
    if (typeof outcome === 'number' || outcome.type !== 'exit') continue
    if (mayLeave(nacre, file, outcome.status)) return outcome.status
    const { path } = file
    nacre.shell.complain(
      `${path}: ended with status ${outcome.status}; the shell goes on without the rest of it`,
    )
  }
  return undefined
}

/**
 * `exit` in a profile is for all shells, and ends this one too. No person is locked out by what `set -e` calls a failure,
 * and by no file that is nacre's own.
 */
function mayLeave({ session, shell }: Nacre, { isProfile }: StartupFile, status: number): boolean {
  if (!session.interactive) return true
  return isProfile && !(shell.options.get('errexit') && status !== 0)
}

/** A file that cannot be read is told of like an error in it. */
async function runFile(nacre: Nacre, { path, language }: StartupFile): Promise<Outcome> {
  const { host, shell } = nacre
  let bytes: Uint8Array
  try {
    bytes = host.readFile(path)
  } catch (error) {
    shell.complain(`${path}: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
  return await runSource(nacre, makeSource(path, decodeBytes(bytes)), language)
}

/** As if it were sourced: `return` ends it, BASH_SOURCE and messages name it. */
async function runSource(nacre: Nacre, source: Source, language: StartupFile['language']): Promise<Outcome> {
  const { shell, typescript } = nacre
  const call = { name: 'source', source: source.name, line: 0, args: [] }
  if (language === 'commands') return await shell.run(source, { call })
  typescript.script = source.name
  try {
    const by = (): Promise<Outcome> => nacre.run(source, { show: false, onError: 'go-on' })
    return await shell.run(source, { call, by })
  } finally {
    typescript.script = undefined
  }
}
