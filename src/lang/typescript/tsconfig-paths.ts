import { existsSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as library from 'get-tsconfig'

/** What a project's configuration makes of a specifier: absolute paths, most wanted first. */
type Matcher = (specifier: string) => readonly string[]

interface Known {
  readonly path: string
  readonly changed: number
  readonly match: Matcher | undefined
}

const require = createRequire(import.meta.url)

/**
 * `paths` and `baseUrl` of the `tsconfig.json` above an importing file, those it extends included (TypeScript's manual,
 * Modules: Theory, path mapping). A file that was edited is read anew.
 */
export class TsconfigPaths {
  readonly #known = new Map<string, Known>()

  /** Where the specifier may lie, without extensions tried. Throws where the configuration cannot be read. */
  candidates(specifier: string, parentURL: string | undefined): readonly string[] {
    if (parentURL?.startsWith('file:') !== true || !isBare(specifier)) return []
    const path = configAbove(dirname(fileURLToPath(parentURL.replace(/\?.*$/, ''))))
    return path === undefined ? [] : (this.#matcher(path)?.(specifier) ?? [])
  }

  #matcher(path: string): Matcher | undefined {
    const changed = statSync(path).mtimeMs
    let known = this.#known.get(path)
    if (known?.changed !== changed)
      this.#known.set(path, (known = { path, changed, match: read(path).match }))
    return known.match
  }
}

/** The `paths` of a configuration as they are written, each with the absolute paths that it stands for. */
export function absolutePaths(path: string): Readonly<Record<string, readonly string[]>> {
  const { match, patterns } = read(path)
  return Object.fromEntries(patterns.map(pattern => [pattern, match?.(pattern) ?? []]))
}

function read(path: string): { readonly match: Matcher | undefined; readonly patterns: readonly string[] } {
  const { createPathsMatcher, parseTsconfig } = require('get-tsconfig') as typeof library
  try {
    const config = parseTsconfig(path)
    return {
      match: createPathsMatcher({ path, config }) ?? undefined,
      patterns: Object.keys(config.compilerOptions?.paths ?? {}),
    }
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** A name that only a package, or a configuration, gives a place. */
function isBare(specifier: string): boolean {
  return !/^(?:\.{0,2}\/|\.{1,2}$|\w+:)/.test(specifier) && !isBuiltin(specifier)
}

function configAbove(folder: string): string | undefined {
  for (;;) {
    const path = join(folder, 'tsconfig.json')
    if (existsSync(path)) return path
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
}
