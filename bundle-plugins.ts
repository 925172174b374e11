/** Changes that bundled packages need; each says what it saves. */
import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'

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
 * Node's own modules without `import`: its ES module facade reads every export, and with `fs.promises` loads the streams
 * (4 ms of a start that takes 40).
 */
export const nodeModules: Plugin = {
  name: 'node-modules',
  setup(build) {
    const names = builtinModules.map(name => name.replace(/^node:/, ''))
    const filter = new RegExp(`^(?:node:)?(?:${names.map(name => name.replace('/', '\\/')).join('|')})$`)
    build.onResolve({ filter }, ({ path, kind }) =>
      kind === 'import-statement'
        ? { path: path.replace(/^node:/, ''), namespace: 'node-module', sideEffects: false }
        : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'node-module' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)})`,
      loader: 'js',
    }))
  },
}
