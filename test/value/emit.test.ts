import { expect, test } from 'vitest'
import { ByteOutput, Channel, ChannelClosed, emit } from '../../src/value/index.ts'

async function emitted(value: unknown): Promise<string> {
  const chunks: Uint8Array[] = []
  await emit(value, new ByteOutput(bytes => void chunks.push(bytes)))
  return Buffer.concat(chunks).toString('latin1')
}

test.each<[name: string, value: unknown, text: string]>([
  ['undefined', undefined, ''],
  ['a string', 'a', 'a\n'],
  ['a line', 'a\n', 'a\n'],
  ['an empty string', '', '\n'],
  ['a number', 1.5, '1.5\n'],
  ['a bigint', 10n, '10\n'],
  ['a boolean', false, 'false\n'],
  ['null', null, 'null\n'],
  ['bytes', Uint8Array.of(1, 255), '\u0001\u00ff'],
  ['a lone surrogate', '\udcff', '\u00ff\n'],
  ['an object', { a: 1 }, '{"a":1}\n'],
  ['a date', new Date(0), '1970-01-01T00:00:00.000Z\n'],
  ['a URL', new URL('https://a.b/c'), 'https://a.b/c\n'],
  ['an array', ['a', 1, { b: 2 }, [3], undefined], 'a\n1\n{"b":2}\n[3]\n'],
  ['a set', new Set(['a', 'b']), 'a\nb\n'],
  ['a promise', Promise.resolve(['a']), 'a\n'],
  [
    'a generator',
    (function* () {
      yield 1
      yield 'x'
    })(),
    '1\nx\n',
  ],
  [
    'an async generator',
    (async function* () {
      yield 1
      await Promise.resolve()
      yield 'x'
    })(),
    '1\nx\n',
  ],
  [
    'a bare iterator',
    {
      left: 2,
      next(this: { left: number }) {
        return { done: this.left-- === 0, value: 'i' }
      },
    },
    'i\ni\n',
  ],
  ['a response', new Response('raw'), 'raw'],
  ['text and bytes in order', ['a', Buffer.from('b'), 'c'], 'a\nbc\n'],
])('emits %s', async (_, value, text) => {
  expect(await emitted(value)).toBe(text)
})

test.each<[value: unknown, message: string]>([
  [() => 1, 'a function cannot go through a pipe'],
  [Symbol('s'), 'a symbol cannot go through a pipe'],
  [new RangeError('bad'), 'bad'],
  [{ big: 1n }, 'BigInt'],
])('refuses %s', async (value, message) => {
  await expect(emitted(value)).rejects.toThrow(message)
})

test('lines come out before the next item is there', async () => {
  const seen = Promise.withResolvers<string>()
  const more = Promise.withResolvers<void>()
  async function* slow() {
    yield 'first'
    await more.promise
  }
  const done = emit(slow(), new ByteOutput(bytes => seen.resolve(Buffer.from(bytes).toString())))
  expect(await seen.promise).toBe('first\n')
  more.resolve()
  await done
})

test('a slow reader holds the writer back', async () => {
  let pending = Promise.withResolvers<void>()
  let given = 0
  function* endless() {
    for (;;) {
      given++
      yield 'x'.repeat(10_000)
    }
  }
  const failing = Object.assign(new Error('Broken pipe'), { code: 'EPIPE' })
  const done = emit(endless(), new ByteOutput(() => pending.promise))
  await new Promise(setImmediate)
  expect(given).toBeLessThan(10)
  const before = pending
  pending = Promise.withResolvers()
  pending.reject(failing)
  before.resolve()
  await expect(done).rejects.toBe(failing)
})

test('a reader that leaves lets the generator clean up', async () => {
  let cleaned = false
  function* items() {
    try {
      for (;;) yield 'x'.repeat(1e5)
    } finally {
      cleaned = true
    }
  }
  const gone = new ByteOutput(() => {
    throw new Error('EPIPE')
  })
  await expect(emit(items(), gone)).rejects.toThrow('EPIPE')
  expect(cleaned).toBe(true)
})

test('a channel holds back, ends, and tells a writer that nobody reads', async () => {
  const channel = new Channel()
  let given = 0
  function* numbers() {
    for (; given < 1000; given++) yield given
  }
  const writing = emit(numbers(), channel).then(() => channel.end())
  await new Promise(setImmediate)
  expect(given).toBeLessThan(100)
  expect((await Array.fromAsync(channel)).length).toBe(1000)
  await writing

  const left = new Channel()
  left.abandon()
  await expect(emit([1], left)).rejects.toBeInstanceOf(ChannelClosed)
})
