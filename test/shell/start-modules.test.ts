import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreArgv, root, run } from '../helpers/run-nacre.ts'

const preload = join(root, 'test/helpers/loaded-modules.cjs')
const heavy =
  /^NativeModule (internal\/)?(streams?|worker|worker_threads|inspector|net|http|child_process|zlib|crypto|sqlite|readline|perf_hooks)(\/|$)/

interface Loaded {
  readonly modules: readonly string[]
  readonly sharedObjects: readonly string[]
}

async function loadedBy(argv: readonly string[]): Promise<Loaded> {
  const { stderr } = await run(argv, { env: { NODE_OPTIONS: `--require=${preload}` } })
  return JSON.parse(stderr) as Loaded
}

test.each(['true', 'x=1; [ "$x" = 1 ]'])('-c %j loads nothing heavy', async code => {
  const [bare, shell] = await Promise.all([
    loadedBy([process.execPath, '--input-type=module', '-e', '']),
    loadedBy([...nacreArgv, '-c', code]),
  ])
  const known = new Set(bare.modules)
  expect(shell.modules.filter(name => !known.has(name) && heavy.test(name))).toEqual([])
  expect(shell.sharedObjects.filter(file => file.endsWith('.node'))).toEqual([])
})
