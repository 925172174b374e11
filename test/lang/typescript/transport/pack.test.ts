import { EventEmitter } from 'node:events'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInThisContext } from 'node:vm'
import { afterAll, expect, test } from 'vitest'
import type * as Fixture from '../../../fixtures/transport-module.ts'
import { Loader } from '../../../../src/lang/typescript/loader.ts'
import { Stacks } from '../../../../src/lang/typescript/stack.ts'
import { SessionPacker } from '../../../../src/lang/typescript/transport/session-packer.ts'
import { unpack } from '../../../../src/lang/typescript/transport/unpack.ts'

const stacks = new Stacks()
const loader = new Loader({ stacks })
const parent = pathToFileURL(join(import.meta.dirname, '../../../fixtures/here')).href
// As Node does it: the test runner's modules are functions of its own.
const fixture = (await loader.import('./transport-module.ts', parent)) as typeof Fixture
const packer = new SessionPacker({
  hostNames: new Set(Object.getOwnPropertyNames(globalThis)),
  stacks,
  parent: () => parent,
  variable: name => (name === 'HOME' ? '/home/me' : undefined),
  runtime: '__nacre_test',
})
afterAll(() => {
  packer.close()
  loader.close()
})

const pack = (value: unknown) => packer.pack(value, 'fn', () => undefined)

/** The function as a worker gets it. */
async function carry<F>(fn: F): Promise<F> {
  const { parcel } = pack(fn)
  return (await unpack(structuredClone(parcel), (specifier, from) => loader.import(specifier, from))) as F
}

test.each(fixture.carried)('carries %s', async (_, fn, answer) => {
  const there = await carry(fn)
  expect(typeof there).toBe('function')
  expect(await there(2)).toEqual(answer)
})

test('values of a nested function, and of a turn of its loop', async () => {
  const [, second] = fixture.nested(10)
  expect((await carry(second))?.(1)).toBe(12)
})

test('what functions share they share there too, apart from here', async () => {
  const { up, read } = await carry(fixture.sharing)
  up()
  up()
  expect([read(), fixture.here()]).toEqual([2, 0])
})

test('generators', async () => {
  expect([...(await carry(fixture.generator))(2)]).toEqual([84])
})

test('a function keeps its name', async () => {
  expect((await carry(fixture.isEven)).name).toBe('isEven')
})

test.each(fixture.refused)('refuses %s by name', (_, fn, message) => {
  expect(() => pack(fn)).toThrow(message)
})

const circle: { self?: unknown } = {}
circle.self = circle
const sticky = /a/g
sticky.lastIndex = 3

test.each<[string, unknown]>([
  ['a bigint', 10n],
  ['an array of floats', new Float32Array([1.5])],
  ['a date', new Date(5)],
  ['a map of objects', new Map([['a', { b: new Set([1]) }]])],
  ['a circle', circle],
  ['an error with members', Object.assign(new RangeError('far', { cause: 'c' }), { code: 'E_FAR' })],
  ['a regular expression at work', sticky],
  ['an address', new URL('http://a/b')],
  ['bytes', Buffer.from('bytes')],
  ['a symbol that all have', Symbol.for('all')],
  ['a well-known symbol', Symbol.iterator],
  ['a function that all have', Math.max],
])('copies %s', async (_, value) => {
  const copy = await carry(value)
  expect(copy).toEqual(value)
})

test('with what structuredClone leaves behind', async () => {
  expect((await carry(sticky)).lastIndex).toBe(3)
  expect(await carry(Object.assign(new Error('e'), { code: 'E' }))).toHaveProperty('code', 'E')
})

test('a map of functions', async () => {
  const copy = await carry(new Map([['double', (n: number) => n * 2]]))
  expect(copy.get('double')?.(4)).toBe(8)
})

const only = 'which lives in this process only'

test.each<[unknown, string]>([
  [new WeakMap(), `it is a WeakMap, ${only}`],
  [new WeakRef({}), `it is a WeakRef, ${only}`],
  [Promise.resolve(1), `it is a Promise, ${only}`],
  [new Socket(), `it is a Socket, ${only}`],
  [new AbortController().signal, `it is an AbortSignal, ${only}`],
  [new Headers(), `it is a Headers, ${only}`],
  [fixture.generator(1), only],
  [[1].values(), only],
  [Symbol('own'), 'a symbol of its own exists once only'],
  [new Proxy({}, {}), 'a Proxy cannot be cloned'],
  [Math.max.bind(null), 'it is a bound or native function'],
  [EventEmitter.prototype.on, 'it is a function of Node itself'],
  [new (class Far extends Error {})('x'), 'it is a Far, made on top of Error'],
  [{ a: [{ b: new WeakSet() }] }, '`fn.a[0].b` cannot go to a worker: it is a WeakSet'],
])('refuses %o', (value, message) => {
  expect(() => pack(value)).toThrow(message)
})

test('refuses `this` of the place where an arrow function was written', () => {
  expect(() => pack(fixture.withThis)).toThrow('it uses `this` of the place it was written in')
})

test('names that the shell gives are asked for, and may be refused', () => {
  Object.defineProperty(globalThis, 'shellName', { value: 1, configurable: true, enumerable: false })
  const fn = runInThisContext('() => shellName') as () => unknown
  expect(() => packer.pack(fn, 'fn', name => `${name} stays`)).toThrow(
    '`shellName` cannot go to a worker: shellName stays',
  )
  Reflect.deleteProperty(globalThis, 'shellName')
})

test('commands of the prompt stay, its variables go', async () => {
  const running = runInThisContext('() => __nacre_test.capture(0)') as unknown
  expect(() => pack(running)).toThrow('it runs commands of the shell')
  const reading = runInThisContext('() => __nacre_test.variables.HOME') as () => unknown
  expect((await carry(reading))()).toBe('/home/me')
})

test('a stack has the lines of the file', async () => {
  const packed = pack(fixture.failing)
  const there = (await unpack(structuredClone(packed.parcel), () => Promise.resolve({}))) as () => never
  let stack = ''
  try {
    there()
  } catch (error) {
    stack = (error as Error).stack ?? ''
  }
  expect(stack).toContain('nacre-packed')
  expect(packer.trace(stack, packed)).toMatch(/transport-module\.ts:103:9/)
})
