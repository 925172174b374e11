import { existsSync, readFileSync, statSync } from 'node:fs'
import { Module, registerHooks, type ModuleHooks } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { makeSource } from '../../diag/index.ts'
import type { Place, Stacks } from './stack.ts'
import type { Locate } from './snippets.ts'
import { stripFile } from './strip.ts'
import { TsconfigPaths } from './tsconfig-paths.ts'
import { Versions } from './versions.ts'

export interface LoaderOptions {
  readonly stacks: Stacks
}

type ResolveContext = Parameters<NonNullable<Parameters<typeof registerHooks>[0]['resolve']>>[1]
type NextResolve = Parameters<NonNullable<Parameters<typeof registerHooks>[0]['resolve']>>[2]
type LoadContext = Parameters<NonNullable<Parameters<typeof registerHooks>[0]['load']>>[1]
type LoadResult = ReturnType<NonNullable<Parameters<typeof registerHooks>[0]['load']>>

const from = 'nacre-from:'

/**
 * TypeScript in Node's own module system: `.ts .mts .cts .tsx .jsx` are transformed (enums and JSX too), JSON needs no
 * attribute, relative imports may leave their extension out, and files that changed are imported anew.
 */
export class Loader {
  readonly #options: LoaderOptions
  readonly #versions = new Versions()
  readonly #paths = new TsconfigPaths()
  readonly #packages = new Map<string, () => string>()
  readonly #languages = new Map<string, Language>()
  readonly #schemes = new Map<string, Scheme>()
  readonly #hooks: ModuleHooks
  /** What a program begins with: its address as given, and as found. */
  #main: { readonly address: string; url: string | undefined } | undefined
  /** Node's own `import()`, whatever a bundler or test runner makes of the one written in a module. */
  readonly #import = nativeImport()

  constructor(options: LoaderOptions) {
    this.#options = options
    this.#hooks = registerHooks({
      resolve: (specifier, context, next) => this.#resolve(specifier, context, next),
      load: (url, context, next) => this.#asMain(url, this.#load(url, context) ?? next(url, context)),
    })
  }

  /** Imports as if from a module at `parent`, a file address that need not exist. */
  import(specifier: string, parent: string, options?: ImportCallOptions): Promise<object> {
    const address = `${from}${encodeURIComponent(parent)},${specifier}`
    return this.#import(address, options)
  }

  /** Imports the module that a program begins with: `import.meta.main` and `require.main` tell it so, as in Node. */
  importMain(address: string, parent: string): Promise<object> {
    this.#main = { address, url: undefined }
    return this.import(address, parent)
  }

  /** Names of packages that resolve to the shell's own modules (`zx`, `zx/globals`, `nacre`), each asked at its import. */
  addPackages(addresses: ReadonlyMap<string, () => string>): void {
    for (const [name, address] of addresses) this.#packages.set(name, address)
  }

  /** Specifiers that begin so (`npm:`) are resolved as another one, from another place. */
  addScheme(scheme: string, resolve: Scheme): void {
    this.#schemes.set(scheme, resolve)
  }

  /** Files with this extension become modules by `compile`. */
  addLanguage(extension: string, compile: Language): void {
    this.#languages.set(extension, compile)
  }

  close(): void {
    this.#hooks.deregister()
  }

  #resolve(specifier: string, context: ResolveContext, next: NextResolve) {
    const place = unpack(specifier, context)
    const own = this.#packages.get(place.specifier)
    if (own !== undefined) return { url: own(), shortCircuit: true }
    const scheme = this.#schemes.get(/^\w+:/.exec(place.specifier)?.[0] ?? '')
    if (scheme !== undefined) {
      const { specifier: name, parentURL } = scheme(place.specifier)
      return next(name, { ...place.context, parentURL })
    }
    const found = this.#find(place.specifier, place.context, next)
    const parent = place.context.parentURL?.replace(/\?changed=.*$/, '')
    if (parent !== undefined && isOwnFile(found.url) && isOwnFile(parent))
      this.#versions.imported(parent, found.url)
    const url = isOwnFile(found.url) ? this.#versions.address(found.url) : found.url
    if (this.#main?.address === place.specifier) this.#main.url ??= url
    return { ...found, url }
  }

  #find(specifier: string, context: ResolveContext, next: NextResolve) {
    try {
      return this.#findByConfig(specifier, context, next) ?? resolveTypeScript(specifier, context, next)
    } catch (error) {
      const place = placeOfImport(specifier, context.parentURL)
      if (place !== undefined && typeof error === 'object' && error !== null)
        this.#options.stacks.blame(error, place)
      throw error
    }
  }

  /** By the `paths` of the project that a file of the user's belongs to. */
  #findByConfig(specifier: string, context: ResolveContext, next: NextResolve) {
    if (context.parentURL === undefined || !isOwnFile(context.parentURL)) return undefined
    for (const path of this.#paths.candidates(specifier, context.parentURL)) {
      const found = fileFor(pathToFileURL(path))
      if (found !== undefined) return next(found, context)
    }
    return undefined
  }

  /** A module says itself whether it is the main one: Node means what it was started with, which is the shell. */
  #asMain(url: string, loaded: LoadResult): LoadResult {
    if (url !== this.#main?.url) return loaded
    const path = fileURLToPath(url.replace(/\?.*$/, ''))
    const code =
      loaded.source === undefined || loaded.source === null
        ? readFileSync(path, 'utf8')
        : textOf(loaded.source)
    const mark = mainMarks.find(
      ([format, word]) => loaded.format?.startsWith(format) === true && code.includes(word),
    )?.[2]
    if (mark === undefined) return loaded
    this.#options.stacks.shift([url, path], makeSource(path, code), mark.length)
    return { ...loaded, source: mark + code.replace(/^#!/, '//') }
  }

  #load(url: string, { conditions }: LoadContext): LoadResult | undefined {
    const path = url.startsWith('file:') ? fileURLToPath(url.replace(/\?changed=.*$/, '')) : ''
    // `require` reads JSON itself.
    if (path.endsWith('.json') && isOwnFile(url) && !conditions.includes('require')) return loadJson(path)
    const language = this.#languages.get(extname(path)) ?? (isTypeScript(path) ? stripFile : undefined)
    if (language === undefined) return undefined
    const text = readFileSync(path, 'utf8')
    const { code, locate } = language(path, text)
    this.#options.stacks.add(makeSource(path, text), locate, url)
    // CommonJS code knows its file by its path.
    this.#options.stacks.add(makeSource(path, text), locate, path)
    return { format: isCommonJs(path, code) ? 'commonjs' : 'module', source: code, shortCircuit: true }
  }
}

