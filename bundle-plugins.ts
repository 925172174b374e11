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
