/** Makes the chunk that every start loads a script with a cache of its own (bin/load-core.js says why). */
import { build, type Metafile } from 'esbuild'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Replaces the chunk that holds `module` by one that loads `core.cjs` and exports the same names. */
export async function bundleCore(metafile: Metafile, outdir: string, module: string): Promise<void> {
  const [file, { exports, imports }] = chunkOf(metafile, module)
  const beside = imports.find(({ kind, path }) => kind === 'import-statement' && path in metafile.outputs)
  // The core would get a copy of what is in there: two classes of one name.
  if (beside !== undefined) throw new Error(`${beside.path} is a part of the core outside of it`)
  const script = join(outdir, 'core.cjs')
  await writeScript(file, script)
  const digest = createHash('sha256').update(readFileSync(script)).digest('hex').slice(0, 16)
  await build({
    stdin: {
      contents: [
        "import { loadCore } from './bin/load-core.js'",
        `export const { ${exports.join(', ')} } = loadCore(import.meta.url, './core.cjs', '${digest}', path => import(path))`,
      ].join('\n'),
      resolveDir: import.meta.dirname,
    },
    outfile: file,
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    minify: true,
    sourcemap: 'linked',
  })
}

function chunkOf(metafile: Metafile, module: string): [string, Metafile['outputs'][string]] {
  const found = Object.entries(metafile.outputs).find(([, output]) => module in output.inputs)
  if (found === undefined) throw new Error(`no chunk holds ${module}`)
  return found
}

/** The chunk as a function of `module` and what stands for `import.meta`; other chunks that it loads later stay modules. */
async function writeScript(chunk: string, script: string): Promise<void> {
  await build({
    entryPoints: [chunk],
    outfile: script,
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minify: true,
    sourcemap: 'linked',
    define: { 'import.meta.url': 'nacreMeta.url' },
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
    logLevel: 'warning',
  })
  const text = readFileSync(script, 'utf8')
  if (/[^\x00-\x7f]/.test(text)) throw new Error('the core is read byte by byte: it must be ASCII')
  writeFileSync(script, text.replaceAll('import("', 'nacreMeta.load("'))
}
