import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { isElement, show, showError } from '../../../src/lang/typescript/index.ts'
import { statementOf, testScope, type TestScope } from './helpers.ts'

function unrefTimeout(): object {
  return setTimeout(() => {}, 60_000).unref()
}

function unrefInterval(): object {
  return setInterval(() => {}, 5000).unref()
}

function over(): object[] {
  const timers = [setTimeout(() => {}, 1), setImmediate(() => {})] as const
  clearTimeout(timers[0])
  clearImmediate(timers[1])
  return [...timers]
}

test.each<[name: string, value: unknown, text: string]>([
  ['undefined', undefined, ''],
  ['null', null, 'null'],
  ['a string', 'a', "'a'"],
  ['an array', [1, 2], '[ 1, 2 ]'],
  ['no rows', [], '[]'],
  ['a timer', unrefTimeout(), 'Timeout { 60000 ms }'],
  ['a timer in an object', { every: unrefInterval() }, '{ every: Timeout { every 5000 ms } }'],
  ['a timer that is over', over(), '[ Timeout { over }, Immediate { over } ]'],
  [
    'rows',
    [
      { name: 'a', size: 10 },
      { name: 'bcd', size: 2 },
    ],
    'name  size\na       10\nbcd      2',
  ],
  ['rows that lack a key', [{ a: 1 }, { b: 'x' }], 'a  b\n1\n   x'],
  ['a cell of two lines and an escape', [{ a: 'x\ny\u001b[31mz' }], 'a\nx yz'],
  [
    'a date and an object in cells',
    [{ d: new Date(0), o: { a: 1 } }],
    'd                         o\n1970-01-01T00:00:00.000Z  { a: 1 }',
  ],
  [
    'wide characters',
    [
      { a: '日本', b: 1 },
      { a: 'x', b: 2 },
    ],
    'a     b\n日本  1\nx     2',
  ],
  [
    'objects with a class are no rows',
    [
      new (class A {
        a = 1
      })(),
    ],
    '[ A { a: 1 } ]',
  ],
  ['mixed things are no rows', [{ a: 1 }, 2], '[ { a: 1 }, 2 ]'],
])('shows %s', (_, value, text) => {
  expect(show(value)).toBe(text)
})

test('a table fits its width', () => {
  const text = show([{ a: 'x'.repeat(100), b: 'y'.repeat(50), c: 1 }], { width: 40 })
  expect(text.split('\n').map(line => line.length)).toEqual([40, 40])
  expect(text).toContain('…')
})

test('what is long is cut', () => {
  expect(show('x'.repeat(1e6)).length).toBeLessThan(11_000)
  expect(show(Array.from({ length: 1e5 }, () => 'word '.repeat(20))).split('\n').length).toBeLessThan(402)
})

test('what would fill screens is shown less deep', () => {
  const nested = (depth: number): object =>
    depth === 0 ? {} : { one: nested(depth - 1), two: nested(depth - 1), three: nested(depth - 1) }
  expect(show({ a: { b: { c: { d: 1 } } } })).not.toContain('[Object]')
  expect(show(nested(5))).toContain('[Object]')
  expect(show(nested(5)).split('\n').length).toBeLessThan(50)
  expect(show(process)).toMatch(/^process \{\n[^]*config: \[Object\]/)
})

test('what cannot be inspected does not throw', () => {
  const hostile = {
    get [Symbol.toStringTag](): string {
      throw new Error('no')
    },
    [Symbol.for('nodejs.util.inspect.custom')]() {
      throw new Error('no')
    },
  }
  expect(show(hostile)).toContain('cannot be shown')
})

test('elements are told apart', () => {
  expect(isElement({ $$typeof: Symbol.for('react.transitional.element') })).toBe(true)
  expect(isElement({ type: 'x' })).toBe(false)
})

let session: TestScope

beforeAll(() => {
  session = testScope()
})

afterAll(() => session[Symbol.asyncDispose]())

/** Runs a text statement by statement; shows the error that ends it. */
async function failure(text: string, firstLine = 1): Promise<string> {
  const { scope } = session
  const source = makeSource('nacre:9', text, firstLine)
  for (let offset = 0; offset < text.length;) {
    const statement = statementOf(source, scope.names(), offset)
    const evaluated = await scope.run(statement, source)
    if ('error' in evaluated) return showError(evaluated.error, { stacks: scope.stacks, ...evaluated })
    offset = statement.next
  }
  throw new Error('did not fail')
}

test.each<[name: string, text: string, shown: string]>([
  [
    'plain JavaScript',
    'null.x',
    "TypeError: Cannot read properties of null (reading 'x')\n    at nacre:9:1:6\n      null.x\n           ^",
  ],
  [
    'a line further down, behind types',
    'interface A {\n  a: 1\n}\nconst bad: A = (() => {\n  throw new RangeError("deep")\n})()',
    'RangeError: deep\n    at nacre:9:5:9\n        throw new RangeError("deep")\n              ^\n    at nacre:9:6:3',
  ],
  [
    'an async function',
    'async function go9() {\n  await 0\n  throw new Error("later")\n}\nawait go9()',
    'Error: later\n    at go9 (nacre:9:3:9)\n        throw new Error("later")\n              ^\n    at async nacre:9:5:1',
  ],
  [
    'code behind characters of several bytes, with types',
    'const u9 = ("日本🐚é" as string) && (null as any).x',
    'TypeError: Cannot read properties of null (reading \'x\')\n    at nacre:9:1:49\n      const u9 = ("日本🐚é" as string) && (null as any).x\n                                                        ^',
  ],
  ['no error', 'throw { a: 1 }', 'Uncaught { a: 1 }'],
  [
    'a cause',
    'throw new Error("a", { cause: "b" })',
    'Error: a\n    at nacre:9:1:7\n      throw new Error("a", { cause: "b" })\n            ^\n  cause: Uncaught \'b\'',
  ],
  [
    'properties',
    'throw Object.assign(new Error("a"), { code: "E" })',
    'Error: a\n    at nacre:9:1:21\n      throw Object.assign(new Error("a"), { code: "E" })\n                          ^\n  { code: \'E\' }',
  ],
  [
    'what V8 alone refuses',
    'let once = 1;\nwith (once) {}\nlet y = (a, a) => { "use strict"; }',
    'SyntaxError: Duplicate parameter name not allowed in this context\n    at nacre:9:3:13\n      let y = (a, a) => { "use strict"; }\n                  ^',
  ],
])('an error of %s', async (_, text, shown) => {
  expect(await failure(text)).toBe(shown)
})

test('lines count from where the text was cut', async () => {
  expect(await failure('0\nnope9()', 10)).toBe(
    'ReferenceError: nope9 is not defined\n    at nacre:9:11:1\n      nope9()\n      ^',
  )
})

test('a renamed name is told as the user wrote it', async () => {
  await session.lines('const ren9 = 1', 'let ren9 = 2')
  expect(await failure('ren9()')).toContain('TypeError: ren9 is not a function')
})

test('a timer is Node’s own again after it was shown', () => {
  const timer = setTimeout(() => {}, 60_000).unref()
  const before = inspect(timer)
  show(timer)
  expect(inspect(timer)).toBe(before)
})
