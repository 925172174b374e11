/**
 * What few starts need, as scripts that are loaded synchronously by the first use (bin/load-core.js loads them).
 *
 * A file of such a group is imported like any other. In the bundle whoever imports it from outside its group gets stand-ins
 * for its exports: functions, classes and objects that load the group when they are called or read.
 */
import type { Plugin } from 'esbuild'
import { readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { lateGroups } from './late-files.ts'

const root = join(import.meta.dirname, '..')

/** The entry points of the groups: `late-NAME` → the plugin's own module. */
export const lateEntries: Readonly<Record<string, string>> = Object.fromEntries(
  lateGroups.map(({ name }) => [`late-${name}`, `late-entry:${name}`]),
)

/** Puts stand-ins where a late file is imported; `core` is what every entry imports first. */
export const lateFiles = (core: string): Plugin => ({
  name: 'late-files',
  setup(build) {
    build.onResolve({ filter: /^late-entry:/ }, ({ path }) => ({
      path: path.replace('late-entry:', ''),
      namespace: 'late-entry',
    }))
    build.onLoad({ filter: /.*/, namespace: 'late-entry' }, ({ path }) => ({
      contents: [`import '${core}'`, ...filesOf(path).map(exportAll)].join('\n'),
      resolveDir: root,
    }))
    build.onResolve({ filter: /^nacre:late$/ }, () => ({ path: 'late', namespace: 'late-door' }))
    build.onLoad({ filter: /.*/, namespace: 'late-door' }, () => ({ contents: door }))
    build.onResolve({ filter: /^\.{1,2}\/.*\.tsx?$/ }, ({ path, kind, importer, namespace, resolveDir }) => {
      if (kind !== 'import-statement' || namespace === 'late-entry') return undefined
      const file = relative(root, join(resolveDir, path))
      const here =
        namespace === 'late-door-of-room' ? importer.split(':', 1)[0] : groupOf.get(relative(root, importer))
      if (here !== undefined && isDoorOfRoom(file))
        return { path: `${here}:${file}`, namespace: 'late-door-of-room', sideEffects: false }
      const group = groupOf.get(file)
      if (group === undefined || group === here)
        return here === undefined ? undefined : { path: join(root, file) }
      return { path: file, namespace: 'late-stand-in', sideEffects: false, pluginData: group }
    })
    // A late file that imports another one through its room's door must get the file itself, not a stand-in.
    build.onLoad({ filter: /.*/, namespace: 'late-door-of-room' }, ({ path }) => {
      const file = join(root, path.slice(path.indexOf(':') + 1))
      return { contents: readFileSync(file, 'utf8'), loader: 'ts', resolveDir: dirname(file) }
    })
    build.onLoad({ filter: /.*/, namespace: 'late-stand-in' }, ({ path, pluginData }) => ({
      contents: standIns(path, pluginData as string),
    }))
  },
})

const groupOf = new Map<string, string>(
  lateGroups.flatMap(({ name, files }) => files.map(file => [file, name] as const)),
)

/** An `index.ts` that only passes on what other files export: there may be two of it. */
function isDoorOfRoom(file: string): boolean {
  if (basename(file) !== 'index.ts') return false
  const code = readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '')
  return (
    code.replaceAll(/(?:export|import) (?:type )?(?:\*|\{[^}]*\}|\* as \w+) from '[^']*'/g, '').trim() === ''
  )
}

function filesOf(group: string): string[] {
  return [...groupOf].filter(([, name]) => name === group).map(([file]) => file)
}

/**
 * The only module that knows where the scripts come from: in the core, like all that every start may need. `standIn` is a
 * class or an object that is another one, which `read` gives; its methods are called on that one.
 */
const door = `
export const late = group => nacreMeta.late(group)
export function standIn(target, read) {
  target.read = read
  return new Proxy(target, traps)
}
const traps = {
  construct: (target, args) => Reflect.construct(target.read(), args),
  get(target, key) {
    const real = target.read()
    if (key === Symbol.hasInstance) return value => value instanceof real
    const value = real[key]
    return typeof value === 'function' && key !== 'prototype' ? value.bind(real) : value
  },
  has: (target, key) => Reflect.has(target.read(), key),
  ownKeys: target => Reflect.ownKeys(target.read()),
  getOwnPropertyDescriptor(target, key) {
    const found = Reflect.getOwnPropertyDescriptor(target.read(), key)
    return found && { ...found, configurable: true }
  },
}`

function exportAll(file: string): string {
  const names = exportsOf(file).map(({ name }) => `${name} as ${nameIn(file, name)}`)
  return names.length === 0 ? '' : `export { ${names.join(', ')} } from './${file}'`
}

/** The name of an export among those of its whole group. */
function nameIn(file: string, name: string): string {
  return `${file.replace(/\.ts$/, '').replaceAll(/[^\w]/g, '_')}$${name}`
}

function standIns(file: string, group: string): string {
  return ["import { late, standIn } from 'nacre:late'"]
    .concat(
      exportsOf(file).map(({ name, kind }) => {
        const real = `late('${group}').entry$${nameIn(file, name)}`
        return kind === 'function'
          ? `let real$${name}; export const ${name} = (...args) => (real$${name} ??= ${real})(...args)`
          : `export const ${name} = /* @__PURE__ */ standIn(${kind === 'class' ? 'class {}' : '{}'}, () => ${real})`
      }),
    )
    .join('\n')
}

interface Export {
  readonly name: string
  readonly kind: 'function' | 'class' | 'object'
}

/**
 * The exports that can have a stand-in. A text or a number cannot: who imports one from outside the group gets esbuild's
 * error that there is no such export, and the file (or the constant) belongs elsewhere.
 */
function exportsOf(file: string): Export[] {
  const text = readFileSync(join(root, file), 'utf8')
  if (/^export (?:\*|\{|default)/m.test(text))
    throw new Error(`${file} is late: it may export only what it declares`)
  const functions = named(text, /^export (?:async )?function\*? ?(\w+)/gm, 'function')
  const arrows = named(text, /^export const (\w+)(?:: [^=\n]+)? = (?:async )?(?:<[^>]*>)?\(/gm, 'function')
  const classes = named(text, /^export (?:abstract )?class (\w+)/gm, 'class')
  const objects = named(
    text,
    /^export const (\w+)(?:: [^=\n]+)? =\s*(?:\{|\[|new (?:Map|Set|WeakMap)\b)/gm,
    'object',
  )
  const builtins = named(text, /^export const (\w+): Builtin =/gm, 'object')
  const seen = new Map(
    [...functions, ...arrows, ...classes, ...objects, ...builtins].map(one => [one.name, one]),
  )
  return [...seen.values()]
}

function named(text: string, pattern: RegExp, kind: Export['kind']): Export[] {
  return [...text.matchAll(pattern)].flatMap(([, name]) => (name === undefined ? [] : [{ name, kind }]))
}
