/** `read -e`: a line for a variable, with the keys of the prompt and nothing of its language. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { PtyProgram } from '../helpers/pty.ts'
import { sharedShell, type ShellProgram } from '../helpers/shell-program.ts'

let shell: ShellProgram
sharedShell(
  ready => void (shell = ready),
  async ready => {
    writeFileSync(join(ready.home, 'a file'), '')
    await ready.line('mkdir folder')
  },
)

let count = 0
/** Runs a `read -e` and types at it; gives what comes after the line. */
async function answer(options: string, keys: string, names = 'x', tell = 'echo "$? [$x]"'): Promise<string> {
  const prompt = `ask${++count}:`
  shell.send(`x=; read -e -p ${prompt}' ' ${options} ${names}; ${tell}\r`)
  // Without a blank at the end of what is shown: rows are trimmed.
  await shell.until(screen => (screen.split('\n').at(-1) ?? '').startsWith(prompt))
  shell.send(keys)
  return (await shell.shown()).split('\n').at(-1) ?? ''
}

describe('read -e', () => {
  test.each([
    ['the keys of emacs', '', 'bc\x01a\x05d\r', '0 [abcd]'],
    ['a text that stands there', "-i 'one two'", '\x17three\r', '0 [one three]'],
    ['what is no command of the shell', '-r', 'for ((; "\r', '0 [for ((; "]'],
    ['so many characters', '-n 3', 'abc', '0 [abc]'],
    ['so many with a text that is longer', '-n 2 -i abc', 'd', '0 [ab]'],
    ['exactly so many', '-N 2', 'a ', '0 [a ]'],
    ['a key that ends it', '-d :', 'ab:', '0 [ab]'],
    ['a backslash that quotes', '', 'a\\ b\r', '0 [a b]'],
    ['a name of a file', '', 'a\\ f\t\r', '0 [a file]'],
    ['a name with a blank', '-r', 'a\t\r', '0 [a\\ file]'],
    ['a folder', '-r', 'x=fo\t\r', '0 [x=folder/]'],
    ['the end of the input', '', '\x04', '1 []'],
    ['what is typed in secret', '-s', 'key\r', '0 [key]'],
  ])('%s', async (_, options, keys, shown) => {
    expect(await answer(options, keys)).toBe(shown)
  })

  test('an array', async () => {
    expect(await answer("-i 'a b'", ' c\r', '-a list', 'echo "${list[@]@A}"')).toBe(
      'declare -a list=([0]="a" [1]="b" [2]="c")',
    )
  })

  test('a secret is not on the screen', async () => {
    await answer('-s', 'hidden-word\r', 'x', 'echo ${#x}')
    expect(shell.history()).not.toContain('hidden-word')
  })

  test('the list of `history`, to which it adds nothing', async () => {
    await shell.line('history -s from-the-list')
    expect(await answer('', '\x1b[A\x1b[A\r')).toBe('0 [from-the-list]')
    await answer('', 'typed-for-read\r')
    expect(await shell.line('history | grep -c typed-fo[r]-read')).toBe('0')
  })

  test('Ctrl-C gives up the line of the prompt', async () => {
    shell.send('read -e -p "drop: " x; echo "never"\r')
    await shell.until(/^drop:$/m)
    shell.send('abc\x03')
    expect(await shell.shown()).toContain('drop: abc^C')
    expect(await shell.line('echo $?')).toBe('130')
  })

  test('a limit of time', async () => {
    shell.send('read -e -t 0.1 -p "soon: " x; echo "$? [$x]"\r')
    expect((await shell.shown()).split('\n').at(-1)).toBe('142 []')
  })

  test('what stands before it on its row stays', async () => {
    shell.send('printf "Name: "; read -e x; echo "[$x]"\r')
    await shell.written(output => output.slice(output.lastIndexOf('Name: ')).includes('\x1b[?2004h'))
    shell.send('me\r')
    expect(await shell.shown()).toBe('Name:\nme\n[me]')
  })
})

function script(text: string): PtyProgram {
  const [file, ...args] = nacreArgv
  return new PtyProgram(file, [...args, '--sh', '-c', text], { columns: 60, rows: 20 })
}

test('in a script, Ctrl-C ends it as the signal does', async () => {
  const program = script('read -e -p "asked: " x; echo not here')
  try {
    await program.until(/^asked:/m)
    program.send('\x03')
    expect(await program.exited()).toMatchObject({ signal: 2 })
  } finally {
    program.dispose()
  }
})

test('in a script, a trap answers Ctrl-C and the line goes on', async () => {
  const program = script('trap "echo trapped" INT; read -e -p "asked: " x; echo "[$x]"')
  try {
    await program.until(/^asked:/m)
    program.send('ab\x03')
    await program.until(/^trapped\nasked: ab$/m)
    program.send('c\r')
    await program.until(/^\[abc\]$/m)
    expect(await program.exited()).toMatchObject({ status: 0 })
  } finally {
    program.dispose()
  }
})

test('a script that Ctrl-C ends leaves no blank row: the shell that waits for it begins a new one', async () => {
  writeFileSync(join(shell.home, 'ask'), 'read -e -p "asked: " x\n')
  shell.send(`${nacreArgv.join(' ')} ask\r`)
  await shell.until(/^asked:$/m)
  shell.send('ab\x03')
  expect(await shell.shown()).toMatch(/asked: ab\^C$/)
})
