import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

interface Told {
  readonly mark?: boolean
  readonly value?: unknown
  readonly error?: string
}

/** Runs statements in a process of its own; at each mark it gets a SIGINT. Gives what was told, marks left out. */
async function interrupted(...statements: string[]): Promise<{ told: Told[]; end: string | number | null }> {
  const driver = join(import.meta.dirname, 'driver.ts')
  const child = spawn(process.execPath, [driver, ...statements], { stdio: ['ignore', 'pipe', 'pipe'] })
  const told: Told[] = []
  const lines = (async () => {
    for await (const line of createInterface(child.stdout)) {
      const said = JSON.parse(line) as Told
      if (said.mark === true) child.kill('SIGINT')
      else told.push(said)
    }
  })()
  // A notice means that nothing could be stopped: then comes the second interrupt.
  child.stderr.on('data', (data: Buffer) => {
    if (data.includes('"notice"')) child.kill('SIGINT')
  })
  const end = await new Promise<string | number | null>(resolve =>
    child.on('close', (code, signal) => resolve(signal ?? code)),
  )
  await lines
  return { told, end }
}

const stopped = { error: 'Interrupted: interrupted' }

test.each<[name: string, statement: string]>([
  ['a loop', 'while (true) mark?.(), (mark = undefined)'],
  ['a loop after an await', 'for (await 0; ; ) mark?.(), (mark = undefined)'],
  ['a loop after a timer', 'for (await new Promise(r => setTimeout(r, 1)); ; ) mark?.(), (mark = undefined)'],
  ['a loop of microtasks', 'for (mark(); ; ) await 0'],
  ['a loop of turns', 'for (mark(); ; ) await new Promise(r => setImmediate(r))'],
  ['a promise that never comes', 'await new Promise(() => mark())'],
  ['a long timer', 'await new Promise(r => setTimeout(r, 1e8, mark()))'],
  [
    'a loop in a timer, while something is awaited',
    'await new Promise(() => setTimeout(() => { mark(); while (true) {} }, 1))',
  ],
  [
    'a loop in a module’s callback',
    "(await import('node:fs')).readFile('/dev/null', () => { mark(); while (true) {} }), await new Promise(() => {})",
  ],
])('stops %s, and the scope lives on', async (_, statement) => {
  const { told, end } = await interrupted('const keep = 5', statement, 'keep + 1')
  expect(told).toEqual([{ value: null }, stopped, { value: 6 }])
  expect(end).toBe(0)
})

test('what an interrupted loop of awaits would do next does not happen', async () => {
  const { told } = await interrupted(
    'let n = 0',
    'for (;;) { if (n++ === 3) mark(); await new Promise(r => setTimeout(r, 1)) }',
    'const then = n',
    'await new Promise(r => setTimeout(r, 30))',
    'n - then < 2',
  )
  expect(told.slice(1)).toEqual([stopped, { value: null }, { value: null }, { value: true }])
})

test('a loop in a timer at the prompt is stopped as well', async () => {
  const { told, end } = await interrupted(
    'setTimeout(() => { mark(); while (true) {} }, 1) && 1',
    'await new Promise(r => setTimeout(r, 100))',
    '1 + 1',
  )
  expect(told.at(-1)).toEqual({ value: 2 })
  expect(end).toBe(0)
})

test('what cannot be stopped ends at the second interrupt', async () => {
  // A timer behind the guard's back: terminating in its turn would abort Node.
  const timer = "process.getBuiltinModule('timers').setTimeout(() => { mark(); while (true) {} }, 1) && 1"
  const { told, end } = await interrupted(timer, 'idle')
  expect(told).toEqual([{ value: 1 }])
  expect(end).toBe('SIGKILL')
})

test.each<[name: string, statements: string[], told: object[]]>([
  [
    'a throwing timer',
    [
      'setTimeout(() => { throw new Error("t") }, 0) && 1',
      'await new Promise(r => setTimeout(r, 20))',
      '2 + 2',
    ],
    [{ value: 1 }, { uncaught: 'Error: t' }, { value: null }, { value: 4 }],
  ],
  [
    'an unhandled rejection',
    ['void Promise.reject(new Error("r"))', 'await new Promise(r => setTimeout(r, 20))'],
    [{ value: null }, { uncaught: 'Error: r' }, { value: null }],
  ],
  [
    'process.exit',
    ['process.exit(3)', '1 + 1'],
    [{ exit: 3 }, { error: 'ExitRequested: exit 3' }, { value: 2 }],
  ],
  ['process.chdir', ['process.chdir("/")', '1 + 1'], [{ directory: '/' }, { value: null }, { value: 2 }]],
])('outlives %s', async (_, statements, told) => {
  expect(await interrupted(...statements)).toEqual({ told, end: 0 })
})
