/** Changes that bundled packages need; each says what it saves. */
import type { Plugin } from 'esbuild'
import { readFile } from 'node:fs/promises'

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
