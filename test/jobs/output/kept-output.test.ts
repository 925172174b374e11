import { expect, test } from 'vitest'
import { KeptOutput } from '../../../src/jobs/index.ts'
import { OutputStore } from '../../../src/jobs/output/store.ts'

const bytes = (text: string): Buffer => Buffer.from(text)

async function linesOf(output: AsyncIterable<string>): Promise<string[]> {
  const lines: string[] = []
  for await (const line of output) lines.push(line)
  return lines
}

test('all of it, or one stream of it, any number of times', async () => {
  const output = new KeptOutput()
  output.write('stdout', bytes('one\n'))
  output.write('stderr', bytes('oops\n'))
  output.write('stdout', bytes('two\n'))
  for (const _ of [1, 2]) expect(await output.text()).toBe('one\noops\ntwo\n')
  expect(await output.text('stdout')).toBe('one\ntwo\n')
  expect(await output.text('stderr')).toBe('oops\n')
})

test('lines come while it is written; streams do not cut each other', async () => {
  const output = new KeptOutput()
  output.write('stdout', bytes('be'))
  const lines = linesOf(output)
  output.write('stderr', bytes('warning\n'))
  await new Promise(resolve => setImmediate(resolve))
  output.write('stdout', bytes('gin\nend'))
  output.end()
  expect(await lines).toEqual(['warning', 'begin', 'end'])
  expect(await linesOf(output)).toEqual(['warning', 'begin', 'end'])
})

test('a follower ends when it is told to', async () => {
  const output = new KeptOutput()
  output.write('stdout', bytes('one\n'))
  const stop = new AbortController()
  const seen: string[] = []
  for await (const chunk of output.chunks({ follow: true, signal: stop.signal })) {
    seen.push(String(chunk))
    setImmediate(() => stop.abort())
  }
  expect(seen).toEqual(['one\n'])
})

test.each([
  ['', ''],
  ['one\ntwo\n', 'two'],
  ['10%\r20%\r', '20%'],
  ['one\ntwo\n\n  \n', 'two'],
])('the last line of %j is %j', (text, line) => {
  const output = new KeptOutput()
  output.write('stdout', bytes(text))
  expect(output.lastLine).toBe(line)
})

/** Numbered lines on alternating streams, in writes of odd sizes. */
function fill(output: KeptOutput, count: number): string {
  let all = ''
  for (let i = 0; i < count; i++) {
    const text = `line ${i} ${'x'.repeat(i % 37)}\n`
    output.write(i % 3 === 0 ? 'stderr' : 'stdout', bytes(text))
    all += text
  }
  return all
}

test('what does not fit into memory comes back from the file', async () => {
  const output = new KeptOutput(new OutputStore({ memory: 5000, segment: 1 << 20 }))
  const all = fill(output, 3000)
  expect(output.memory).toBeLessThan(5000)
  expect(output.size).toBe(all.length)
  expect(await output.text()).toBe(all)
  expect(output.lastLine).toMatch(/^line 2999 /)
})

test('a reader goes on through the moves from memory to the file', async () => {
  const output = new KeptOutput(new OutputStore({ memory: 2000, segment: 4000 }))
  const read: string[] = []
  const reading = (async () => {
    for await (const chunk of output.chunks({ follow: true })) read.push(String(chunk))
  })()
  let all = ''
  for (let i = 0; i < 300; i++) {
    const text = `${i} ${'y'.repeat((i * 7) % 90)}\n`
    all += text
    output.write(i % 2 === 0 ? 'stdout' : 'stderr', bytes(text))
    await new Promise(resolve => setImmediate(resolve))
  }
  output.end()
  await reading
  expect(read.join('')).toBe(all)
})

test('of a very long one the end is kept', async () => {
  const output = new KeptOutput(new OutputStore({ memory: 1000, segment: 10_000 }))
  const all = fill(output, 5000)
  const kept = await output.text()
  expect(all.endsWith(kept)).toBe(true)
  expect(kept.length).toBeLessThan(25_000)
  expect(kept.length).toBeGreaterThan(10_000)
  expect(output.size).toBe(all.length)
})

test('single bytes cost no more than their bytes', () => {
  const output = new KeptOutput(new OutputStore({ memory: 1 << 20, segment: 64 << 20 }))
  for (let i = 0; i < 200_000; i++) output.write('stdout', bytes('x'))
  expect(output.memory).toBeLessThan(400_000)
})
