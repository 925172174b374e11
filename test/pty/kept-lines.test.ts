/** What a session leaves for the next one, as HISTFILE, HISTSIZE and HISTFILESIZE ask. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
let home = ''
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'nacre-home-'))))
afterEach(() => {
  close()
  rmSync(home, { recursive: true })
})

async function leave(lines: readonly string[], environment: Record<string, string> = {}): Promise<void> {
  const shell = await open({ home, environment })
  for (const line of lines) await shell.line(line)
  shell.send('exit\r')
  await shell.exited()
}

test.each([
  ['unset HISTFILE', true],
  ['HISTFILE=/dev/null', true],
  ['HISTFILESIZE=0', true],
  ['HISTSIZE=0', false],
])('after `%s` nothing is written', async (setting, isRemembered) => {
  const shell = await open({ home })
  await shell.line(setting)
  await shell.line(': hidden')
  shell.send('\x1b[A')
  await shell.until(isRemembered ? /❯ : hidden$/ : screen => screen.endsWith(`❯ ${setting}`))
  shell.send('\x03')
  await shell.prompted()
  const other = await open({ home })
  expect(await other.line('history | grep -c hidde[n]')).toBe('0')
})

test('the list begins with as many earlier lines as HISTSIZE says, and numbers go on', async () => {
  await leave([': one', ': two', ': three'])
  const shell = await open({ home, environment: { HISTSIZE: '3' } })
  expect(await shell.line('history')).toBe('    1  : three\n    2  exit\n    3  history')
  expect(await shell.line('history')).toBe('    2  exit\n    3  history\n    4  history')
  shell.send('!2 ')
  await expect(shell.until(/❯ exit$/)).resolves.toBeDefined()
})
