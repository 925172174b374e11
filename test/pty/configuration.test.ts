/** Start-up files: errors in them, and what changes while the session lives. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ShellProgram, shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
let home: string
beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'nacre-home-'))))
afterEach(() => {
  close()
  rmSync(home, { recursive: true, force: true })
})

function write(file: string, text: string): void {
  const path = join(home, '.config/nacre', file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

test('errors in start-up files are told with their place, and lock nobody out', async () => {
  write('rc.ts', "import { word } from './words.ts'\nnowhere\nconst here: = 1\n")
  write('words.ts', "export const word = 'imported'\n")
  write('rc.tsh', "throw new Error('thrown')\ngreeting=hello\n")
  const shell = await open({ home, args: [] })
  const screen = shell.screen()
  expect(screen).toMatch(/nacre: \S+rc\.ts: line 2: nowhere: command not found/)
  expect(screen).toMatch(/rc\.ts:3:13: .*\n +const here: = 1/)
  expect(screen).toMatch(/Error: thrown\n +at \S+rc\.tsh:1:7/)
  expect(await shell.line('echo $greeting @(word)')).toBe('hello imported')
})

test('Ctrl-C ends a start-up file that never does', async () => {
  write('rc.tsh', 'echo begun; while :; do :; done\n')
  write('rc.d/20.tsh', 'after=loop\n')
  const program = new ShellProgram({ home, args: [] })
  try {
    await program.until(/begun/)
    program.send('\x03')
    await program.prompted()
    expect(await program.line('echo $after')).toBe('loop')
  } finally {
    program.dispose()
  }
})

test('start-up files end by return, know where they are, and lock nobody out', async () => {
  write('part.sh', 'return\necho not-here\n')
  write('rc.tsh', 'tsh=${BASH_SOURCE[0]##*/}\nreturn\ntsh=no\n')
  write('rc.d/1.sh', '. "${BASH_SOURCE[0]%/*}/../part.sh"\nsh=${BASH_SOURCE[0]##*/}\nreturn 3\nsh=no\n')
  write('rc.d/2.sh', 'set -e\nfalse\nset +e\n')
  write('rc.d/3.sh', 'set +e\nexit 4\n')
  writeFileSync(join(home, '.profile'), '. ~/.bashrc\nset +e\n')
  writeFileSync(join(home, '.bashrc'), '\nnowhere\nset -eu\necho $unset\n')
  const shell = await open({ home, args: ['-l'], ownPrompt: true })
  const screen = shell.history()
  expect(screen).not.toContain('return')
  expect(screen).toMatch(/nacre: \S+\.bashrc: line 2: nowhere: command not found/)
  expect(screen).toMatch(/\.profile: ended with status 1; the shell goes on/)
  expect(screen).toMatch(/2\.sh: ended with status 1; the shell goes on/)
  expect(screen).toMatch(/3\.sh: ended with status 4; the shell goes on/)
  expect(await shell.line('echo $tsh $sh')).toBe('rc.tsh 1.sh')
})

test('in a file that is sourced at the prompt, errors are told with their place', async () => {
  writeFileSync(join(home, 'part'), 'true\nnowhere\nif true; then (\n')
  const shell = await open({ home })
  expect(await shell.line('. ./part')).toMatch(
    /^nacre: \.\/part: line 2: nowhere: command not found.*\nnacre: \.\/part: line \d: column \d+: syntax error/,
  )
  expect(await shell.line('nowhere')).toMatch(/^nacre: nowhere: command not found/)
})

