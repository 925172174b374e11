import { expect, test } from 'vitest'
import { Input } from '../../src/value/index.ts'

/** An input whose reads give these texts or bytes, one each. */
function inputOf(...chunks: (string | number[])[]): Input {
  const left = chunks.map(chunk => (typeof chunk === 'string' ? Buffer.from(chunk) : Uint8Array.from(chunk)))
  return new Input({ read: () => left.shift() })
}

const collect = async (items: AsyncIterable<unknown>) => await Array.fromAsync(items)

test.each<[name: string, chunks: (string | number[])[], lines: string[]]>([
  ['nothing', [], []],
  ['one line', ['a\n'], ['a']],
  ['no newline at the end', ['a\nb'], ['a', 'b']],
  ['blank lines', ['\n\na\n\n'], ['', '', 'a', '']],
  ['a line over chunks', ['ab', 'c', 'd\ne', '\n'], ['abcd', 'e']],
  ['a character over chunks', [[0x61, 0xe2], [0x82], [0xac, 0x0a, 0xc3], [0xa9]], ['a€', 'é']],
  ['bytes that are no UTF-8', [[0xff, 0x0a, 0x80]], ['\udcff', '\udc80']],
  ['a carriage return stays', ['a\r\nb\r\n'], ['a\r', 'b\r']],
])('lines of %s', async (_, chunks, lines) => {
  expect(await collect(inputOf(...chunks))).toEqual(lines)
  expect(await inputOf(...chunks).lines()).toEqual(lines)
})

test('text, bytes and json are whole', async () => {
  expect(await inputOf('a\n', [0xff], 'b').text()).toBe('a\n\udcffb')
  expect(await inputOf('a', 'b').bytes()).toEqual(Buffer.from('ab'))
  expect(await inputOf('{"a"', ':1}\n').json()).toEqual({ a: 1 })
})

test('ndjson and objects are a value a line', async () => {
  expect(
    await inputOf('{"a":1}\n\n[2]', '\n"x')
      .ndjson()
      .then(undefined, (error: unknown) => (error as Error).name),
  ).toBe('SyntaxError')
  expect(await inputOf('{"a":1}\n\n[2]\n').objects()).toEqual([{ a: 1 }, [2]])
  expect(await collect(inputOf('1\n2\n').ndjson())).toEqual([1, 2])
})

test.each<[text: string, rows: unknown[]]>([
  ['a,b\n1,2\n', [{ a: '1', b: '2' }]],
  [
    'a,b\r\n1,2\r\n3,4',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['a,b\n"x, ""y""","l1\nl2"\n', [{ a: 'x, "y"', b: 'l1\nl2' }]],
  [
    'a,b\n1\n,',
    [
      { a: '1', b: '' },
      { a: '', b: '' },
    ],
  ],
  ['\ufeffa\n1', [{ a: '1' }]],
  ['', []],
])('csv of %j', async (text, rows) => {
  expect(await inputOf(text).csv()).toEqual(rows)
})

test('csv as arrays, with another separator', async () => {
  expect(await inputOf('a;b\n1;2').csv({ header: false, separator: ';' })).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('what a neighbour gives', async () => {
  async function* items() {
    yield { a: 1 }
    yield 'x\ny'
    yield 3
  }
  expect(await new Input(items()).lines()).toEqual(['{"a":1}', 'x', 'y', '3'])
  async function* objects() {
    yield { a: 1 }
    yield { b: new Date(0) }
  }
  expect(await new Input(objects()).objects()).toEqual([{ a: 1 }, { b: new Date(0) }])
})

test.each<[text: string, value: unknown]>([
  ['a: 1\nb: [x, no]\n', { a: 1, b: ['x', 'no'] }],
  ['', null],
  ['a: &x {k: v}\nb: *x\n', { a: { k: 'v' }, b: { k: 'v' } }],
  ['---\na: 1\n---\n- b\n', [{ a: 1 }, ['b']]],
])('yaml %j', async (text, value) => {
  expect(await inputOf(text).yaml()).toEqual(value)
})

test('toml, and what is wrong in either', async () => {
  expect(await inputOf('n = 1_000\n[t]\nd = 1979-05-27\n').toml()).toMatchObject({ n: 1000 })
  await expect(inputOf('a: [1').yaml()).rejects.toThrow(/^yaml: .* line 1/)
  await expect(inputOf('a = \n').toml()).rejects.toThrow(/^toml: /)
})

test.each<[name: string, read: (input: Input) => unknown, gives: unknown]>([
  ['map and filter', i => i.filter(x => Number(x) % 2).map((x, at) => `${x}@${at}`), ['1@0', '3@1', '5@2']],
  ['async functions', i => i.map(async x => await Promise.resolve(Number(x) + 1)), [2, 3, 4, 5, 6]],
  ['flatMap', i => i.take(2).flatMap(x => [x, x]), ['1', '1', '2', '2']],
  ['take and drop', i => i.drop(1).take(2), ['2', '3']],
  ['take none', i => i.take(0), []],
  ['find', i => i.find(x => x > '2'), '3'],
  ['find nothing', i => i.find(x => x > '9'), undefined],
  ['some, of a falsy item', i => i.map(() => 0).some(x => x === 0), true],
  ['every', i => i.every(x => x < '5'), false],
  ['reduce', i => i.reduce((sum, x) => sum + Number(x), 0), 15],
  ['toArray', i => i.toArray(), ['1', '2', '3', '4', '5']],
])('the methods of iterators: %s', async (_, read, gives) => {
  expect(await read(inputOf('1\n2\n', '3\n4\n5'))).toEqual(gives)
})

test('take reads no more than it takes', async () => {
  let reads = 0
  const input = new Input({ read: () => Buffer.from(`${++reads}\n`) })
  expect(await input.take(3)).toEqual(['1', '2', '3'])
  expect(reads).toBe(3)
})

test('the items of a neighbour are its values', async () => {
  async function* values() {
    yield { a: 1 }
    yield Promise.resolve('text')
    yield Buffer.from('two\nli')
    yield Buffer.from('nes\n')
  }
  expect(await new Input(values()).items()).toEqual([{ a: 1 }, 'text', 'two', 'lines'])
})
