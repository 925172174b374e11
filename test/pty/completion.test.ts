/** Tab in the whole program: the list below the line, and what a choice leaves in it. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

test('files: one goes in at once, several are listed and walked through', async () => {
  const shell = await open()
  for (const name of ['alpha one', 'alpha two']) writeFileSync(join(shell.home, name), `in ${name}\n`)
  mkdirSync(join(shell.home, 'beta'))
  shell.send('cat alp\t')
  await shell.until(/❯ cat alpha\\ *\nalpha one +alpha two$/)
  shell.send('\t\t')
  await shell.until(/❯ cat alpha\\ two\nalpha one +alpha two<$/)
  shell.send('\r')
  await shell.until(/❯ cat alpha\\ two$/)
  expect(await shell.line('')).toBe('in alpha two')
  shell.send('cd b\t')
  await shell.until(/❯ cd beta\/$/)
})

test('members of what a name is now, and no getter is run', async () => {
  const shell = await open()
  await shell.line('const box = { colour: 1, get count() { console.log("run"); return 1 } }')
  shell.send('box.co\t')
  await shell.until(/» box\.co +ts\ncolour +number +1\ncount +getter$/)
  shell.send('\x03')
  await shell.prompted()
  expect(shell.screen()).not.toContain('\nrun')
})

test('a list as the terminal gets narrow, and Escape', async () => {
  const shell = await open()
  for (const name of ['one', 'two', 'three', 'four']) writeFileSync(join(shell.home, `f-${name}`), '')
  shell.send('ls f\t')
  await shell.until(/❯ ls f-\nf-four +f-one +f-three +f-two$/)
  shell.resize(20, 20)
  await shell.until(/f-four +f-three\nf-one +f-two$/)
  shell.send('\x1b')
  await shell.until(/❯ ls f-$/)
})
