import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { makeSource, showDiagnostic, type Diagnostic, type Source, type Span } from '../diag/index.ts'
import { absolutePaths, composeModule, type ModuleText } from '../lang/typescript/index.ts'
import type { ProcessHost } from '../os/index.ts'
import { doorSpans } from '../shell/index.ts'
import { cacheFolder } from '../store/index.ts'
import { decodeBytes } from '../value/index.ts'
import { languageOfFile } from './language-of-file.ts'
import { parseSpecifier } from './packages/specifier.ts'
import { PackageStore, readLock } from './packages/store.ts'

/** The part of TypeScript's own interface that is used. */
interface Checker {
  readonly API: new (options: { cwd: string; fs: object }) => {
    updateSnapshot(params: { openProjects: string[] }): {
      getProject(config: string): { readonly program: Program } | undefined
    }
    close(): void
    /** Its process, where this version keeps it. */
    readonly client?: { readonly channel?: { readonly child?: { kill(signal: string): boolean } } }
  }
}

interface Program {
  getSourceFileNames(): readonly string[]
  getProgramDiagnostics(): readonly Found[]
  getSyntacticDiagnostics(file?: string): readonly Found[]
  getSemanticDiagnostics(file?: string): readonly Found[]
}

interface Found {
  readonly fileName?: string
  readonly pos: number
  readonly end: number
  readonly code: number
  readonly category: number
  readonly text: string
  readonly messageChain?: readonly Found[]
}

const errorCategory = 1

export interface CheckedTypes {
  readonly errors: number
  /** The diagnostics as a person reads them. */
  readonly text: string
}

/**
 * Checks the types of scripts with TypeScript's own checker: `.ts` as it stands, `.tsh` with its commands as calls. The
 * positions are those of the user's files. Throws where there is no checker.
 */
export async function checkTypes(host: ProcessHost, files: readonly string[]): Promise<CheckedTypes> {
  const cwd = host.cwd()
  const paths = files.map(file => resolve(cwd, file))
  const scripts = new Scripts()
  const roots = paths.map((path, i) => rootOf(path, files[i] ?? path, scripts))
  const checker = await loadChecker(paths[0] ?? cwd)
  const config = join(cwd, 'nacre.check.tsconfig.json')
  const globals = join(cwd, 'nacre.check.d.ts')
  const packages = packagePaths(paths, cacheFolder(host.environment()))
  const own = new Map([
    [config, JSON.stringify(configuration(cwd, [...roots, globals], packages))],
    [globals, globalTypes],
  ])
  const api = new checker.API({
    cwd,
    fs: {
      readFile: (name: string) => own.get(name) ?? scripts.of(name)?.module.text,
      fileExists: (name: string) => (own.has(name) || scripts.of(name) !== undefined ? true : undefined),
    },
  })
  try {
    const program = api.updateSnapshot({ openProjects: [config] }).getProject(config)?.program
    if (program === undefined) throw new Error('the checker made no project of the script')
    return report(program, scripts, cwd)
  } finally {
    // Left to end by itself it complains on our standard error that nobody asks any more.
    if (api.client?.channel?.child?.kill('SIGKILL') !== true) api.close()
  }
}

/** The name under which the checker asks for a file. Throws where it has no types to check. */
function rootOf(path: string, shown: string, scripts: Scripts): string {
  if (/\.(?:[cm]?ts|tsx)$/.test(path)) {
    if (!existsSync(path)) throw new Error(`${shown}: No such file or directory`)
    return path
  }
  if (languageOfFile(path, textOf(path, shown)) !== 'both')
    throw new Error(`${shown}: types are checked in .ts, .mts, .cts, .tsx and .tsh files`)
  scripts.add(path)
  return `${path}.tsx`
}

function textOf(path: string, shown: string): string {
  try {
    return decodeBytes(readFileSync(path))
  } catch (error) {
    throw new Error(`${shown}: ${existsSync(path) ? (error as Error).message : 'No such file or directory'}`)
  }
}

/** The project's TypeScript if it is new enough, else the one that came with nacre. */
async function loadChecker(path: string): Promise<Checker> {
  for (const from of [pathToFileURL(path).href, import.meta.url]) {
    try {
      const address = createRequire(from).resolve('typescript/unstable/sync')
      return (await import(pathToFileURL(address).href)) as Checker
    } catch {
      // Not here, or one without this interface.
    }
  }
  throw new Error('--check needs the package typescript, version 7 or newer: npm install typescript')
}

// ---------------------------------------------------------------- what the checker reads

/** A script of both grammars as the checker reads it. */
interface Script {
  readonly source: Source
  readonly module: ModuleText
  /** Where its commands' expressions stand. */
  readonly doors: readonly Span[]
}

/** Scripts of both grammars by the names under which the checker asks for them. */
class Scripts {
  readonly #known = new Map<string, Script | undefined>()
  readonly #named = new Set<string>()

  /** A file of both grammars that its name does not tell. */
  add(path: string): void {
    this.#named.add(path)
  }

