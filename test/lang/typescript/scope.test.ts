import { afterAll, beforeAll, expect, test } from 'vitest'
import { testScope, type TestScope } from './helpers.ts'

let session: TestScope

beforeAll(() => {
  session = testScope()
})

afterAll(() => session[Symbol.asyncDispose]())

test.each<[name: string, lines: string[], value: unknown]>([
  ['a value', ['1 + 1'], 2],
  ['a value is the object itself', ['const o1 = { a: 1 }', 'o1 === o1'], true],
  ['an object that begins a line', ['{ a: 1, b: [2] }'], { a: 1, b: [2] }],
  ['a block', ['{ const inner = 1; inner + 1 }'], 2],
  ['a statement that has a value', ['if (1) { 5 }'], 5],
  ['undefined', ['void 0'], undefined],
  ['-0', ['-0'], -0],
  ['a bigint from a statement', ['if (1) { 10n }'], 10n],
  ['NaN from a statement', ['if (1) { NaN }'], NaN],
  ['a lone surrogate', ['"\\udc80"'], '\udc80'],
  ['top-level await', ['const a1 = await Promise.resolve(4)', 'a1'], 4],
  ['a promise is not awaited', ['(Promise.resolve(1)) instanceof Promise'], true],
  ['types', ['const t1: number = 5 as number', 'type T1 = string', 'interface I1 { a: 1 }', 't1!'], 5],
  ['generics', ['function id1<T>(x: T): T { return x }', 'id1<string>("a")'], 'a'],
  ['an enum', ['enum E1 { A, B = 5, C }', '[E1.A, E1.C, E1[5]]'], [0, 6, 'B']],
  ['a second enum of that name', ['enum E2 { A, B }', 'enum E2 { C }', 'Object.keys(E2)'], ['0', 'C']],
  ['a const enum', ['const enum E3 { A = 7 }', 'E3.A'], 7],
  ['a namespace', ['namespace N1 { export const a = 3 }', 'N1.a'], 3],
  ['parameter properties', ['class P1 { constructor(readonly a: number) {} }', 'new P1(3).a'], 3],
  ['const again', ['const c1 = 1', 'const c1 = 2', 'c1'], 2],
  ['let after const', ['const c2 = 1', 'let c2 = 2', 'c2++', 'c2'], 3],
  ['const after let after const', ['const c3 = 1', 'let c3 = 2', 'const c3 = 3', 'c3'], 3],
  [
    'function after class after const',
    ['const c4 = 1', 'class c4 {}', 'function c4() { return 4 }', 'c4()'],
    4,
  ],
  ['function again', ['function f1() { return 1 }', 'function f1() { return 2 }', 'f1()'], 2],
  ['class again', ['class K1 { a = 1 }', 'class K1 { a = 2 }', 'new K1().a'], 2],
  ['var over function', ['function f2() {}', 'var f2 = 3', 'f2'], 3],
  ['destructuring', ['const { a: d1, ...d2 } = { a: 1, b: 2 }', '[d1, d2]'], [1, { b: 2 }]],
  ['assignment declares', ['y1 = 5', 'y1 + 1'], 6],
  ['let after an assignment', ['y2 = 5', 'let y2 = 6', 'y2'], 6],
  ['a name after its initialiser threw', ['const z1 = 9', 'z1'], 9],
  [
    'a renamed name in a shorthand, an inner scope, a closure',
    [
      'const r1 = 1',
      'let r1 = 2',
      'const g1 = (r1: number) => ({ r1 })',
      '[{ r1 }, g1(7), (() => r1)(), { r1: 5 }.r1]',
    ],
    [{ r1: 2 }, { r1: 7 }, 2, 5],
  ],
  ['a host name can be declared', ['const process = 5', 'process'], 5],
  ['and our own code does not see it', ['typeof globalThis.process.version'], 'string'],
  ['a host name can be assigned', ['URL = 7', 'URL'], 7],
  [
    'import from a package',
    ["import path, { join as j1 } from 'node:path'", '[j1("a", "b"), path.sep]'],
    ['a/b', '/'],
  ],
  ['import a namespace', ["import * as os1 from 'node:os'", 'typeof os1.cpus'], 'function'],
  [
    'import again',
    ["import { join } from 'node:path'", "import { join } from 'node:path'", 'typeof join'],
    'function',
  ],
  [
    'import of types only',
    ["import type { X } from './no-such-file.ts'", "import { type Y } from './none.ts'", '1'],
    1,
  ],
  ['dynamic import', ["(await import('node:path')).join('a', 'b')"], 'a/b'],
  [
    'dynamic import in a function',
    ["const load1 = async () => (await import('node:path')).sep", 'await load1()'],
    '/',
  ],
  ['require', ["require('node:path').sep"], '/'],
  ['export is a declaration', ['export const x1 = 1', 'x1'], 1],
  ['export of a function', ['export function ef() { return 8 }', 'ef()'], 8],
  ['export default of a value', ['export default 3'], 3],
  ['export default of a function', ['export default function edf() { return 6 }', 'edf()'], 6],
  ['import.meta', ['typeof import.meta.url'], 'string'],
  [
    'a class decorator',
    [
      'const dec1 = (c: any, x: any) => { c.kind = x.kind }',
      '@dec1 class D1 { static kind = "" }',
      '(D1 as any).kind',
    ],
    'class',
  ],
  [
    'a method decorator',
    [
      'const twice = (m: any) => function (this: any) { return 2 * m.call(this) }',
      'class D2 { @twice m() { return 4 } }',
      'new D2().m()',
    ],
    8,
  ],
  ['the last value', ['40 + 2', '_ / 2'], 21],
  ['this is the global object', ['= this === globalThis'], true],
  [
    'labels and keys that have a renamed name',
    ['const k1 = 1', 'let k1 = 2', 'class Z1 { k1 = k1; m() { return this.k1 } }', 'new Z1().m()'],
    2,
  ],
  ['for await', ['let sum1 = 0', 'for await (const n of [1, Promise.resolve(2)]) sum1 += n', 'sum1'], 3],
])('%s', async (_, lines, value) => {
  expect(await session.lines(...lines)).toEqual(value)
})

