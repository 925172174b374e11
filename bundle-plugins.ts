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
 * Node's own modules without `import`: its ES module facade reads every export, and a few of them (`fs.promises`,
 * `util.MIMEType`) load the streams. So only the names that are used are read. Packages in CommonJS get the module itself.
 */
export const nodeModules: Plugin = {
  name: 'node-modules',
  setup(build) {
    const names = builtinModules.map(name => name.replace(/^node:/, ''))
    const filter = new RegExp(`^(?:node:)?(?:${names.map(name => name.replace('/', '\\/')).join('|')})$`)
    build.onResolve({ filter }, ({ path, kind }) => {
      const namespace = namespaces.get(kind)
      return namespace === undefined
        ? undefined
        : { path: path.replace(/^node:/, ''), namespace, sideEffects: false }
    })
    build.onLoad({ filter: /.*/, namespace: 'node-import' }, ({ path }) => ({ contents: namedExports(path) }))
    build.onLoad({ filter: /.*/, namespace: 'node-require' }, ({ path }) => ({
      contents: `module.exports = ${builtin(path)}`,
    }))
  },
}

const namespaces = new Map<ImportKind, string>([
  ['import-statement', 'node-import'],
  ['require-call', 'node-require'],
])

/** A module whose every export is read for itself: what nothing imports is left out of the bundle. */
function namedExports(module: string): string {
  const names = Object.getOwnPropertyNames(process.getBuiltinModule(module)).filter(name =>
    /^(?!(?:default|constructor|prototype|length|name)$)[A-Za-z_$][\w$]*$/.test(name),
  )
  return [
    `const get = name => ${builtin(module)}[name]`,
    `export default /* @__PURE__ */ (() => ${builtin(module)})()`,
    ...names.map(name => `export const ${name} = /* @__PURE__ */ get('${name}')`),
  ].join('\n')
}

function builtin(module: string): string {
  return `process.getBuiltinModule('node:${module}')`
}

/**
 * What every start needs in one chunk: to find, read and link a chunk costs more than its unused half. For that each
 * lazily loaded module names the core as its need, which it has anyway when it is loaded.
 */
export const oneCore = (core: readonly string[]): Plugin => ({
  name: 'one-core',
  setup(build) {
    build.onResolve({ filter: /\.tsx?$/ }, ({ kind, path, resolveDir }) =>
      kind === 'dynamic-import' ? { path: join(resolveDir, path), namespace: 'lazy' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'lazy' }, ({ path }) => ({
      contents: [...core.map(file => `import '${file}'`), `export * from '${path}'`].join('\n'),
      resolveDir: import.meta.dirname,
    }))
  },
})
