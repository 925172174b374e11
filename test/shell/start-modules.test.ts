import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreArgv, root, run } from '../helpers/run-nacre.ts'

const preload = join(root, 'test/helpers/loaded-modules.cjs')

interface Loaded {
  readonly modules: readonly string[]
  readonly sharedObjects: readonly string[]
  /** Of ours, in the order they were loaded. */
  readonly scripts: readonly string[]
}

async function loadedBy(argv: readonly string[]): Promise<Loaded> {
  const { stderr } = await run(argv, { env: { NODE_OPTIONS: `--require=${preload}` } })
  return JSON.parse(stderr) as Loaded
}

/** What of Node a start may load besides what `node -e 0` has. Each name costs: add one only where nothing cheaper does. */
const allowed = new Set(['NativeModule vm', 'NativeModule os', 'Internal Binding os'])
const forPrograms = new Set([...allowed, 'Internal Binding signal_wrap'])

test.each([
  ['true', allowed],
  ['x=1; [ "$x" = 1 ] && echo "${x}2" >/dev/null', allowed],
  ['for i in *; do case $i in a*) ;; esac; done', allowed],
  ['/bin/true', forPrograms],
  ['/bin/true | /bin/true', forPrograms],
])('-c %j loads nothing heavy', async (code, expected) => {
  const [bare, shell] = await Promise.all([
    loadedBy([process.execPath, '-e', '0']),
    loadedBy([...nacreArgv, '-c', code]),
  ])
  const known = new Set(bare.modules)
  expect(shell.modules.filter(name => !known.has(name) && !expected.has(name))).toEqual([])
  const bindings = shell.sharedObjects.filter(file => file.endsWith('.node'))
  expect(bindings).toHaveLength(expected === forPrograms ? 1 : 0)
})

test.each([
  [['-c', 'ls | wc -l >/dev/null'], ['core']],
  [
    ['-c', 'for i in 1 2; do printf ""; done'],
    ['core', 'late-script'],
  ],
  [[join(root, 'test/fixtures/empty.mjs')], ['core', 'late-script', 'late-typescript', 'late-zx']],
])('%j reads only these scripts of ours', async (args, scripts) => {
  const loaded = await loadedBy([...nacreArgv, ...args])
  expect(loaded.scripts.filter(name => name !== 'start')).toEqual(scripts)
})

test('a cache that cannot be written is no error', async () => {
  const { stdout, stderr } = await run([...nacreArgv, '-c', 'echo a'], {
    env: { XDG_CACHE_HOME: '/dev/null' },
  })
  expect([stdout, stderr]).toEqual(['a\n', ''])
})

test('compiled code of long ago goes when new code comes', async () => {
  const cache = mkdtempSync(join(tmpdir(), 'nacre-cache-'))
  const folder = join(cache, 'nacre/compile')
  mkdirSync(folder, { recursive: true })
  for (const name of ['core-old', 'core-new']) writeFileSync(join(folder, name), '')
  utimesSync(join(folder, 'core-old'), 0, 0)
  await run([...nacreArgv, '-c', 'echo a'], { env: { XDG_CACHE_HOME: cache } })
  const names = readdirSync(folder)
  rmSync(cache, { recursive: true })
  expect([names.includes('core-old'), names.includes('core-new'), names.length]).toEqual([false, true, 2])
})

/** What every start reads and compiles; a late script (bundle/late-files.ts) is for what most lines do without. */
test('the core stays small', () => {
  expect(statSync(join(root, 'dist/core.cjs')).size).toBeLessThan(290_000)
})
