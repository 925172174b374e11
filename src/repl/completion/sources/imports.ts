import { isBuiltin } from 'node:module'
import { exportedNames } from '../../../lang/typescript/index.ts'
import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import { named, type CompletionHost } from '../host.ts'
import { linesOf } from './system.ts'

/** How many modules that give on each other's names are read. */
const deepest = 3

/** What can be imported from a module, read off its text; only Node's own modules are loaded. */
export async function completeImport(module: string, host: CompletionHost): Promise<Candidate[]> {
  if (module === 'nacre')
    return (await host.globals())
      .filter(one => one.type === 'nacre')
      .map(({ name }) => ({ value: name, kind: 'member', suffix: '' }))
  const names = isBuiltin(module) ? builtinNames(module) : namesOf(module, host.shell.cwd, host.shell, 0)
  return named([...new Set(names)], 'member').map(one => ({ ...one, suffix: '' }))
}

function builtinNames(module: string): string[] {
  return Object.keys(process.getBuiltinModule(module) ?? {}).filter(name => name !== 'default')
}

function namesOf(module: string, folder: string, shell: Shell, depth: number): string[] {
  const file = resolved(module, folder, shell)
  if (file === undefined || depth > deepest) return []
  const { names, from } = exportedNames(linesOf(file, shell).join('\n'))
  const inner = file.slice(0, file.lastIndexOf('/'))
  return [...names, ...from.flatMap(one => namesOf(one, inner, shell, depth + 1))]
}

const endings = ['', '.ts', '.tsx', '.js', '.mjs', '.cjs', '/index.ts', '/index.js', '/index.mjs']

/** The file that an import names, near enough to how Node and its bundlers find it. */
function resolved(module: string, folder: string, shell: Shell): string | undefined {
  if (/^\.{0,2}\//.test(module)) return fileAt(module.startsWith('/') ? module : `${folder}/${module}`, shell)
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(module) ?? []
  for (let at = folder; ;) {
    const base = `${at}/node_modules/${name}`
    if (shell.host.stat(base, true)?.type === 'directory') return entryOf(base, rest, shell)
    if (at === '') return undefined
    at = at.slice(0, at.lastIndexOf('/'))
  }
}

function fileAt(path: string, shell: Shell): string | undefined {
  // TypeScript's sources are imported by the names of what is made of them.
  const paths = [path, path.replace(/\.([cm]?)js$/, '.$1ts')]
  return paths
    .flatMap(one => endings.map(ending => one + ending))
    .find(one => shell.host.stat(one, true)?.type === 'file')
}

interface Manifest {
  readonly exports?: unknown
  readonly module?: string
  readonly main?: string
  readonly types?: string
}

function entryOf(base: string, rest: string, shell: Shell): string | undefined {
  let manifest: Manifest = {}
  try {
    manifest = JSON.parse(linesOf(`${base}/package.json`, shell).join('\n')) as Manifest
  } catch {
    // A package without a manifest is a folder.
  }
  const target = fromExports(manifest.exports, `.${rest}`)
  const main = rest === '' ? (manifest.module ?? manifest.main ?? manifest.types ?? 'index') : rest
  return fileAt(`${base}/${target ?? main}`, shell)
}

/** `"exports": { ".": { "import": "./x.js" } }`. */
function fromExports(exports: unknown, path: string): string | undefined {
  if (typeof exports === 'string') return path === '.' ? exports : undefined
  if (typeof exports !== 'object' || exports === null) return undefined
  const table = exports as Readonly<Record<string, unknown>>
  const chosen = Object.keys(table).some(key => key.startsWith('.'))
    ? table[path]
    : path === '.'
      ? table
      : undefined
  return condition(chosen)
}

function condition(target: unknown): string | undefined {
  if (typeof target === 'string') return target
  if (Array.isArray(target)) return target.map(condition).find(one => one !== undefined)
  if (typeof target !== 'object' || target === null) return undefined
  const table = target as Readonly<Record<string, unknown>>
  return ['node', 'import', 'module', 'default', 'require', 'types']
    .map(name => condition(table[name]))
    .find(one => one !== undefined)
}
