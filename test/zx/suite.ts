/**
 * `npm run test:zx -- CHECKOUT [FILE …]`: zx's own tests, from a checkout of its sources, on zx alone and on zx with our
 * engine behind it. They import `../build`, which is taken from the package that is installed here.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Whether each case passed, by its name with those of the suites around it. */
type Results = ReadonlyMap<string, boolean>

function runSuite(folder: string, files: readonly string[], preload: readonly string[]): Results {
  const { stdout } = spawnSync(process.execPath, [...preload, '--test', '--test-reporter=tap', ...files], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    // zx finds programs of the tests, node among them, on PATH.
    env: { ...process.env, NO_COLOR: '1', PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
  })
  return readTap(stdout)
}

/** The cases of a TAP stream; suites, which only sum up, are left out. */
export function readTap(text: string): Results {
  const results = new Map<string, boolean>()
  const names: string[] = []
  for (const line of text.split('\n')) {
    const [, indent = '', subtest] = /^( *)# Subtest: (.*)$/.exec(line) ?? []
    if (subtest !== undefined) {
      names.length = indent.length / 4
      names.push(subtest)
    }
    const [, space = '', not, rest = ''] = /^( *)(not )?ok \d+ - (.*)$/.exec(line) ?? []
    if (rest === '' || / # (?:SKIP|TODO)/.test(rest)) continue
    const path = [...names.slice(0, space.length / 4), rest].join(' > ')
    if (![...results.keys()].some(known => known.startsWith(`${path} > `)))
      results.set(path, not === undefined)
  }
  return results
}

const passed = (results: Results): number => [...results.values()].filter(Boolean).length

function main([checkout, ...named]: readonly string[]): number {
  if (checkout === undefined || !existsSync(join(checkout, 'test'))) {
    console.error('usage: npm run test:zx -- CHECKOUT [FILE …]   (a checkout of the sources of zx)')
    return 2
  }
  const folder = mkdtempSync(join(tmpdir(), 'nacre-zx-suite-'))
  try {
    cpSync(join(checkout, 'test'), join(folder, 'test'), { recursive: true })
    for (const name of ['build', 'README.md', 'package.json'])
      cpSync(join(root, 'node_modules/zx', name), join(folder, name), { recursive: true })
    const files = named.length > 0 ? named : ['test/core.test.js']
    const alone = runSuite(folder, files, [])
    const ours = runSuite(folder, files, ['--import', join(root, 'dist/zx.js')])
    const worse = [...alone].filter(([name, ok]) => ok && ours.get(name) !== true)
    const better = [...ours].filter(([name, ok]) => ok && alone.get(name) !== true)
    console.log(`zx alone: ${passed(alone)} of ${alone.size}; on nacre: ${passed(ours)} of ${ours.size}`)
    for (const [name] of worse) console.log(`  only zx alone:  ${name}`)
    for (const [name] of better) console.log(`  only on nacre:  ${name}`)
    const both = [...ours].filter(([name, ok]) => !ok && alone.get(name) === false)
    for (const [name] of both) console.log(`  neither:        ${name}`)
    return worse.length > 0 || ours.size === 0 ? 1 : 0
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = main(process.argv.slice(2))
