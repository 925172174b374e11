/** Changes that bundled packages need; each says what it saves. */
import type { ImportKind, Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { join } from 'node:path'

/**
 * Ink's layout engine fetches its own code from a `data:` URL, for which Node loads its whole HTTP client: more than half
 * of the time to the first prompt. Without a `fetch` it decodes the text itself.
 */
export const yogaWithoutFetch: Plugin = {
  name: 'yoga-without-fetch',
  setup(build) {
    build.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, async ({ path }) => ({
      contents: `var fetch = undefined;\n${await readFile(path, 'utf8')}`,
    }))
  },
}

/**
 * Ink puts handlers on every signal that could end it. The shell decides itself about signals (it ignores TERM, traps
 * others), and a handler of Node's would undo that; so Ink hears of none.
 */
export const inkWithoutSignals: Plugin = {
  name: 'ink-without-signals',
  setup(build) {
    const users = /node_modules[\\/](ink|restore-cursor)[\\/]/
    build.onResolve({ filter: /^signal-exit$/ }, ({ importer }) =>
      users.test(importer) ? { path: 'signal-exit', namespace: 'silent' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'silent' }, () => ({
      contents: 'export default () => () => {}',
    }))
  },
}

/**
 * string-width once, for us and for Ink's packages, which each bring a copy; and with its tables made when they are needed.
 * Its patterns of emoji and its segmenter take fifty milliseconds to make, and few lines need them.
 */
export const oneStringWidth: Plugin = {
  name: 'one-string-width',
  setup(build) {
    const path = join(import.meta.dirname, '../node_modules/string-width/index.js')
    build.onResolve({ filter: /^string-width$/ }, () => ({ path }))
    build.onLoad({ filter: /string-width[\\/]index\.js$/ }, async file => ({
      contents: withLateTables(await readFile(file.path, 'utf8')),
    }))
  },
}

function withLateTables(code: string): string {
  let late = 0
  const changed = code.replace(
    /^const (\w+) = (new Intl\.Segmenter\(\)|new RegExp\(.*\)|\/.*\/v);$/gm,
    (_, name: string, made: string) => {
      late++
      return `const ${name} = lateTable(() => ${made});`
    },
  )
  if (late !== 7) throw new Error(`string-width has ${late} tables, not the 7 that are known`)
  return `${changed}\nfunction lateTable(make) {
    let table
    const get = () => (table ??= make())
    return {
      segment: text => get().segment(text),
      test: text => get().test(text),
      exec: text => get().exec(text),
      [Symbol.search]: text => get()[Symbol.search](text),
    }
  }`
}

/**
 * Node's own modules without `import`: its ES module facade reads every export, and a few of them (`fs.promises`,
 * `util.MIMEType`) load the streams. So only the names that are used are read, by each file for itself. What a start has
 * not loaded anyway is loaded by the first call of one of its functions. Packages in CommonJS get the module itself.
 */
export const nodeModules: Plugin = {
  name: 'node-modules',
  setup(build) {
    const names = builtinModules.map(name => name.replace(/^node:/, ''))
    const filter = new RegExp(`^(?:node:)?(?:${names.map(name => name.replace('/', '\\/')).join('|')})$`)
    build.onResolve({ filter }, ({ path, kind, importer }) => {
      const namespace = namespaces.get(kind)
      if (namespace === undefined) return undefined
      const module = path.replace(/^node:/, '')
      // A file for each importer: else the core would read what only the chunks after it need.
      return { path: `${module} for ${importer}`, namespace, sideEffects: false, pluginData: module }
    })
    build.onLoad({ filter: /.*/, namespace: 'node-import' }, ({ pluginData }) => ({
      contents: namedExports(pluginData as string),
    }))
    build.onLoad({ filter: /.*/, namespace: 'node-require' }, ({ pluginData }) => ({
      contents: `module.exports = ${builtin(pluginData as string)}`,
    }))
  },
}

const namespaces = new Map<ImportKind, string>([
  ['import-statement', 'node-import'],
  ['require-call', 'node-require'],
])

/** Node has these before a program's first line. */
const loadedAnyway = new Set(['fs', 'path', 'url', 'util', 'events', 'buffer', 'process', 'timers'])

/** A module whose every export is read for itself: what nothing imports is left out of the bundle. */
function namedExports(module: string): string {
  const exports = process.getBuiltinModule(module) as object
  const names = Object.getOwnPropertyNames(exports).filter(name =>
    /^(?!(?:default|constructor|prototype|length|name)$)[A-Za-z_$][\w$]*$/.test(name),
  )
  const named = (name: string): string =>
    !loadedAnyway.has(module) &&
    /^[a-z]/.test(name) &&
    typeof Object.getOwnPropertyDescriptor(exports, name)?.value === 'function'
      ? `export const ${name} = (...args) => ${builtin(module)}.${name}(...args)`
      : `export const ${name} = /* @__PURE__ */ get('${name}')`
  return [
    `const get = name => ${builtin(module)}[name]`,
    `export default /* @__PURE__ */ (() => ${builtin(module)})()`,
    ...names.map(name => lateClasses[name] ?? named(name)),
  ].join('\n')
}

/** Classes of which objects are made at the start that are used later, or never: Node's is loaded by the first use. */
const lateClasses: Readonly<Record<string, string>> = {
  AsyncLocalStorage: `export class AsyncLocalStorage {
    #storage
    get #made() { return this.#storage ??= new (${builtin('async_hooks')}.AsyncLocalStorage)() }
    run(store, run, ...args) { return this.#made.run(store, run, ...args) }
    exit(run, ...args) { return this.#made.exit(run, ...args) }
    enterWith(store) { this.#made.enterWith(store) }
    getStore() { return this.#storage?.getStore() }
    disable() { this.#storage?.disable() }
  }`,
}

function builtin(module: string): string {
  return `process.getBuiltinModule('node:${module}')`
}

/**
 * What every start needs in one chunk: to find, read and link a chunk costs more than its unused half. For that each
 * entry point and each lazily loaded module names the core as its need.
 */
export const oneCore = (core: string): Plugin => ({
  name: 'one-core',
  setup(build) {
    build.onResolve({ filter: /\.tsx?$/ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' || (kind === 'entry-point' && join(path) !== join(core))
        ? { path: join(resolveDir, path), namespace: 'lazy' }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: [`import '${core}'`, `export * from '${path}'`].join('\n'),
      resolveDir: join(import.meta.dirname, '..'),
    }))
  },
})
