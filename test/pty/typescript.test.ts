import { expect, test } from 'vitest'
import { sharedShell, type ShellProgram } from '../helpers/shell-program.ts'

let pty: ShellProgram
sharedShell(
  ready => void (pty = ready),
  ready => ready.line('const keep = 41'),
  { args: ['-i', '--norc'] },
)

let count = 0

/** Types a line and waits for what it shows, then for the next prompt. */
async function line(text: string, shows: string): Promise<void> {
  pty.send(`${text}\r`)
  if (shows !== '') await pty.until(screen => screen.includes(shows))
  const mark = `done-${++count}-${count * 7}`
  pty.send(`echo done-${count}-$((${count} * 7))\r`)
  await pty.until(screen => screen.includes(mark))
}

test('a value is shown, and names live on', async () => {
  await line('keep + 1', '42')
})

test.each<[name: string, text: string]>([
  ['a loop', 'console.log("go" + "ing1"); while (true) {}'],
  ['a loop after an await', 'console.log("go" + "ing2"); await 0; while (true) {}'],
  ['a loop of awaits', 'console.log("go" + "ing3"); for (;;) await 0'],
  ['a promise that never comes', 'console.log("go" + "ing4"); await new Promise(() => {})'],
])('Ctrl-C stops %s, and the session goes on', async (_, text) => {
  const number = /ing(\d)/.exec(text)?.[1] ?? ''
  pty.send(`${text}\r`)
  await pty.until(screen => screen.includes(`going${number}`))
  pty.send('\x03')
  await line(`keep + ${number}00`, `${41 + Number(number) * 100}`)
})

test('a throwing timer and a left rejection are told, and end nothing', async () => {
  pty.send('setTimeout(() => { throw new Error("from" + "-timer") }, 1) && 0\r')
  await pty.until(/from-timer/)
  pty.send('Promise.reject(new Error("from" + "-promise")) && 0\r')
  await pty.until(/from-promise/)
  await line('keep + 5', '46')
})

test('who reads process.stdin has the keys while TypeScript runs, the prompt has them while it waits', async () => {
  await line("import readline from 'node:readline/promises'", '')
  await line('const rl = readline.createInterface({ input: process.stdin, output: process.stdout })', '')
  await line('keep + 2', '43')
  pty.send("const asked = await rl.question('a' + 'sk: ')\r")
  await pty.until(screen => screen.includes('ask:'))
  pty.send('an answer\r')
  await pty.until(screen => /an answer\n~ ❯\s*$/.test(screen))
  await line('asked.toUpperCase()', "'AN ANSWER'")
  pty.send('console.log("go" + "ing5"); while (true) {}\r')
  await pty.until(screen => screen.includes('going5'))
  pty.send('\x03')
  await line('rl.close(); keep + 3', '44')
})

test('results are as wide as the terminal', async () => {
  await line("[{ wide: 'w'.repeat(95), n: 1 }, { n: 2 }]", `${'w'.repeat(95)}  1`)
  pty.resize(60, 24)
  await line("[{ wide: 'v'.repeat(95), n: 1 }, { n: 2 }]", `${'v'.repeat(56)}…  1`)
  await line(
    '<Box justifyContent="flex-end"><Text>drawn</Text></Box>'.replace('<', '= <'),
    `${' '.repeat(55)}drawn`,
  )
  pty.resize(100, 24)
})

test('process.exit ends the session with its status', async () => {
  pty.send('process.exit(7)\r')
  expect((await pty.exited()).status).toBe(7)
})
