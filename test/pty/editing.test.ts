import { afterEach, expect, test } from 'vitest'
import { ShellProgram, type ShellOptions } from '../helpers/shell-program.ts'

let program: ShellProgram | undefined
afterEach(() => {
  program?.dispose()
  program = undefined
})

async function open(environment: ShellOptions['environment'] = {}): Promise<ShellProgram> {
  program = new ShellProgram({ environment })
  await program.prompted()
  return program
}

test("vi's keys edit the next line", async () => {
  const shell = await open()
  await shell.line('set -o vi')
  shell.send('echo one two')
  await shell.until(/echo one two$/)
  shell.send('\x1b')
  await shell.until(/❮ echo one two$/)
  shell.send('bcwthree')
  await shell.until(/❯ echo one three$/)
  shell.send('\r')
  await expect(shell.until(/\none three\n~ ❯$/)).resolves.toBeDefined()
})

test('the line is edited elsewhere, and run', async () => {
  const shell = await open({ VISUAL: 'sed -i s/one/two/' })
  shell.send('echo one')
  await shell.until(/echo one$/)
  shell.send('\x18\x05')
  await expect(shell.until(/❯ echo two\ntwo\n~ ❯$/)).resolves.toBeDefined()
})

test('an abbreviation becomes what it stands for', async () => {
  const shell = await open()
  await shell.line('abbr say echo said')
  shell.send('say it\r')
  await expect(shell.until(/❯ echo said it\nsaid it\n~ ❯$/)).resolves.toBeDefined()
})

test('a key is bound to a command of the shell, and to a function', async () => {
  const shell = await open()
  await shell.line(`bind -x '"\\C-t": READLINE_LINE="echo $READLINE_LINE"; READLINE_POINT=99'`)
  await shell.line("keymap({ 'C-x t': line => line.text + ' called' })")
  shell.send('x\x14')
  await shell.until(/❯ echo x$/)
  shell.send('\x18t')
  await expect(shell.until(/❯ echo x called$/)).resolves.toBeDefined()
})
