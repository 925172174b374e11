import { mkdtempSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testScope, type TestScope } from './helpers.ts'

let dir: string
let session: TestScope

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-loader-'))
  session = testScope({ resolveFrom: () => dir })
})

afterAll(async () => {
  await session[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true })
})

let clock = 1_700_000_000

/** Writes files, each later than what was there. */
function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    utimesSync(path, ++clock, clock)
  }
}

test.each<[name: string, files: Record<string, string>, lines: string[], value: unknown]>([
  ['a TypeScript file', { 'a.ts': 'export const a: number = 1' }, ["import { a } from './a.ts'", 'a'], 1],
  ['without an extension', { 'b.ts': 'export const b = 2' }, ["import { b } from './b'", 'b'], 2],
  ['a .js that is a .ts', { 'c.ts': 'export const c = 3' }, ["import { c } from './c.js'", 'c'], 3],
  ['a directory', { 'd/index.ts': 'export const d = 4' }, ["import { d } from './d'", 'd'], 4],
  [
    'enums and parameter properties',
    { 'e.ts': 'export enum E { A = 3 }\nexport class P { constructor(public a = 4) {} }' },
    ["import { E, P } from './e.ts'", 'E.A + new P().a'],
    7,
  ],
  [
    'a file that imports',
    { 'f1.ts': "import { n } from './f2.ts'\nexport const f = n + 1", 'f2.ts': 'export const n: number = 5' },
    ["import { f } from './f1.ts'", 'f'],
    6,
  ],
  ['JSON', { 'g.json': '{"n": 7}' }, ["import g from './g.json'", 'g'], { n: 7 }],
  [
    'JSON with its attribute',
    { 'h.json': '[8]' },
    ["import h from './h.json' with { type: 'json' }", 'h'],
    [8],
  ],
  [
    'a package of node_modules',
    {
      'node_modules/pk/package.json': '{"name":"pk","exports":"./x.js"}',
      'node_modules/pk/x.js': 'exports.x = 9',
    },
    ["import { x } from 'pk'", 'x'],
    9,
  ],
  [
    'CommonJS in TypeScript',
    { 'i.cts': 'const n: number = 3; module.exports = { n }' },
    ["import { n } from './i.cts'", 'n'],
    3,
  ],
  [
    'require of TypeScript',
    { 'j.cts': 'const n: number = 4; module.exports = { n }' },
    ["require('./j.cts').n"],
    4,
  ],
  [
    'JSX',
    { 'k.tsx': 'const jsx = 1\nexport const k = (t: string) => t', 'k2.ts': "export { k } from './k.tsx'" },
    ["import { k } from './k2'", 'k("x")'],
    'x',
  ],
])('imports %s', async (_, files, lines, value) => {
  write(files)
  expect(await session.lines(...lines)).toEqual(value)
})

test('a changed file is imported anew, its unchanged importer too', async () => {
  write({ 'v1.ts': "export { n } from './v2.ts'", 'v2.ts': 'export const n = 1' })
  const line = "(await import('./v1.ts')).n"
  expect(await session.lines(line)).toBe(1)
  write({ 'v2.ts': 'export const n = 2' })
  expect(await session.lines(line)).toBe(2)
  write({ 'v1.ts': "import { n as m } from './v2.ts'\nexport const n = m * 10" })
  expect(await session.lines(line)).toBe(20)
})

test('an unchanged file is one module', async () => {
  write({ 'once.ts': 'export const id = Symbol()' })
  expect(await session.lines("(await import('./once.ts')).id === (await import('./once.ts')).id")).toBe(true)
})

test('a stack tells the place in the file', async () => {
  write({
    'thrower.ts':
      'interface A {\n  b: 1\n}\nexport enum E { A }\nexport const go = (x: A) => {\n  throw new Error("here")\n}',
  })
  const error = (await session
    .lines("import { go } from './thrower.ts'", 'go()')
    .catch((e: unknown) => e)) as Error
  expect(error.stack).toContain(`${join(dir, 'thrower.ts')}:6:9`)
})

test('a syntax error in a file is told', async () => {
  write({ 'wrong.ts': 'const é = "日"\nconst x: = 1' })
  await expect(session.lines("import './wrong.ts'")).rejects.toThrow(/wrong\.ts:2:10: /)
})