/** Where a file names what it imports; undefined where that is no text of it. */
function placeOfImport(specifier: string, parentURL: string | undefined): Place | undefined {
  if (parentURL?.startsWith('file:') !== true) return undefined
  const path = fileURLToPath(parentURL.replace(/\?.*$/, ''))
  if (!existsSync(path)) return undefined
  const text = readFileSync(path, 'utf8')
  const found = [`'${specifier}'`, `"${specifier}"`]
    .map(spelled => text.indexOf(spelled))
    .filter(at => at >= 0)
  return found.length === 0 ? undefined : { source: makeSource(path, text), offset: Math.min(...found) }
}

/** By format: what asks whether a module is the main one, and what makes it that. */
const mainMarks: readonly (readonly [format: string, word: string, mark: string])[] = [
  ['module', 'import.meta', 'import.meta.main=true;'],
  ['commonjs', '.main', 'process.mainModule=require.main=module;'],
]

function textOf(source: Exclude<LoadResult['source'], undefined | null>): string {
  return typeof source === 'string' ? source : Buffer.from(source as Uint8Array).toString()
}

/** What a specifier stands for, and the address of who would import that. Throws where it stands for nothing. */
export type Scheme = (specifier: string) => { readonly specifier: string; readonly parentURL: string }

/** Makes a file's text the code of a module. */
export type Language = (path: string, text: string) => { readonly code: string; readonly locate: Locate }

function isTypeScript(path: string): boolean {
  return /\.(?:[cm]?ts|tsx|jsx)$/.test(path)
}

type Import = (specifier: string, options?: ImportCallOptions) => Promise<object>

/** Node's own `import()`, made at run time: the one written in a module belongs to its bundler or test runner. */
function nativeImport(): Import {
  const path = fileURLToPath(import.meta.url)
  const made = new Module(path) as Module & { _compile(code: string, path: string): void }
  made._compile('module.exports = (specifier, options) => import(specifier, options)', path)
  return made.exports as Import
}

function unpack(specifier: string, context: ResolveContext) {
  if (!specifier.startsWith(from)) return { specifier, context }
  const comma = specifier.indexOf(',')
  const parentURL = decodeURIComponent(specifier.slice(from.length, comma))
  return { specifier: specifier.slice(comma + 1), context: { ...context, parentURL } }
}

/** Where the shell's own modules lie: they are never the user's. */
const shellFolder = new URL('./', import.meta.url).href.replace(/\/src\/lang\/typescript\/$/, '/src/')

/** Files outside packages: those the user edits. */
function isOwnFile(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(shellFolder)
}

const extensions = [
  '.ts',
  '.tsx',
  '.mts',
  '.js',
  '.mjs',
  '.tsh',
  '.json',
  '/index.ts',
  '/index.tsx',
  '/index.js',
]

/** As Node resolves; failing that `./x` as `./x.ts`, and `./x.js` as `./x.ts` (TypeScript's own spelling). */
function resolveTypeScript(specifier: string, context: ResolveContext, next: NextResolve) {
  try {
    return next(specifier, context)
  } catch (error) {
    // JSX needs React: where the project has none, it is the shell's own.
    if (/^(?:react|ink)(?:\/|$)/.test(specifier))
      return next(specifier, { ...context, parentURL: import.meta.url })
    if (!/^(?:\.{1,2}\/|\/|file:)/.test(specifier) || context.parentURL === undefined) throw error
    const found = fileFor(new URL(specifier, context.parentURL))
    if (found === undefined) throw error
    return next(found, context)
  }
}

/** The file that an address without its extension, with that of its JavaScript, or of a folder means. */
function fileFor(base: URL): string | undefined {
  const candidates = [
    base.href,
    ...extensions.map(extension => `${base.href}${extension}`),
    base.href.replace(/\.([cm]?)js(x?)$/, '.$1ts$2'),
  ]
  return candidates.find(url => statSync(fileURLToPath(url), { throwIfNoEntry: false })?.isFile() === true)
}

function loadJson(path: string): LoadResult {
  const text = readFileSync(path, 'utf8')
  JSON.parse(text)
  return { format: 'module', source: `export default ${text}`, shortCircuit: true }
}

function isCommonJs(path: string, code: string): boolean {
  if (path.endsWith('.cts')) return true
  if (
    path.endsWith('.mts') ||
    path.endsWith('.tsh') ||
    path.endsWith('.md') ||
    /^\s*(?:import|export)\b/m.test(code)
  )
    return false
  return /\b(?:module\.exports|exports\.\w|require\s*\()/.test(code) && !/\bawait\b/.test(code)
}
