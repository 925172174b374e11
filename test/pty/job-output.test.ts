/** What background jobs write while a line is edited: the line is drawn again below it, whole. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ctrlC, gate, start } from '../helpers/job-keys.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

/** Writes each line of the gate to the terminal, as it comes. */
const writer = 'sh -c \'while read -r text; do printf "$text"; done < gate; exec sleep 60\' &'

test.each([
  ['a line', 'from-job\\n', /^.*from-job\n~ ❯ echo half$/m],
  ['several lines', 'job-1\\njob-2\\njob-3\\n', /job-1\njob-2\njob-3\n~ ❯ echo half$/],
  ['a part of a line', 'no-newline', /no-newline\n~ ❯ echo half$/],
  ['colour that is left on', '\\033[31mred\\n', /red\n~ ❯ echo half$/],
  ['a full row', 'x'.repeat(100), /x\n~ ❯ echo half$/],
])('%s', async (_name, text, shown) => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  shell.send('echo half')
  await shell.until(/❯ echo half$/)
  await output.open(text)
  await shell.until(shown)
  shell.send('-typed\r')
  await shell.until(/^half-typed$/m)
})

test('the cursor in the middle of the line stays there', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  const at = (text: string) => (): boolean => shell.cursor().x === text.length
  shell.send('echo ab-cd\x1b[D\x1b[D')
  await shell.until(/❯ echo ab-cd$/)
  await shell.until(at('~ ❯ echo ab-'))
  await output.open('from-job\\n')
  await shell.until(/from-job[^]*\n~ ❯ echo ab-cd$/)
  shell.send('XY')
  await shell.until(/❯ echo ab-XYcd$/)
  await shell.until(at('~ ❯ echo ab-XY'))
  expect(shell.cursor().y).toBe(shell.screen().split('\n').length - 1)
  shell.send('\r')
  await shell.until(/^ab-XYcd$/m)
})

test('a line of two rows is whole below it', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  shell.send('for i in 1 2\rdo echo "n$i"')
  await shell.until(/for i in 1 2\n\S+ do echo "n\$i"$/)
  await output.open('job-1\\njob-2\\n')
  await shell.until(/job-2\n~ \S for i in 1 2\n\S+ do echo "n\$i"$/)
  shell.send('\rdone\r')
  await shell.until(/^n1\nn2$/m)
})

test('with the cursor in the first of two rows', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  shell.send('for i in 1 2\rdo echo "n$i"\rdone\x1b[A\x1b[A')
  await shell.until(/for i in 1 2\n\S+ do echo "n\$i"\n\S+ done$/)
  await output.open('job\\n')
  await shell.until(/job.*\n~ \S for i in 1 2\n\S+ do echo "n\$i"\n\S+ done$/)
  shell.send('\r')
  await shell.until(/^n1\nn2$/m)
})

test('at the bottom of the screen, many times', async () => {
  const shell = await open({ rows: 10 })
  await shell.line('seq 20')
  const more = gate(shell)
  const job = "sh -c 'read go < gate; i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo tick-$i; done' &"
  await shell.line(job)
  shell.send('echo half')
  await shell.until(/❯ echo half$/)
  await more.open()
  await shell.until(/^tick-40\n(\[1\].*\n)?(.*\n)*~ ❯ echo half$/m)
  expect(shell.history()).toMatch(/tick-39\n[^]*tick-40\n/)
  shell.send('\r')
  await shell.until(/^half$/m)
})

test('while every key is typed', async () => {
  const shell = await open()
  await shell.line("sh -c 'while [ ! -e stop ]; do echo noise; sleep 0.01; done' &")
  const text = 'touch stop; echo not-torn'
  for (let length = 1; length <= text.length; length++) {
    shell.send(text.charAt(length - 1))
    const typed = text.slice(0, length).trimEnd()
    await shell.until(() => shell.history().includes(`❯ ${typed}`))
  }
  shell.send('\r')
  await shell.until(/^not-torn$/m)
  expect(existsSync(join(shell.home, 'stop'))).toBe(true)
})

test('the search of the history goes on below it', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line('echo find-me')
  await shell.line(writer)
  shell.send('\x12find')
  await shell.until(/❯ echo find-me\nhistory: find /)
  await output.open('from-job\\n')
  await shell.until(/from-job.*\n[^]*❯ echo find-me\nhistory: find /)
  shell.send('\r')
  await shell.until(/find-me\n~ ❯$/)
})

test('a notice and a resize after it', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line("sh -c 'read text < gate; echo $text; exit 4' &")
  shell.send('echo half')
  await shell.until(/❯ echo half$/)
  await output.open('last-words')
  await shell.until(/last-words\n(~ ❯ echo half\n)?\[1\]\+  Exit 4 .*\n~ ❯ echo half$/)
  shell.resize(60, 20)
  await shell.until(/\[1\]\+  Exit 4 [^]*\n~ ❯ echo half$/)
  shell.send('\r')
  await shell.until(/^half$/m)
})

test('builtins of a block that runs beside the prompt', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line('{ read go < gate; echo "block says $go"; printf part; } &')
  shell.send('echo half')
  await shell.until(/❯ echo half$/)
  await output.open('hello')
  await shell.until(/block says hello\n[^]*part[^]*\n~ ❯ echo half$/)
  shell.send('\r')
  await shell.until(/^half$/m)
})

test('what is written while a command has the terminal is left alone', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  await start(shell, 'sh -c "echo front""-1; read go; echo front-2"', /^front-1$/m)
  await output.open('between\\n')
  await shell.until(/^between$/m)
  shell.send('\r')
  await shell.prompted()
  expect(shell.screen()).toMatch(/^front-1\nbetween\n\n?front-2\n/m)
})

test('Ctrl-C drops the line below it', async () => {
  const shell = await open()
  const output = gate(shell)
  await shell.line(writer)
  shell.send('echo never')
  await shell.until(/❯ echo never$/)
  await output.open('from-job')
  await shell.until(/from-job\n~ ❯ echo never$/)
  shell.send(ctrlC)
  await shell.until(/❯ echo never\^C\n~ ❯$/)
})
