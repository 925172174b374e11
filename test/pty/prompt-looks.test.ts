/** How the prompt looks where somebody set it otherwise, or where the terminal can do less. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { ShellProgram, shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

const fakeStarship = `#!/bin/sh
[ "$2" = --right ] && { printf 'right'; exit; }
[ "$STARSHIP_SHELL" = unknown ] || exit 1
until [ -e "$HOME/go" ]; do :; done
printf '\\n\\033[1;32mstar %s\\033[0m\\n\\033[32m❯\\033[0m ' "$*"
`

test('starship is asked behind the prompt, and its mark is ours', async () => {
  const shell = await open({ ownPrompt: true })
  mkdirSync(join(shell.home, 'bin'))
  writeFileSync(join(shell.home, 'bin/starship'), fakeStarship)
  chmodSync(join(shell.home, 'bin/starship'), 0o755)
  shell.send('PATH=$HOME/bin:$PATH; config prompt starship; (exit 3)\r')
  await shell.until(/^~\S* ❯ +✘ 3$/m)
  shell.send('echo typed')
  await shell.until(/❯ echo typed +✘ 3$/m)
  writeFileSync(join(shell.home, 'go'), '')
  await shell.until(
    /^star prompt --terminal-width=100 --status=3 --cmd-duration=\d+ --jobs=0 --keymap=emacs\n❯ echo typed +right$/m,
  )
})

test('PS1 of a login’s profile is no choice of a prompt for nacre; one that is set here is', async () => {
  const home = mkdtempSync(join(tmpdir(), 'nacre-home-'))
  writeFileSync(join(home, '.profile'), "PS1='bash $(exit 9)> '\nexport FROM_PROFILE=yes\n")
  const program = new ShellProgram({ ownPrompt: true, home, args: ['-l', '--rc', '/dev/null'] })
  try {
    await program.until(/^~ ❯$/)
    program.send('echo $FROM_PROFILE; false\r')
    await program.until(/^yes\n~ ❯ +✘ 1$/m)
    program.send("PS1='mine '\r")
    await program.until(/^mine ❯$/m)
    program.send('config prompt nacre\r')
    await program.until(/^mine ❯ config.*\n~ ❯$/m)
  } finally {
    program.dispose()
    rmSync(home, { recursive: true, force: true })
  }
})

test('what is put before PS1 stands before nacre’s own prompt, an environment of Python once', async () => {
  const shell = await open({ ownPrompt: true })
  shell.send('VIRTUAL_ENV=/x/.venv VIRTUAL_ENV_PROMPT=tool PS1="(tool) $PS1"; false\r')
  await shell.until(/^\(tool\) ~ ❯ +✘ 1$/m)
  shell.send('config promptLeft directory; false\r')
  await shell.until(/^\(tool\) ~ ❯ config[^\n]*\n\(tool\) ~ ❯ +✘ 1$/m)
  shell.send('PS1="[\\$?] $PS1"; (exit 3)\r')
  await shell.until(/^\[3\] \(tool\) ~ ❯ +✘ 3$/m)
})

test('prompts of finished lines shrink to the mark', async () => {
  const shell = await open({ ownPrompt: true })
  shell.send('config transientPrompt on; false\r')
  await shell.until(/^~\S* ❯ +✘ 1$/m)
  shell.send('echo one\r')
  await shell.until(/^❯ echo one\none\n~\S* ❯$/m)
})

test('a long command is told to the terminal, others are not', async () => {
  const shell = await open()
  await shell.line('config notifyAfter 0.1; config notifyIgnore cat')
  await shell.line('true')
  await shell.line('sleep 0.2 | cat')
  await shell.written(output => /\x1b\]9;done after \d+\.\ds: sleep 0\.2 \| cat\x1b\\/.test(output))
  expect(shell.output).not.toContain(': true\x1b')
  await shell.line('TMUX=yes')
  await shell.line('sleep 0.2')
  await shell.written(output =>
    /\x1bPtmux;\x1b\x1b\]9;done after \d+\.\ds: sleep 0\.2\x1b\x1b\\\x1b\\/.test(output),
  )
})

test('terminals are told where prompts, what is typed, outputs and their ends are', async () => {
  const shell = await open()
  // What is typed begins where the cursor stands behind the drawn prompt.
  await shell.written(output => /\x1b\]133;A\x1b\\[^]*❯[^]*\x1b\]133;B\x1b\\/.test(output))
  const from = shell.output.length
  await shell.line('echo marked; false')
  const marks = /\x1b\]133;C\x1b\\marked\r\n[^]*\x1b\]133;D;1\x1b\\[^]*\x1b\]133;A\x1b\\[^]*\x1b\]133;B\x1b\\/
  await shell.written(output => marks.test(output.slice(from)))
  await shell.line('config shellIntegration off')
  const off = shell.output.length
  await shell.line('true')
  expect(shell.output.slice(off)).not.toMatch(/\x1b\](?:7|133);/)
})

test('in a locale without UTF-8 all signs are ASCII', async () => {
  const program = new ShellProgram({ ownPrompt: true, environment: { LC_ALL: 'C' } })
  try {
    await program.until(/^~\S* >$/)
    program.send('false\r')
    await program.until(/^~\S* > +exit 1$/m)
    program.send('const x = 1')
    await program.until(/^~\S* } const x = 1 +ts exit 1$/m)
    program.send('\x15printf unended\r')
    await program.until(/^unended%$/m)
    expect(program.history()).toMatch(/^[\x20-\x7e\n]*$/)
  } finally {
    program.dispose()
  }
})

test('for somebody who listens: words before the prompt, nothing at the right', async () => {
  const program = new ShellProgram({
    ownPrompt: true,
    environment: { INK_SCREEN_READER: 'true', NO_COLOR: '' },
  })
  try {
    await program.until(/^~\S* >$/)
    program.send('false\r')
    await program.until(/^exit 1 ~\S* >$/m)
    program.send('echo h')
    await program.until(/> echo h$/m)
    const drawn: string[] = []
    for (const key of 'ijk') {
      const from = program.output.length
      program.send(key)
      await program.until(new RegExp(`> echo h\\w*${key}$`, 'm'))
      drawn.push(program.output.slice(from))
    }
    // A part of the prompt that comes late has the whole line drawn once; a key has not.
    expect(drawn.filter(text => !text.includes('echo'))).not.toEqual([])
    program.send('\x15stop a; jobs --\t')
    await program.until(/^\d+ choices: --\S+, --/m)
    program.send('\t')
    await program.until(/jobs (--\S+)\n1 of \d+: \1, \w/)
  } finally {
    program.dispose()
  }
})

test('a dumb terminal gets a plain prompt', async () => {
  const program = new ShellProgram({ ownPrompt: true, environment: { TERM: 'dumb' } })
  try {
    await program.until(/^~\S* > ?$/)
    program.send('echo plain; = 1 + 1\r')
    await program.until(/\nplain\n/)
    expect(program.output).not.toContain('\x1b')
  } finally {
    program.dispose()
  }
})

test('the terminal is asked for its background behind the first prompt, and what is typed meanwhile is not lost', async () => {
  const program = new ShellProgram({ environment: { NO_COLOR: '' } })
  try {
    await program.until(/❯$/)
    program.send('echo typed at once\r')
    await program.until(/^typed at once$/m)
    await program.written(output => output.includes('\x1b]11;?'))
    expect(program.output.indexOf('\x1b]11;?')).toBeGreaterThan(program.output.indexOf('❯'))
    program.send('echo and after\r')
    await program.until(/^and after$/m)
  } finally {
    program.dispose()
  }
})

test('a prompt of TypeScript that throws is told once, and the usual one is there', async () => {
  const shell = await open({ ownPrompt: true })
  shell.send("import { defineConfig } from 'nacre/config'\r")
  await shell.until(/config'\n~\S* ❯$/)
  shell.send("defineConfig({ prompt: () => { throw new Error('no prompt') } })\r")
  await shell.until(/nacre: prompt: no prompt\n~\S* ❯$/)
  shell.send('echo on\r')
  await shell.until(/\non\n~\S* ❯$/)
  expect(shell.history().match(/nacre: prompt:/g)).toHaveLength(1)
})

test('a prompt of TypeScript that never ends is given up', async () => {
  const shell = await open({ ownPrompt: true })
  shell.send("import { defineConfig } from 'nacre/config'\r")
  await shell.until(/config'\n~\S* ❯$/)
  shell.send('defineConfig({ prompt: () => { for (;;); } })\r')
  await shell.until(/nacre: prompt: \S.*timed out.*\n~\S* ❯$/)
  shell.send('echo on\r')
  await shell.until(/\non\n~\S* ❯$/)
})
