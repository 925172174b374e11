/** Makes the chunk that every start loads a script with a cache of its own (bin/load-core.js says why). */
import { build, type BuildOptions, type Metafile } from 'esbuild'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const common = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: 'linked',
  logLevel: 'warning',
} satisfies BuildOptions

/**
 * The chunk that holds `entry`, the entry point that exports `main`, becomes `core.cjs`; `start.cjs` loads it, and stands
 * for it in the chunk's own file, so that every other chunk gets the one core.
 */
export async function bundleCore(metafile: Metafile, outdir: string, entry: string): Promise<void> {
  const [file, { exports }] = chunkOf(metafile, entry)
  await writeScript(outdir, `export * from './${file}'\nexport { main } from './${outdir}/main.js'`)
  const digest = createHash('sha256')
    .update(readFileSync(join(outdir, 'core.cjs')))
    .digest('hex')
    .slice(0, 16)
  await writeStart(outdir, digest)
  writeFileSync(
    file,
    [
      "import { createRequire } from 'node:module'",
      `export const { ${exports.join(', ')} } = createRequire(import.meta.url)('./start.cjs').core`,
    ].join('\n'),
  )
}

function chunkOf(metafile: Metafile, module: string): [string, Metafile['outputs'][string]] {
  const found = Object.entries(metafile.outputs).find(([, output]) => module in output.inputs)
  if (found === undefined) throw new Error(`no chunk holds ${module}`)
  for (const { path, kind } of found[1].imports) {
    const shared = kind === 'import-statement' && Object.keys(metafile.outputs[path]?.inputs ?? {})
    // It would be there twice: once in the core, once for the others.
    if (shared && shared.some(input => input.startsWith('src/')))
      throw new Error(`the core shares ${path} with an entry that has no core`)
  }
  return found
}

async function writeStart(outdir: string, digest: string): Promise<void> {
  await build({
    ...common,
    stdin: {
      contents: [
        "import { makeStart } from './bin/load-core.js'",
        `module.exports = makeStart(__dirname, '${digest}', path => import(path))`,
      ].join('\n'),
      resolveDir: import.meta.dirname,
    },
    outfile: join(outdir, 'start.cjs'),
    format: 'cjs',
  })
}

/** The chunk as a function of `module` and what stands for `import.meta`; other chunks that it loads later stay modules. */
async function writeScript(outdir: string, contents: string): Promise<void> {
  const script = join(outdir, 'core.cjs')
  await build({
    ...common,
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile: script,
    packages: 'external',
    format: 'cjs',
    define: {
      'import.meta.url': 'nacreMeta.url',
      'import.meta.dirname': 'nacreMeta.dirname',
      'import.meta.filename': 'nacreMeta.filename',
    },
    banner: { js: '(function (module, nacreMeta) { "use strict";' },
    footer: { js: 'return module.exports })' },
    plugins: [
      {
        name: 'chunks-stay',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\// }, ({ kind, path }) =>
            kind === 'dynamic-import' ? { path: `./${basename(path)}`, external: true } : undefined,
          )
        },
      },
    ],
  })
  const text = readFileSync(script, 'utf8')
  if (/[^\x00-\x7f]/.test(text)) throw new Error('the core is read byte by byte: it must be ASCII')
  writeFileSync(script, text.replaceAll('import("', 'nacreMeta.load("'))
}
