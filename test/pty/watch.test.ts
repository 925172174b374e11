import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PtyProgram } from '../helpers/pty.ts'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'nacre-watch-'))
})
afterEach(() => {
  close()
  rmSync(home, { recursive: true })
})

test('what watch ends is no news, and Ctrl-C leaves no job', async () => {
  const program = await open({ home })
  const times = (text: string): number => program.history().split(`\n${text}\n`).length - 1
  writeFileSync(join(home, 'a.ts'), '1')
  program.send("watch '*.ts' -- 'echo began; sleep 777'\r")
  await program.until(() => /\nbegan$/m.test(program.history()))
  writeFileSync(join(home, 'a.ts'), '2')
  await program.until(() => /\nwatch: a\.ts changed\nbegan/.test(program.history()))
  program.send('\x03')
  expect(await program.shown()).not.toContain('Terminated')
  expect(await program.line('jobs')).toBe('')
  expect(times('began')).toBe(2)
})

test('a command that reads the terminal has it, and loses it to a change', async () => {
  const program = await open({ home })
  writeFileSync(join(home, 'a.ts'), '1')
  program.send("watch a.ts -- sh -c 'echo began; exec sed -u s/^/got-/'\r")
  await program.until(() => /\nbegan$/m.test(program.history()))
  program.send('one\r')
  await program.until(() => program.history().includes('got-one'))
  writeFileSync(join(home, 'a.ts'), '2')
  await program.until(() => /\nwatch: a\.ts changed\nbegan/.test(program.history()))
  program.send('two\r')
  await program.until(() => program.history().includes('got-two'))
  program.send('\x03')
  const shown = await program.shown()
  expect(shown).not.toContain('Terminated')
  expect(shown).not.toContain('exit status')
  expect(await program.line('echo $?; jobs')).toBe('130')
})

test('a script that asks can be watched', async () => {
  writeFileSync(join(home, 'ask.ts'), "console.log('hello ' + (await question('name? ')))\n")
  const [file, ...args] = nacreArgv
  const program = new PtyProgram(file, [...args, '--watch', 'ask.ts'], { cwd: home })
  try {
    await program.until(/^name\?$/m)
    program.send('ann\r')
    await program.until(/^hello ann\nnacre: exit status 0, waiting for changes$/m)
    program.send('\x03')
    expect((await program.exited()).status).toBe(130)
  } finally {
    program.dispose()
  }
})
