/**
 * `npm run build:binary [FILE]`: one executable that needs no Node. It is Node itself, with the built package and all that it
 * needs as an asset (bin/binary.js unpacks it at the first start), for the machine that it is built on.
 */
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { constants, zstdCompressSync } from 'node:zlib'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** What nobody reads at run time: sources, maps, the parts for another libc. */
const unused =
  /\.(?:map|c|cc|h|hh|cpp|txt~)$|^node_modules\/koffi\/(?:src|vendor|doc)\/|\/(?:musl|openbsd|freebsd)_\w+\/|\.flow$/

const root = join(import.meta.dirname, '..')
const output = resolve(process.argv[2] ?? join(root, 'build/nacre'))

const files = [...packageFiles(), ...dependencies().flatMap(folder => filesIn(folder))].filter(
  path => !unused.test(path),
)
const packed = pack(files)
const digest = createHash('sha256').update(packed).digest('hex').slice(0, 16)
const work = mkdtempSync(join(tmpdir(), 'nacre-binary-'))
try {
  await makeExecutable()
} finally {
  rmSync(work, { recursive: true })
}
console.log(`${output}: ${Math.round(statSync(output).size / 1e6)} MB, ${files.length} files inside`)

async function makeExecutable(): Promise<void> {
  const main = join(work, 'main.cjs')
  await build({
    stdin: { contents: `require('./bin/binary.js').start('${digest}')`, resolveDir: root },
    outfile: main,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    logLevel: 'warning',
  })
  writeFileSync(
    join(work, 'package'),
    zstdCompressSync(packed, { params: { [constants.ZSTD_c_compressionLevel]: 15 } }),
  )
  mkdirSync(dirname(output), { recursive: true })
  const config = {
    main,
    output,
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    assets: { package: join(work, 'package') },
  }
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config))
  execFileSync(process.execPath, ['--build-sea', join(work, 'sea.json')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** What `npm pack` takes, without the sources. */
function packageFiles(): string[] {
  return ['package.json', ...filesIn('bin'), ...filesIn('dist')]
}

function filesIn(folder: string): string[] {
  return globSync(`${folder}/**`, { cwd: root, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(path => !path.slice(folder.length).includes('/node_modules/'))
    .toSorted()
}

/** The folders of the packages that are needed at run time, and of what those need. */
function dependencies(): string[] {
  const found = new Set<string>()
  const visit = (folder: string): void => {
    const manifest = readManifest(join(root, folder, 'package.json'))
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
      const at = locate(name, folder)
      if (at === undefined || found.has(at)) continue
      found.add(at)
      visit(at)
    }
  }
  visit('')
  return [...found].toSorted()
}

/** As Node looks for a package; undefined for one that is for other machines. */
function locate(name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules') - 1))) {
    const folder = join(at, 'node_modules', name)
    if (statSync(join(root, folder, 'package.json'), { throwIfNoEntry: false })) return folder
    if (at === '') return undefined
  }
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest
}

/** A table of names, sizes and modes, a NUL, and the contents. */
function pack(paths: readonly string[]): Buffer {
  const contents = paths.map(path => readFileSync(join(root, path)))
  const table = paths.map((path, i) => ({
    path,
    size: contents[i]?.length,
    mode: (statSync(join(root, path)).mode & 0o111) === 0 ? 0o644 : 0o755,
  }))
  return Buffer.concat([Buffer.from(`${JSON.stringify(table)}\0`), ...contents])
}
