import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'

const extras = join(
  dirname(createRequire(import.meta.url).resolve('zx/package.json')),
  'build/vendor-extra.cjs',
)

/** What a script prints; `isLoaded()` tells whether zx's bundle of packages is there. */
async function output(text: string, ...args: string[]): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'nacre-extras-'))
  try {
    const file = join(dir, 'main.mjs')
    const isLoaded = `const isLoaded = () => Object.keys(process.getBuiltinModule('module')._cache[${JSON.stringify(extras)}]?.exports ?? {}).includes('YAML') && !process.getBuiltinModule('util').types.isProxy(process.getBuiltinModule('module')._cache[${JSON.stringify(extras)}].exports.YAML)`
    writeFileSync(file, `${text.replace('LOADED', isLoaded)}\n`)
    const { stdout, stderr } = await runNacre([file, ...args], { cwd: dir })
    return stdout + stderr
  } finally {
    rmSync(dir, { recursive: true })
  }
}

test.each([
  ['nothing of it', '', 'false'],
  ['a command', 'await $`true`', 'false'],
  ['argv without arguments', 'argv._.length', 'false'],
  ['a file', "fs.existsSync('/')", 'true'],
  ['a glob', "await glob('*')", 'true'],
])('zx’s packages are loaded for who uses them: %s', async (_, code, loaded) => {
  const text = `import { $, argv, fs, glob } from 'zx'\nLOADED\n${code}\nconsole.log(isLoaded())`
  expect(await output(text)).toBe(`${loaded}\n`)
})

test.each([
  ['argv', 'JSON.stringify(argv)', '{"_":["x"],"deploy":1}'],
  [
    'functions',
    "[typeof glob, typeof minimist, typeof fetch, minimist(['-a', 'b']).a].join()",
    'function,function,function,b',
  ],
  [
    'objects',
    "[typeof fs, typeof YAML, 'readFile' in fs, Object.keys(fs).includes('readJson')].join()",
    'object,object,true,true',
  ],
  [
    'their parts',
    "[YAML.parse('a: 1').a, dotenv.parse('A=b').A, glob.sync('main.*'), typeof glob.globbyStream].join()",
    '1,b,main.mjs,function',
  ],
  ['constants', 'fs.constants.R_OK', '4'],
])('%s are what they are in zx', async (_, expression, shown) => {
  const text = `import { argv, dotenv, fetch, fs, glob, minimist, YAML } from 'zx'\nconsole.log(String(${expression}))`
  expect(await output(text, '--deploy', '1', 'x')).toBe(`${shown}\n`)
})

test('another can be put in their place', async () => {
  const text = `import { bus, fs } from 'zx'\nbus.override('fs', { existsSync: () => 'mine' })\nconsole.log(fs.existsSync('/'))`
  expect(await output(text)).toBe('mine\n')
})
