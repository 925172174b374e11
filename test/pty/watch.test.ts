import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
const home = mkdtempSync(join(tmpdir(), 'nacre-watch-'))
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