test('of a configuration all that is wrong is told, and the rest is in force', async () => {
  const own = {
    themee: 'dark',
    theme: 'light',
    durationAfter: 'long',
    colors: { command: 'gren', alias: 'bold' },
    aliases: { hi: 'echo hello', ho: 3 },
    options: { autocdd: true, autocd: true },
    keys: { 'C-x q': 3 },
    path: ['/its/own'],
  }
  write(
    'rc.ts',
    `import { defineConfig } from 'nacre/config'\ndefineConfig(${JSON.stringify(own)})\nenv.REST = 'yes'\n`,
  )
  const shell = await open({ home, args: [] })
  const screen = shell.screen()
  for (const fault of [
    'themee: no such setting (theme?)',
    'durationAfter: ',
    'colors.command: ',
    'aliases: ho: ',
  ])
    expect(screen).toContain(`config: ${fault}`)
  for (const fault of ['options: autocdd: no such option', 'keymap: C-x q: '])
    expect(screen).toContain(`config: ${fault}`)
  expect(await shell.line('config -v theme; hi; shopt -p autocd; echo ${PATH%%:*} $REST')).toBe(
    'light\nhello\nshopt -s autocd\n/its/own yes',
  )
})

test('a change is in force at the next prompt', async () => {
  write('rc.ts', "import { defineConfig } from 'nacre/config'\ndefineConfig({ durationAfter: 7 })\n")
  const shell = await open({ home, args: [] })
  expect(await shell.line('config -v durationAfter')).toBe('7')
  // Whoever watches begins behind the first prompt: the change is made until it is seen.
  for (let round = 8; !shell.screen().includes('start-up files are read again'); round++) {
    write('rc.ts', `import { defineConfig } from 'nacre/config'\ndefineConfig({ notifyAfter: ${round} })\n`)
    await shell.line('sleep 0.1')
  }
  expect(shell.screen()).toContain('nacre: rc.ts changed: start-up files are read again')
  expect(await shell.line('config --changed')).toMatch(/^config notifyAfter \d+$/)
})

test('PS1 of a file that is read again is the next prompt', async () => {
  write('rc.tsh', "PS1='~ '\n")
  const shell = await open({ home, args: [] })
  for (let round = 1; !shell.screen().includes('start-up files are read again'); round++) {
    write('rc.tsh', `PS1='~/${round} '\n`)
    await shell.line('sleep 0.1')
  }
  expect(shell.screen()).toMatch(/rc\.tsh changed: start-up files are read again\n~\/\d+ ❯$/)
})

test('config --save keeps a setting for the next session, and this one does not read it again', async () => {
  const shell = await open({ home, args: [] })
  expect(await shell.line('config --save theme light; config --save prompt-left time')).toBe('')
  expect(await shell.line('config --save theme dark')).toBe('')
  const other = await open({ home, args: [] })
  expect(await other.line('config --changed')).toBe('config promptLeft time\nconfig theme dark')
})

test('the first start offers what bash had, and never again once somebody answered', async () => {
  writeFileSync(join(home, '.bashrc'), "alias hi='echo taken over'\nexport FROM_BASH=yes\nPS1='bash> '\n")
  writeFileSync(join(home, '.bash_history'), 'echo from bash\n')
  const environment = { SHELL: '/bin/bash' }
  const shell = await open({ home, args: [], environment })
  await shell.until(/take over 1 alias and 1 export from ~\/\.bashrc, and bash's history\.\n.*\n~\S* ❯$/)
  shell.settle()
  expect(await shell.line('show')).toBe("# ~/.bashrc\nalias hi='echo taken over'\nexport FROM_BASH=yes")
  expect(await shell.line('y')).toMatch(/rc\.d\/10-from-bash\.sh\n.*1 line/)
  expect(await shell.line('hi $FROM_BASH')).toBe('taken over yes')
  shell.send('exit\r')
  await shell.exited()
  const other = await open({ home, args: [], environment })
  expect(await other.line('hi $FROM_BASH')).toBe('taken over yes')
  expect(other.screen()).not.toContain('Welcome')
})

test('whoever just begins is not asked again, and loses nothing', async () => {
  writeFileSync(join(home, '.bashrc'), "alias hi='echo taken over'\n")
  const shell = await open({ home, args: [] })
  await shell.until(/Welcome.*\n.*\n~\S* ❯$/)
  shell.settle()
  expect(await shell.line('echo begun')).toBe('begun')
  expect(await shell.line('y() { echo mine; }; y')).toBe('mine')
  expect(await shell.line('y')).toBe('mine')
  expect(await shell.line('config --import bash')).toMatch(/^1 alias of/)
  expect(await shell.line('hi')).toBe('taken over')
})
