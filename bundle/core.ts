/** Makes the chunk that every start loads, and the late ones, scripts with a cache of their own (bin/load-core.js says why). */
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'
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
  const taken = new Map([[core, { script: 'core', prefix: '' }]])
  for (const name of late) await bundleLate(metafile, outdir, name, taken)
  const digests = Object.fromEntries(
    ['core', ...late].map(name => [name, digestOf(join(outdir, `${name}.cjs`))]),
  )
  await writeStart(outdir, digests)
  for (const [chunk, { script, prefix }] of taken) replaceChunk(metafile, chunk, script, prefix)
}

/** Where a chunk's exports are: in a script, as one of its namespaces. */
interface Place {
  readonly script: string
  readonly prefix: string
}

/**
 * The script of a late entry: with the chunks it shares with others. Their exports get a prefix each (`entry$`, `chunk1$` …),
 * as they have the same short names.
 */
async function bundleLate(
  metafile: Metafile,
  outdir: string,
  name: string,
  taken: Map<string, Place>,
): Promise<void> {
  const [core = ''] = taken.keys()
  const chunks = chunksOf(metafile, `${outdir}/${name}.js`).filter(
    chunk => chunk !== core && !inputsOf(metafile, chunk).every(isStandIn),
  )
  // What is no code of ours may be there twice.
  const twice = chunks.find(chunk => taken.has(chunk) && inputsOf(metafile, chunk).some(isOurs))
  if (twice !== undefined) {
    const files = inputsOf(metafile, twice).join(' ')
    throw new Error(`${name} and another late script both need files that are in neither: ${files}`)
  }
  const named = chunks.map((chunk, index) => [chunk, index === 0 ? 'entry$' : `chunk${index}$`] as const)
  const contents = named.map(([chunk, prefix]) => {
    const names = exportsOf(metafile, chunk).map(exported => `${exported} as ${prefix}${exported}`)
    return `export { ${names.join(', ')} } from './${chunk}'`
  })
  await writeScript(outdir, name, core, contents.join('\n'))
  for (const [chunk, prefix] of named) if (!taken.has(chunk)) taken.set(chunk, { script: name, prefix })
}

function inputsOf(metafile: Metafile, chunk: string): string[] {
  return Object.keys(metafile.outputs[chunk]?.inputs ?? {})
}

function isOurs(input: string): boolean {
  return input.startsWith('src/')
}

/** Of stand-ins there may be several. */
function isStandIn(input: string): boolean {
  return input.startsWith('late-stand-in:')
}

/** A chunk and those it imports as soon as it is loaded. */
function chunksOf(metafile: Metafile, chunk: string, seen = new Set<string>()): string[] {
  if (seen.has(chunk)) return []
  seen.add(chunk)
  const imported = metafile.outputs[chunk]?.imports.filter(({ kind }) => kind === 'import-statement') ?? []
  return [chunk, ...imported.flatMap(({ path }) => chunksOf(metafile, path, seen))]
}

function exportsOf(metafile: Metafile, chunk: string): readonly string[] {
  return metafile.outputs[chunk]?.exports ?? []
}

function replaceChunk(metafile: Metafile, chunk: string, script: string, prefix: string): void {
  const names = exportsOf(metafile, chunk).map(name => (prefix === '' ? name : `${prefix}${name}: ${name}`))
  const exports = `('./start.cjs').exportsOf(${JSON.stringify(script)})`
  writeFileSync(
    chunk,
    [
      "import { createRequire } from 'node:module'",
      `export const { ${names.join(', ')} } = createRequire(import.meta.url)${exports}`,
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

/**
 * Chunks as a function of what stands for `import.meta`, and of the core's exports for a late script; it gives an object of
 * its own exports. Other chunks that it loads later stay modules.
 */
async function writeScript(outdir: string, name: string, core: string, contents: string): Promise<void> {
  const script = join(outdir, `${name}.cjs`)
  const { outputFiles } = await build({
    ...common,
    stdin: { contents, resolveDir: root },
    outfile: script,
    write: false,
    packages: 'external',
    format: 'esm',
    define: {
      'import.meta.url': 'nacreMeta.url',
      'import.meta.dirname': 'nacreMeta.dirname',
      'import.meta.filename': 'nacreMeta.filename',
    },
    plugins: [chunksStay(name === 'core' ? undefined : core)],
  })
  for (const { path, text } of outputFiles)
    writeFileSync(path, path.endsWith('.map') ? lineLater(text) : asFunction(name, text))
}

/** Chunks that are loaded later stay what they are, and so does `core`. */
function chunksStay(core: string | undefined): Plugin {
  return {
    name: 'chunks-stay',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\// }, ({ kind, path }) =>
        kind === 'dynamic-import' || (core !== undefined && basename(path) === basename(core))
          ? { path: `./${basename(path)}`, external: true }
          : undefined,
      )
    },
  }
}

/** A module's text as a function's; the core's exports are an object only if another script or a chunk asks for it. */
function asFunction(name: string, module: string): string {
  if (/[^\x00-\x7f]/.test(module)) throw new Error(`${name}.cjs is read byte by byte: it must be ASCII`)
  const [, body = '', exported] = /^([^]*)export\s*\{([^{}]*)\};?\s*(?:\/\/#.*\s*)?$/.exec(module) ?? []
  if (exported === undefined) throw new Error(`${name}.cjs: no exports at its end`)
  const pairs = exported.split(',').map(pair => pair.trim().split(' as '))
  const object = `{${pairs.map(([own = '', outer = own]) => `${outer}:${own}`).join(',')}}`
  const { code, imported } = withoutImports(body.replaceAll(/(?<![.\w$])import\("/g, 'nacreMeta.load("'))
  const result = name === 'core' ? `{main:${mainOf(pairs)},get all(){return ${object}}}` : object
  return `(function (nacreMeta, nacreCore) { "use strict";${imported}\n${code}\nreturn ${result}})\n`
}

/** A module's imports stand anywhere and come first; the only ones here are from the core. */
function withoutImports(module: string): { code: string; imported: string } {
  let imported = ''
  const code = module.replaceAll(
    /\bimport\s*\{([^{}]*)\}\s*from\s*"\.\/chunk-\w+\.js";?/g,
    (_, names: string) => {
      imported += `const {${names.replaceAll(' as ', ':')}}=nacreCore;`
      return ''
    },
  )
  return { code, imported }
}

function mainOf(pairs: readonly (readonly string[])[]): string {
  const [main] = pairs.find(([own, outer = own]) => outer === 'main') ?? []
  if (main === undefined) throw new Error('the core has no main')
  return main
}

/** A source map for a text that has got a line before it. */
function lineLater(map: string): string {
  const parsed = JSON.parse(map) as { mappings: string }
  return JSON.stringify({ ...parsed, mappings: `;${parsed.mappings}` })
}
