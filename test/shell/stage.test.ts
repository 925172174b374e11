import { expect, test } from 'vitest'
import type { Shell } from '../../src/lang/eval/index.ts'
import { runStage } from '../../src/shell/stage.ts'
import { linkEnds } from '../../src/value/index.ts'

interface End {
  read(): Uint8Array | undefined
  write(bytes: Uint8Array): void
}

interface Ends {
  readonly shell: Shell
  readonly out: () => string
  readonly err: () => string
  readonly ends: End[]
}

/** A shell that is three descriptors and a session that nobody interrupts; the input gives these texts. */
function threeEnds(...input: string[]): Ends {
  const written: Buffer[][] = [[], [], []]
  const chunks = input.map(text => Buffer.from(text))
  const ends = written.map(list => ({
    read: () => chunks.shift(),
    write: (bytes: Uint8Array) => void list.push(Buffer.from(bytes)),
  }))
  const shell = { descriptors: { get: (fd: number) => ends[fd] }, session: {} } as unknown as Shell
  const text = (fd: number) => Buffer.concat(written[fd] ?? []).toString()
  return { shell, out: () => text(1), err: () => text(2), ends }
}

interface Readable extends AsyncIterable<string> {
  text(): Promise<string>
  objects(): Promise<unknown[]>
}

test.each<[name: string, value: unknown, input: string, out: string]>([
  ['a value', [1, 2], '', '1\n2\n'],
  ['a function of the input', async (i: Readable) => (await i.text()).toUpperCase(), 'ab', 'AB\n'],
  [
    'an async generator',
    async function* (i: Readable) {
      for await (const l of i) yield `<${l}>`
    },
    'a\nb\n',
    '<a>\n<b>\n',
  ],
  [
    'a generator that stops',
    function* () {
      yield 1
      return
    },
    'a',
    '1\n',
  ],
  [
    'console writes to the stage',
    () => {
      console.log('said')
      return 'done'
    },
    '',
    'said\ndone\n',
  ],
])('%s', async (_, value, input, out) => {
  const ends = threeEnds(input)
  expect(await runStage(value, ends.shell)).toBe(0)
  expect(ends.out().split('\n').toSorted()).toEqual(out.split('\n').toSorted())
})

test('an error is a message and status 1', async () => {
  const ends = threeEnds()
  expect(
    await runStage(() => {
      throw new TypeError('bad thing')
    }, ends.shell),
  ).toBe(1)
  expect(ends.err()).toContain('TypeError: bad thing')
  expect(ends.out()).toBe('')
})

test.each<[value: (input: string) => unknown, hint: string]>([
  [l => l.trim(), 'hint: it is called once, for all lines: i => i.map(l => l.trim(…))'],
  [
    async line => [await Promise.resolve(1), line.split(' ')],
    'hint: it is called once, for all lines: i => i.map(line =>',
  ],
])('%s: a function of a line is told what it gets', async (value, hint) => {
  const ends = threeEnds()
  expect(await runStage(value, ends.shell)).toBe(1)
  expect(ends.err()).toContain(hint)
})

test('no such hint where something else is no function', async () => {
  const ends = threeEnds()
  const five = 5 as unknown as string
  await runStage((l: string) => [l, five.trim()], ends.shell)
  expect(ends.err()).toContain('is not a function')
  expect(ends.err()).not.toContain('hint')
})

interface Lines {
  lines(then?: (line: string) => void): unknown
  done?: boolean
  text(): Promise<string>
}

test.each<[name: string, value: unknown, hint: string]>([
  ['an expression', (i: Lines) => void i.lines(), ''],
  [
    'a block',
    (i: Lines) => {
      i.lines()
    },
    'i => i.lines()',
  ],
  [
    'a block that waits',
    async (input: Lines) => {
      await input.text()
    },
    'input => input.text()',
  ],
  [
    'two steps',
    (i: Lines) => {
      i.lines()
      i.done = true
    },
    '',
  ],
  [
    'a callback',
    (i: Lines) => {
      i.lines(line => line.length)
    },
    '',
  ],
])('what a stage reads and gives to nobody: %s', async (_, value, hint) => {
  const ends = threeEnds('a\n')
  expect(await runStage(value, ends.shell)).toBe(0)
  expect(ends.err()).toBe(
    hint === '' ? '' : `nacre: a stage gave nothing, for it returns nothing\n  hint: ${hint}\n`,
  )
})

test('a reader that left is SIGPIPE', async () => {
  const ends = threeEnds()
  const [, output] = ends.ends
  if (output === undefined) throw new Error('no output')
  output.write = () => {
    throw Object.assign(new Error('Broken pipe'), { code: 'EPIPE' })
  }
  expect(
    await runStage(function* () {
      for (;;) yield 'y'
    }, ends.shell),
  ).toBe(141)
  expect(ends.err()).toBe('')
})

/** Two stages side by side; gives what the second one wrote. */
async function pair(
  first: unknown,
  second: unknown,
): Promise<{ out: string; statuses: unknown[]; err: string }> {
  const [a, b] = [threeEnds(), threeEnds()]
  linkEnds(b.ends[0] as object, a.ends[1] as object)
  const statuses = await Promise.all([runStage(first, a.shell), runStage(second, b.shell)])
  return { out: b.out(), statuses, err: a.err() + b.err() }
}

test.each<[name: string, first: unknown, second: unknown, out: string]>([
  [
    'an object is the argument',
    () => ({ dependencies: { a: 1, b: 2 } }),
    (p: { dependencies: object }) => Object.keys(p.dependencies),
    'a\nb\n',
  ],
  ['and an input too', () => ({ a: 1 }), async (i: Readable) => (await i.text()).length, '8\n'],
  [
    'items are objects',
    () => [{ n: 1 }, { n: 2 }],
    async (i: Readable) => (await i.objects()).map(o => (o as { n: number }).n + 1),
    '2\n3\n',
  ],
  ['items are lines as well', () => ['a', { n: 2 }], async (i: Readable) => await i.text(), 'a\n{"n":2}\n'],
  [
    'a method of the object',
    () => new Map([['k', 'v']]),
    async (i: Readable) => await i.objects(),
    '["k","v"]\n',
  ],
])('neighbours: %s', async (_, first, second, out) => {
  expect(await pair(first, second)).toEqual({ out, statuses: [0, 0], err: '' })
})

test('neighbours: an early end stops the first', async () => {
  let cleaned = false
  const first = async function* () {
    try {
      for (;;) yield 1
    } finally {
      cleaned = true
    }
  }
  const second = async function* (i: Readable) {
    for await (const line of i) return void (yield line)
  }
  expect(await pair(first, second)).toEqual({ out: '1\n', statuses: [141, 0], err: '' })
  expect(cleaned).toBe(true)
})

test('neighbours: a failing first one ends the second', async () => {
  const { statuses } = await pair(
    () => {
      throw new Error('first')
    },
    async (i: Readable) => await i.text(),
  )
  expect(statuses).toEqual([1, 0])
})