  of(name: string): Script | undefined {
    if (!name.endsWith('.tsx')) return undefined
    if (!this.#known.has(name)) this.#known.set(name, compose(name, this.#named))
    return this.#known.get(name)
  }
}

/** `lib.tsh.tsx`, and `lib.tsx` where there is only a `lib.tsh`. */
function compose(name: string, named: ReadonlySet<string>): Script | undefined {
  const bare = name.slice(0, -'.tsx'.length)
  const path = bare.endsWith('.tsh') || named.has(bare) ? bare : existsSync(name) ? undefined : `${bare}.tsh`
  if (path === undefined || !existsSync(path)) return undefined
  const source = makeSource(path, decodeBytes(readFileSync(path)))
  const doors: Span[] = []
  const expressions: typeof doorSpans = (...place) => {
    const found = doorSpans(...place)
    doors.push(...found)
    return found
  }
  const module = composeModule(source, {
    runtime: '__nacre',
    hostNames: new Set(Object.getOwnPropertyNames(globalThis)),
    host: { expressions },
    register: () => 0,
    isScript: true,
    marksExits: true,
  })
  return { source, module: { ...module, text: `${module.text}\nexport {}\n` }, doors }
}

/** What commands become, and the names that a script has without an import. */
const globalTypes = `
import 'nacre/globals'
/** The value of an \`@(expr)\`: a word, or a stage of a pipeline, whose input is what the one before it gives. */
type Door = ((input: any) => unknown) | string | number | bigint | boolean | symbol | object | null | undefined | void
declare global {
  /** The exit status of the last command. */
  var status: number
  /** What was typed before. */
  var history: typeof import('nacre').history
  var __nacre: {
    run(id: number, names: object, doors: Record<number, () => Door | Promise<Door>>): Promise<unknown>
    capture(id: number, names: object, doors: Record<number, () => Door | Promise<Door>>): Promise<string>
    variables: Record<string, string | undefined>
  }
}
`

/** Where the packages of the scripts' `npm:` imports are cached; those that are not have no types. */
function packagePaths(scripts: readonly string[], cache: string): Record<string, readonly string[]> {
  const store = new PackageStore(cache)
  const paths: Record<string, readonly string[]> = {}
  for (const script of scripts)
    for (const [, specifier = ''] of textOf(script, script).matchAll(/['"](npm:[^'"\s]+)['"]/g)) {
      const wanted = parseSpecifier(specifier)
      if (wanted === undefined) continue
      const found = store.find(wanted, readLock(script)[`npm:${wanted.name}@${wanted.range}`])
      if (found !== undefined)
        paths[specifier] = [join(found.folder, 'node_modules', `${wanted.name}${wanted.subpath}`)]
    }
  return paths
}

/** The project's own settings, and what every script of nacre's has. */
function configuration(
  cwd: string,
  files: readonly string[],
  packages: Readonly<Record<string, readonly string[]>>,
): object {
  const project = findUp(cwd, 'tsconfig.json')
  const types = fileURLToPath(new URL('../dist/types/', import.meta.url.replace(/\/src\/script\//, '/dist/')))
  const modules = dirname(dirname(createRequire(import.meta.url).resolve('zx/package.json')))
  return {
    ...(project === undefined ? {} : { extends: project }),
    compilerOptions: {
      target: 'esnext',
      lib: ['esnext'],
      ...(project === undefined ? { strict: true } : {}),
      module: 'esnext',
      moduleResolution: 'bundler',
      moduleDetection: 'force',
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      jsx: 'react-jsx',
      noEmit: true,
      composite: false,
      incremental: false,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(cwd, 'node_modules/@types'), join(modules, '@types')],
      paths: {
        nacre: [`${types}index.d.ts`],
        'nacre/globals': [`${types}globals.d.ts`],
        'nacre/config': [`${types}config.d.ts`],
        zx: [join(modules, 'zx/build/index.d.ts')],
        'zx/globals': [join(modules, 'zx/build/globals.d.ts')],
        'zx/core': [join(modules, 'zx/build/core.d.ts')],
        ...(project === undefined ? {} : absolutePaths(project)),
        ...packages,
      },
    },
    files,
    include: [],
  }
}

function findUp(from: string, name: string): string | undefined {
  const path = join(from, name)
  if (existsSync(path)) return path
  return dirname(from) === from ? undefined : findUp(dirname(from), name)
}

// ---------------------------------------------------------------- what it found

function report(program: Program, scripts: Scripts, cwd: string): CheckedTypes {
  const names = program
    .getSourceFileNames()
    .filter(name => !name.includes('/node_modules/') && !name.endsWith('.d.ts'))
  const texts: string[] = []
  for (const name of names) {
    const script = scripts.of(name)
    const path = script?.source.name ?? name
    const source = makeSource(relative(cwd, path), script?.source.text ?? readText(path))
    const syntax = script?.module.diagnostics ?? []
    const found = [...program.getSyntacticDiagnostics(name), ...program.getSemanticDiagnostics(name)]
      .filter(({ category }) => category === errorCategory)
      .map(one => ({ code: one.code, ...inSource(one, script?.module) }))
      .filter(({ code, span }) => !(isImplicitAny(code) && isWithin(script?.doors ?? [], span)))
    // What is no script at all has no types either.
    for (const one of syntax.length > 0 ? syntax : found) texts.push(showDiagnostic(source, one))
  }
  for (const one of program.getProgramDiagnostics())
    if (one.category === errorCategory) texts.push(`${messageOf(one)}\n`)
  const distinct = [...new Set(texts)]
  return { errors: distinct.length, text: distinct.join('') }
}

/** What a stage's functions get, nobody can know who does not run the stage before it. */
function isImplicitAny(code: number): boolean {
  return code === 7006 || code === 7031
}

function isWithin(spans: readonly Span[], { start, end }: Span): boolean {
  return spans.some(span => span.start <= start && end <= span.end)
}

function readText(path: string): string {
  return decodeBytes(readFileSync(path))
}

function inSource({ pos: start, end, ...found }: Found, script: ModuleText | undefined): Diagnostic {
  return {
    message: `TS${found.code}: ${messageOf(found)}`,
    span: script === undefined ? { start, end } : script.originalSpan({ start, end }),
  }
}

function messageOf({ text, messageChain = [] }: Pick<Found, 'text' | 'messageChain'>): string {
  const own = text.replace(/__nacre\.variables\.(?=\w)/g, '$$')
  return [own, ...messageChain.map(one => `  ${messageOf(one)}`)].join('\n')
}
