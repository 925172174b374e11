import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { runTextSync } from '../../os/index.ts'
import { makeFolder } from '../../store/index.ts'
import type { PackageSpecifier } from './specifier.ts'

/** A package as it lies in the cache. */
export interface CachedPackage {
  readonly name: string
  readonly version: string
  /** What npm says of its content. */
  readonly integrity: string | undefined
  /** A folder whose `node_modules` holds it and all that it needs. */
  readonly folder: string
}

/** What a script wants: the range that it names, as the version that was found for it. */
export interface LockEntry {
  readonly version: string
  readonly integrity?: string | undefined
}

export interface InstallOptions {
  /** Packages may run their install scripts. */
  readonly allowScripts: boolean
}

/** Packages of `npm:` imports, each version in a folder of its own. Nothing is fetched but by `install`. */
export class PackageStore {
  readonly #root: string

  /** `cache`: nacre's folder of what can be lost. */
  constructor(cache: string) {
    this.#root = join(cache, 'packages')
  }

  /** The package as it is cached: the locked version, else what the range was last found to be. */
  find({ name, range }: PackageSpecifier, locked: LockEntry | undefined): CachedPackage | undefined {
    const cached = this.#cached(name, range, locked)
    if (cached === undefined || fits(cached, locked)) return cached
    throw new Error(
      `npm:${name}@${cached.version}: the cached package is not the one that the lock names\n` +
        '  nacre --install fetches it again',
    )
  }

  #cached(name: string, range: string, locked: LockEntry | undefined): CachedPackage | undefined {
    const version = locked?.version ?? this.#ranges(name)[range] ?? range
    const folder = this.#folder(name, version)
    if (!existsSync(join(folder, 'node_modules', name, 'package.json'))) return undefined
    return { name, version, integrity: integrityIn(folder, name), folder }
  }

  /** Whether a package is cached that is not the one that the lock names: it has to be fetched again. */
  isSpoilt({ name, range }: PackageSpecifier, locked: LockEntry | undefined): boolean {
    const cached = this.#cached(name, range, locked)
    return cached !== undefined && !fits(cached, locked)
  }

  /** Fetches a package with all that it needs, by npm. Throws with npm's own words. */
  install(wanted: PackageSpecifier, locked: LockEntry | undefined, options: InstallOptions): CachedPackage {
    const { name, range } = wanted
    const holder = join(this.#root, name)
    makeFolder(holder)
    const temporary = mkdtempSync(join(holder, '.new-'))
    try {
      writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n')
      runNpm(temporary, `${name}@${locked?.version ?? range}`, options)
      const { version } = readJson<{ version: string }>(join(temporary, 'node_modules', name, 'package.json'))
      const fetched = { name, version, integrity: integrityIn(temporary, name), folder: temporary }
      if (!fits(fetched, locked))
        throw new Error(
          `npm:${name}@${version}: what the registry gives is not the package that the lock names`,
        )
      putInPlace(temporary, this.#folder(name, version))
      if (locked === undefined) this.#remember(name, range, version)
    } catch (error) {
      rmSync(temporary, { recursive: true, force: true })
      throw error
    }
    const found = this.find(wanted, locked)
    if (found === undefined) throw new Error(`npm:${name}@${range}: npm installed no such package`)
    return found
  }

  #folder(name: string, version: string): string {
    return join(this.#root, name, version.replaceAll('/', '_'))
  }

  #ranges(name: string): Readonly<Record<string, string>> {
    const file = join(this.#root, name, 'ranges.json')
    return existsSync(file) ? readJson(file) : {}
  }

  #remember(name: string, range: string, version: string): void {
    const ranges = { ...this.#ranges(name), [range]: version }
    writeJson(join(this.#root, name, 'ranges.json'), ranges)
  }
}

function fits({ integrity }: CachedPackage, locked: LockEntry | undefined): boolean {
  return locked?.integrity === undefined || integrity === locked.integrity
}

/** Two may fetch the same at once, and a script may run with what lies there: that is moved aside, not emptied in place. */
function putInPlace(fetched: string, folder: string): void {
  const aside = `${fetched}.old`
  for (let tries = 5; ; tries--) {
    try {
      if (existsSync(folder)) renameSync(folder, aside)
      renameSync(fetched, folder)
      break
    } catch (error) {
      // Somebody else was faster, in between.
      if (tries === 0) throw error
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
  }
}

// npm's own waits, a minute in all, are longer than anybody looks at a script that does nothing.
const patience = ['--fetch-retry-mintimeout=500', '--fetch-retry-maxtimeout=2000']

/** What the system says where there is no network, or none to the registry. */
const unreachable = /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/

function runNpm(folder: string, what: string, { allowScripts }: InstallOptions): void {
  const flags = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--omit=dev', ...patience]
  const scripts = allowScripts ? [] : ['--ignore-scripts']
  const { status, stderr, error } = runTextSync(['npm', 'install', ...flags, ...scripts, what], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (error !== undefined) throw new Error(`npm:${what} cannot be installed: ${whyNoNpm(error)}`)
  if (status === 0) return
  const said = String(stderr).match(
    /^npm error (?!(?:code|errno|syscall|address|port|type|A complete log) )(.+)$/m,
  )?.[1]
  const hint = unreachable.test(String(stderr))
    ? '\n  no network to the registry; what is in the cache needs none'
    : ''
  throw new Error(
    `npm:${what} cannot be installed: ${said ?? `npm ended with ${status ?? 'a signal'}`}${hint}`,
  )
}

function whyNoNpm(error: Error): string {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
    ? 'npm, which fetches packages, is not in PATH'
    : `npm cannot be run: ${error.message}`
}

function integrityIn(folder: string, name: string): string | undefined {
  const file = join(folder, 'package-lock.json')
  if (!existsSync(file)) return undefined
  const lock = readJson<{ packages?: Record<string, { integrity?: string }> }>(file)
  return lock.packages?.[`node_modules/${name}`]?.integrity
}

// ---------------------------------------------------------------- the lock of a script

interface Lock {
  readonly version: 1
  readonly packages: Readonly<Record<string, LockEntry>>
}

/** `deploy.ts.lock`, beside `deploy.ts`. */
export function lockFileOf(script: string): string {
  return `${script}.lock`
}

/** The versions that a script's lock names, by specifier; none where there is no lock. Throws for what is no lock. */
export function readLock(script: string | undefined): Readonly<Record<string, LockEntry>> {
  if (script === undefined || !existsSync(lockFileOf(script))) return {}
  const file = lockFileOf(script)
  try {
    const { packages } = readJson<Partial<Lock>>(file)
    if (packages === undefined) throw new Error('no packages in it')
    return packages
  } catch (error) {
    // What it named must not be forgotten silently: it would be written anew with other versions.
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${file}: not a lock of nacre's: ${why}\n  mend it, or remove it to lock what is found now`,
    )
  }
}

/** Adds a version to a script's lock. */
export function writeLock(script: string, key: string, entry: LockEntry): void {
  const packages = { ...readLock(script), [key]: entry }
  const sorted = Object.fromEntries(Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  writeJson(lockFileOf(script), { version: 1, packages: sorted } satisfies Lock)
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}

function writeJson(file: string, value: unknown): void {
  makeFolder(dirname(file))
  writeFileSync(file, `${JSON.stringify(value, undefined, 2)}\n`)
}
