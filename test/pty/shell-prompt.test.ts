/** The prompt of the whole program: typing, pasting, history, what is typed ahead. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

test('both languages, and the mark follows what is typed', async () => {
  const shell = await open()
  expect(await shell.line('echo one; printf two')).toBe('one\ntwo⏎')
  shell.send('const x = 5')
  await shell.until(/~ » const x = 5 +ts$/)
  expect(await shell.line('')).toBe('')
  expect(await shell.line('x + 1')).toBe('6')
  expect(await shell.line('echo $x')).toBe('5')
})

test('a pasted text does not run by itself', async () => {
  const shell = await open()
  shell.send('\x1b[200~echo pasted-1\necho pasted-2\x1b[201~')
  await shell.until(/❯ echo pasted-1\n.*echo pasted-2$/)
  expect(shell.screen()).not.toMatch(/^pasted/m)
  shell.send('\r')
  await shell.until(/^pasted-1\npasted-2\n~ ❯$/m)
})

test('a resize in the middle of a line keeps the line', async () => {
  const shell = await open()
  shell.send('echo a-rather-long-line-that-will-wrap')
  await shell.until(/will-wrap$/)
  shell.resize(30, 20)
  await shell.until(screen => screen.replaceAll('\n', '').endsWith('will-wrap') && screen.includes('\n'))
  shell.resize(90, 30)
  await shell.until(/❯ echo a-rather-long-line-that-will-wrap$/)
  shell.send('\r')
  await shell.until(/^a-rather-long-line-that-will-wrap\n~ ❯$/m)
})

test('Ctrl-C drops the line, $? is 130; Ctrl-D leaves with the last status', async () => {
  const shell = await open()
  shell.send('rm -rf nothing')
  await shell.until(/nothing$/)
  shell.send('\x03')
  await shell.prompted()
  expect(shell.screen()).toContain('rm -rf nothing^C')
  expect(await shell.line('echo $?')).toBe('130')
  expect(await shell.line('sh -c "exit 7"')).toBe('')
  shell.send('\x04')
  expect((await shell.exited()).status).toBe(7)
})

test('unfinished input goes on, in both languages', async () => {
  const shell = await open()
  shell.send('for i in 1 2\r')
  await shell.until(/for i in 1 2\n\S+ *$/)
  shell.send('do echo "i$i"\rdone\r')
  await shell.until(/^i1\ni2\n~ ❯$/m)
  shell.send('for (const i of [3, 4]) {\recho "i$i"\r}\r')
  await shell.until(/^i3\ni4\n~ ❯$/m)
  shell.send("echo 'a\rb'\r")
  await shell.until(/^a\nb\n~ ❯$/m)
})

test('Up brings lines back, also those of the session before', async () => {
  const home = mkdtempSync(join(tmpdir(), 'nacre-home-'))
  try {
    const first = await open({ home })
    await first.line('echo first-session')
    await first.line('const kept = 1')
    first.send('\x04')
    await first.exited()
    const second = await open({ home })
    second.send('\x1b[A')
    await second.until(/const kept = 1 +ts$/)
    second.send('\x1b[A')
    await second.until(/❯ echo first-session$/)
    expect(await second.line('')).toBe('first-session')
  } finally {
    close()
    rmSync(home, { recursive: true, force: true })
  }
})

test('nothing that is typed while a command runs is lost', async () => {
  const shell = await open()
  shell.send('echo go; sleep 1; echo slept\r')
  await shell.until(/^go$/m)
  shell.send('echo typed-ahead-1\recho typed-ahead-2\rech')
  await shell.until(/^typed-ahead-1\n[^]*^typed-ahead-2\n~ ❯ ech$/m)
  shell.send('o rest\r')
  await shell.until(/^rest\n~ ❯$/m)
})

test('a whole session in one write', async () => {
  const shell = await open()
  shell.send('echo $((1 + 1))\rconst a = [1, 2]\ra.length * 50\rread x\rfor read\recho "<$x>"\r')
  await shell.until(/^2\n[^]*^100\n[^]*^<for read>\n~ ❯$/m)
})

test('COLUMNS and LINES are the terminal’s behind each command, unless checkwinsize is off', async () => {
  const shell = await open()
  expect(await shell.line('echo $COLUMNS $LINES')).toBe('100 40')
  shell.resize(70, 33)
  await shell.line(':')
  expect(await shell.line('echo $COLUMNS $LINES')).toBe('70 33')
  expect(await shell.line('shopt -u checkwinsize; COLUMNS=7; env | grep -c "^COLUMNS="')).toBe('0')
  expect(await shell.line('echo $COLUMNS')).toBe('7')
})
