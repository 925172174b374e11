/** Makes the chunk that every start loads, and the late ones, scripts with a cache of their own (bin/load-core.js says why). */
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

const root = join(import.meta.dirname, '..')

/**
 * The chunk that holds `entry`, the entry point that exports `main`, becomes `core.cjs`, the entries in `late` scripts of
 * their own names; `start.cjs` loads them, and stands for each in the chunks' own files, so that all get the one script.
 */
export async function bundleScripts(
  metafile: Metafile,
  { outdir, entry, late }: { outdir: string; entry: string; late: readonly string[] },
): Promise<void> {
  const core = chunkOf(metafile, entry)
  await writeScript(
    outdir,
    'core',
    core,
    `export * from './${core}'\nexport { main } from './${outdir}/main.js'`,
  )
  const taken = new Map([[core, { script: 'core', access: '' }]])
  for (const name of late) await bundleLate(metafile, outdir, name, taken)
  const digests = Object.fromEntries(
    ['core', ...late].map(name => [name, digestOf(join(outdir, `${name}.cjs`))]),
  )
  await writeStart(outdir, digests)
  for (const [chunk, { script, access }] of taken) replaceChunk(metafile, chunk, script, access)
}

/** Where a chunk's exports are: in a script, as one of its namespaces. */
interface Place {
  readonly script: string
  readonly access: string
}

/**
 * The script of a late entry: with the chunks it shares with others. Each is a namespace of its own (`entry`, `chunk1` …),
 * as their exports have the same short names.
 */
async function bundleLate(
  metafile: Metafile,
  outdir: string,
  name: string,
  taken: Map<string, Place>,
): Promise<void> {
  const [core = ''] = taken.keys()
  const chunks = chunksOf(metafile, `${outdir}/${name}.js`).filter(chunk => chunk !== core)
  // What is no code of ours may be there twice.
  const twice = chunks.find(chunk => taken.has(chunk) && isOurs(metafile, chunk))
  if (twice !== undefined) throw new Error(`${name} shares ${twice} with another late script`)
  const named = chunks.map((chunk, index) => [chunk, index === 0 ? 'entry' : `chunk${index}`] as const)
  const contents = named.map(([chunk, namespace]) => `export * as ${namespace} from './${chunk}'`)
  await writeScript(outdir, name, core, contents.join('\n'))
  for (const [chunk, namespace] of named)
    if (!taken.has(chunk)) taken.set(chunk, { script: name, access: `.${namespace}` })
}

function isOurs(metafile: Metafile, chunk: string): boolean {
  return Object.keys(metafile.outputs[chunk]?.inputs ?? {}).some(input => input.startsWith('src/'))
}

/** A chunk and those it imports as soon as it is loaded. */
function chunksOf(metafile: Metafile, chunk: string, seen = new Set<string>()): string[] {
  if (seen.has(chunk)) return []
  seen.add(chunk)
  const imported = metafile.outputs[chunk]?.imports.filter(({ kind }) => kind === 'import-statement') ?? []
  return [chunk, ...imported.flatMap(({ path }) => chunksOf(metafile, path, seen))]
}

function replaceChunk(metafile: Metafile, chunk: string, script: string, access: string): void {
  const names = metafile.outputs[chunk]?.exports.join(', ') ?? ''
  writeFileSync(
    chunk,
    [
      "import { createRequire } from 'node:module'",
      `export const { ${names} } = createRequire(import.meta.url)('./start.cjs').script(${JSON.stringify(script)})${access}`,
    ].join('\n'),
  )
}

function chunkOf(metafile: Metafile, module: string): string {
  const found = Object.entries(metafile.outputs).find(([, output]) => module in output.inputs)
  if (found === undefined) throw new Error(`no chunk holds ${module}`)
  for (const { path, kind } of found[1].imports) {
    const shared = kind === 'import-statement' && Object.keys(metafile.outputs[path]?.inputs ?? {})
    // It would be there twice: once in the core, once for the others.
    if (shared && shared.some(input => input.startsWith('src/')))
      throw new Error(`the core shares ${path} with an entry that has no core`)
  }
  return found[0]
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
}

async function writeStart(outdir: string, digests: Record<string, string>): Promise<void> {
  await build({
    ...common,
    stdin: {
      contents: [
        "import { makeStart } from './bin/load-core.js'",
        `module.exports = makeStart(__dirname, ${JSON.stringify(digests)}, path => import(path))`,
      ].join('\n'),
      resolveDir: root,
    },
    outfile: join(outdir, 'start.cjs'),
    format: 'cjs',
  })
}

/** Chunks as a function of `module` and what stands for `import.meta`; other chunks that it loads later stay modules. */
async function writeScript(outdir: string, name: string, core: string, contents: string): Promise<void> {
  const script = join(outdir, `${name}.cjs`)
  await build({
    ...common,
    stdin: { contents, resolveDir: root },
    outfile: script,
    packages: 'external',
    format: 'cjs',
    define: {
      'import.meta.url': 'nacreMeta.url',
      'import.meta.dirname': 'nacreMeta.dirname',
      'import.meta.filename': 'nacreMeta.filename',
    },
    banner: { js: '(function (module, nacreMeta, require) { "use strict";' },
    footer: { js: 'return module.exports })' },
    plugins: [
      {
        name: 'chunks-stay',
        setup({ onResolve }) {
          onResolve({ filter: /^\.\// }, ({ kind, path }) => {
            const isCore = name !== 'core' && basename(path) === basename(core)
            return kind === 'dynamic-import' || isCore
              ? { path: `./${basename(path)}`, external: true }
              : undefined
          })
        },
      },
    ],
  })
  const text = readFileSync(script, 'utf8')
  if (/[^\x00-\x7f]/.test(text)) throw new Error(`${name}.cjs is read byte by byte: it must be ASCII`)
  writeFileSync(script, text.replaceAll('import("', 'nacreMeta.load("'))
}
