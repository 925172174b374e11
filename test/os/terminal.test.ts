import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { PtyProgram } from '../helpers/pty.ts'

const program = join(import.meta.dirname, '../fixtures/os/job-control.ts')

/** Sends keys and waits for the mark; what came after the keys. */
async function ask(shell: PtyProgram, keys: string, mark = '\nready>'): Promise<string> {
  const before = shell.output.length
  shell.send(keys)
  await shell.until(() => shell.output.slice(before).includes(mark))
  return shell.output.slice(before)
}

async function startShell(): Promise<PtyProgram> {
  const shell = new PtyProgram(process.execPath, [program], { columns: 91, rows: 33 })
  onTestFinished(() => shell.dispose())
  await shell.until(() => shell.output.includes('ready>'))
  return shell
}

test('a foreground child reads the terminal, then the shell does', async () => {
  const shell = await startShell()
  await ask(shell, "echo be''gun; read x; echo got $x; exit 3\r", 'begun')
  expect(await ask(shell, 'word\r')).toContain('got word\r\nexited 3\r\n')
  expect(await ask(shell, 'echo again\r')).toContain('again\r\nexited 0\r\n')
})

test.each([
  ['a program', 'exec cat'],
  ['a pipeline in one group', 'sleep 100 | cat'],
])('Ctrl-Z stops %s, fg goes on, Ctrl-C ends', async (_, script) => {
  const shell = await startShell()
  await ask(shell, `echo be''gun; ${script}\r`, 'begun')
  expect(await ask(shell, '\x1a')).toContain('stopped TSTP\r\n')
  await ask(shell, 'fg\r', 'goes on')
  expect(await ask(shell, '\x03')).toContain('signaled INT\r\n')
})

test('modes that a child leaves behind are restored', async () => {
  const shell = await startShell()
  await ask(shell, 'stty -echo -icanon -isig\r')
  expect(await ask(shell, 'stty -a\r')).toMatch(/(?<!-)isig icanon [^]*(?<!-)echo /)
})

test('the modes of a line editor', async () => {
  const shell = await startShell()
  const modes = await ask(shell, 'edit\r')
  expect(modes).toMatch(/-isig -icanon -iexten -echo /)
  expect(modes).toMatch(/-inlcr .*(?<!-)icrnl -ixon/)
  expect(modes).toMatch(/\bopost .*(?<!-)onlcr/)
  expect(await ask(shell, 'stty -a\r')).toMatch(/(?<!-)isig icanon [^]*(?<!-)echo /)
})

test('size', async () => {
  const shell = await startShell()
  expect(await ask(shell, 'quit\r', 'size')).toContain('size')
  expect((await shell.exited()).status).toBe(0)
  expect(shell.output).toContain('size 91x33')
})
