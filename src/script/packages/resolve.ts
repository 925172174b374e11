import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PackageQuestion } from './question.ts'
import { parseSpecifier } from './specifier.ts'
import { PackageStore, readLock, writeLock, type InstallOptions, type LockEntry } from './store.ts'

export interface PackagePolicy extends InstallOptions {
  /** What is not cached is fetched. */
  readonly install: boolean
  /** Else this is asked, at a prompt. */
  readonly ask?: PackageQuestion | undefined
  /** The script that is run: its lock names versions. */
  readonly script?: string | undefined
}

/** What an `npm:` import stands for: the package, seen from the folder that holds it. */
export interface ResolvedPackage {
  readonly specifier: string
  readonly parentURL: string
}

/** Finds the packages of `npm:` imports in the cache below `cache`. Throws where one is not there and may not be fetched. */
export function resolvePackage(specifier: string, cache: string, policy: PackagePolicy): ResolvedPackage {
  const wanted = parseSpecifier(specifier)
  if (wanted === undefined) throw new Error(`${specifier}: not a package (npm:name@range)`)
  const store = new PackageStore(cache)
  const key = `npm:${wanted.name}@${wanted.range}`
  const locked = readLock(policy.script)[key]
  const cached = policy.install && store.isSpoilt(wanted, locked) ? undefined : store.find(wanted, locked)
  if (cached === undefined && !policy.install && policy.ask?.(key) !== true)
    throw new Error(`${key} is not installed\n${howTo(key, policy)}`)
  const found = cached ?? store.install(wanted, locked, policy)
  if (policy.script !== undefined && locked === undefined) tryLock(policy.script, key, found)
  return {
    specifier: `${wanted.name}${wanted.subpath}`,
    parentURL: pathToFileURL(join(found.folder, '[nacre]')).href,
  }
}

function howTo(key: string, { script }: PackagePolicy): string {
  const run = script === undefined ? '' : `  nacre --install ${script}   (or)\n`
  return `${run}  nacre add ${key}`
}

/** A script in a folder that cannot be written runs without a lock. */
function tryLock(script: string, key: string, { version, integrity }: LockEntry): void {
  try {
    writeLock(script, key, { version, ...(integrity === undefined ? {} : { integrity }) })
  } catch {
    // It is as if nobody had asked for the lock.
  }
}

/** `nacre add npm:name@range …`: fetches packages into the cache; gives a line about each. */
export function addPackages(specifiers: readonly string[], cache: string, options: InstallOptions): string[] {
  const store = new PackageStore(cache)
  return specifiers.map(specifier => {
    const wanted = parseSpecifier(specifier)
    if (wanted === undefined) throw new Error(`${specifier}: not a package (npm:name@range)`)
    const { name, version } = store.install(wanted, undefined, options)
    return `added ${name}@${version}`
  })
}