test.each<[name: string, lines: string[], message: RegExp]>([
  ['a throw', ['throw new TypeError("bad")'], /^bad$/],
  ['a rejection', ['await Promise.reject(new Error("no"))'], /^no$/],
  ['a constant', ['const q1 = 1', 'q1 = 2'], /Assignment to constant/],
  [
    'a missing export',
    ["import { nothing1 } from 'node:path'"],
    /does not provide an export named 'nothing1'/,
  ],
  ['a missing module', ["import 'no-such-package-here'"], /Cannot find package/],
])('fails: %s', async (_, lines, message) => {
  await expect(session.lines(...lines)).rejects.toThrow(message)
})

test('names and values are known to commands', async () => {
  await session.lines('const seen = [1]', 'let later = 1', 'sloppy = 3')
  expect(session.scope.names()).toContain('seen')
  expect(session.scope.lookup('seen')).toEqual({ value: [1] })
  expect(session.scope.lookup('sloppy')).toEqual({ value: 3 })
  expect(session.scope.lookup('process_')).toBeUndefined()
  await session.lines('later = 2')
  expect(session.scope.lookup('later')).toEqual({ value: 2 })
})

test('a name whose initialiser threw is not known', async () => {
  await expect(session.lines('const broken = (() => { throw new Error("x") })()')).rejects.toThrow('x')
  expect(session.scope.names()).not.toContain('broken')
  expect(await session.lines('const broken = 2', 'broken')).toBe(2)
})

test.each<[name: string, failing: string, lines: string[], value: unknown]>([
  ['a const', 'const late1 = fail()', ['late1 = 5', 'late1'], 5],
  ['a let', 'let late2 = fail()', ['late2 = 5', 'late2 += 1', 'late2'], 6],
  ['a class', 'class late3 extends Missing {}', ['late3 = 5', 'late3'], 5],
  ['an import', 'import late4 from "./missing.ts"', ['late4 = 5', 'late4'], 5],
  ['and declared after that', 'const late5 = fail()', ['late5 = 5', 'const late5 = 6', 'late5'], 6],
  ['a second failure', 'const late6 = fail()', ['late6 = 5', 'late6 = 7', 'late6'], 7],
  ['a host name', 'let Headers = fail()', ['typeof Headers'], 'function'],
  ['a host name, then assigned', 'let Response = fail()', ['Response = 4', 'Response'], 4],
])('a name whose declaration failed can be assigned: %s', async (_, failing, lines, value) => {
  await expect(session.lines(failing)).rejects.toThrow(/is not defined|Cannot find module/)
  expect(await session.lines(...lines)).toBe(value)
})

test('a value thrown is the value itself', async () => {
  await expect(session.lines('const thrown1 = { a: 1 }', 'throw thrown1')).rejects.toEqual({ a: 1 })
})

test('using lives as long as the session', async () => {
  const own = testScope()
  await own.lines('const gone = []', 'using res = { [Symbol.dispose]() { gone.push("res") } }', 'typeof res')
  const gone = own.scope.lookup('gone')?.value
  expect(gone).toEqual([])
  await own.scope.dispose()
  expect(gone).toEqual(['res'])
})
