/** Ctrl-C stops whatever runs, and nothing that a person's code does takes the session down. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { sharedShell, shells, type ShellProgram } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterAll(close)
let shell: ShellProgram
sharedShell(
  ready => void (shell = ready),
  async ready => {
    await ready.line('const keep = 41')
    await ready.line(
      'const later = (go, run) => { const t = setInterval(() => { if (fs.existsSync(go)) { clearInterval(t); run() } }, 5) }',
    )
  },
)

/** Far more than a loaded machine takes, and far less than what is stopped would run. */
const promptly = 15_000
let count = 0

/** Types a line whose callback is called once the line is over. */
async function callLater(run: string): Promise<void> {
  const go = `go-${++count}`
  await shell.line(`later('${go}', () => ${run})`)
  writeFileSync(join(shell.home, go), '')
}

const endless: [name: string, text: string][] = [
  ['a loop', 'GO; while (true) {}'],
  ['a loop after an await', 'GO; await 0; while (true) {}'],
  ['a loop of awaits', 'GO; for (;;) await 0'],
  ['a promise that never comes', 'GO; await new Promise(() => {})'],
  ['an async function that never ends', 'GO; await (async () => { for (;;) await 0 })()'],
]

describe('Ctrl-C stops', () => {
  test.each(endless)('%s of TypeScript', async (_, text) => {
    const mark = `mark-${++count}`
    shell.send(`${text.replace('GO', `console.log("mark" + "-${count}")`)}\r`)
    await shell.until(screen => screen.includes(mark))
    shell.send('\x03')
    await shell.shown(promptly)
    expect((await shell.line(`keep + ${count}000`)).split('\n').at(-1)).toBe(`${41 + count * 1000}`)
  })

  test.each([
    ['a loop of commands', 'echo GO; while :; do :; done'],
    ['a loop of programs', 'echo GO; while true; do /bin/true; done'],
    ['an endless stage', 'echo GO; yes | @(async i => { for await (const l of i) {} })'],
    ['a stage that waits', 'echo GO; @(async () => { await new Promise(() => {}) }) | cat'],
    ['a command in a block', 'for (const s of [100, 101]) {\recho GO; sleep $s\r}'],
    ['zx', 'console.log("G" + "O"); await $`sleep 100`'],
    ['wait', 'sleep 100 & echo GO; wait'],
    ['a function of the shell', 'f() { while :; do sleep 0.01; done; }; echo GO; f'],
  ])('%s', async (_, text) => {
    const mark = `mark-${++count}`
    shell.send(`${text.replace('"G" + "O"', `"mark" + "-${count}"`).replace('GO', `"mark"-${count}`)}\r`)
    await shell.until(screen => screen.includes(mark))
    shell.send('\x03')
    await shell.shown(promptly)
    expect((await shell.line(`keep + ${count}000`)).split('\n').at(-1)).toBe(`${41 + count * 1000}`)
  })
})

test('zx is whole after a Ctrl-C while it was loaded', async () => {
  const other = await open()
  other.send('console.log("lo" + "ads"); fs.existsSync("/"); for (;;) await $`sleep 1`\r')
  await other.until(/^loads$/m)
  other.send('\x03')
  await other.shown(promptly)
  expect(await other.line('= `${await $`echo whole`} ${typeof fs.existsSync}`')).toBe("'whole function'")
})

test('Ctrl-C is never lost between two programs, however short', async () => {
  for (let round = 0; round < 15; round++) {
    const mark = `mark-${++count}`
    shell.send(`echo "mark"-${count}; while true; do /bin/true; done\r`)
    await shell.until(screen => screen.includes(mark))
    shell.send('\x03')
    await shell.shown(promptly)
    expect((await shell.line(`keep + ${count}000`)).split('\n').at(-1)).toBe(`${41 + count * 1000}`)
  }
})

describe('the session outlives', () => {
  test('a throwing timer, told above the prompt', async () => {
    await callLater('{ throw new Error("from" + "-timer") }')
    await shell.until(/Error: from-timer[^]*❯$/)
    shell.settle()
  })

  test('a rejection that nobody handles', async () => {
    await shell.line('Promise.reject(new Error("from" + "-promise")) && 0')
    await shell.until(/Error: from-promise[^]*❯$/)
    shell.settle()
  })

  test('an exit in a callback', async () => {
    await callLater('process.exit(3)')
    await shell.until(/is not followed[^]*❯$/)
    shell.settle()
    expect(await shell.line('keep')).toBe('41')
  })
})

test('console.log from a timer comes above the line that is typed', async () => {
  await callLater('console.log("tick" + "-tock")')
  shell.send('echo half')
  await shell.until(/^tick-tock$[^]*❯ echo half$/m)
  shell.settle()
  expect(await shell.line('')).toBe('half')
})

test('so does what a timer writes by process.stdout, and its callback is called', async () => {
  await callLater('process.stdout.write("tick" + "-out", () => console.error("back"))')
  shell.send('echo half')
  await shell.until(/^tick-out\nback\n.*❯ echo half$/m)
  shell.settle()
  expect(await shell.line('')).toBe('half')
})

test('process.chdir moves the shell', async () => {
  const shell = await open()
  mkdirSync(join(shell.home, 'inner'))
  await shell.line('process.chdir("inner")')
  expect(await shell.line('pwd')).toBe(join(shell.home, 'inner'))
  await shell.line('cd ..')
  expect(await shell.line('process.cwd()')).toBe(`'${shell.home}'`)
})

test('process.exit in a line leaves with its status', async () => {
  const other = await open()
  other.send('process.exit(7)\r')
  expect((await other.exited()).status).toBe(7)
})

// Nobody can press Ctrl-C there any more: such shells went on computing for ever.
test.each([
  "console.log('be' + 'gun'); while (true) {}",
  'echo be""gun; while :; do :; done',
  "console.log('be' + 'gun'); setInterval(() => { while (true) {} }, 1)",
])('a window that is closed ends the shell: %s', async code => {
  const lone = await open()
  lone.send(`${code}\r`)
  await lone.until(/^begun$/m)
  lone.closeWindow()
  await expect.poll(() => isThere(lone.pid), { timeout: promptly }).toBe(false)
})

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
