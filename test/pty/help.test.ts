/** Help at the prompt: for the word at the cursor, for a name with a question mark, and for what was mistyped. */
import { writeFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

test('Alt-H and F1 show help and give the line back untouched', async () => {
  const shell = await open()
  shell.send('cd /tmp')
  await shell.until(/❯ cd \/tmp$/)
  shell.send('\x1bh')
  await shell.until(/^cd: cd \[-L[^]*❯ cd \/tmp$/m)
  shell.send('\x1bOP')
  await shell.until(/^cd: cd \[-L[^]*^cd: cd \[-L[^]*❯ cd \/tmp$/m)
  expect(shell.cursor().x).toBe('~ ❯ cd /tmp'.length)
  shell.send('\x15no-such-command -x\x1bh')
  await shell.until(/❯ no-such-command -x\nno help for no-such-command$/)
})

test('a program with a manual page of its own for a subcommand', async () => {
  const shell = await open({ environment: { MANPAGER: 'head -n 3' } })
  // A manual that is there on every machine.
  const bin = join(shell.home, 'bin')
  mkdirSync(bin)
  const script = '#!/bin/sh\ncase "$*" in *frob-it) ;; *) exit 1;; esac\n[ "$1" = -w ] || echo "PAGE of $*"\n'
  writeFileSync(join(bin, 'man'), script, { mode: 0o755 })
  await shell.line('PATH=$HOME/bin:$PATH')
  shell.send('frob it --now\x1bh')
  await shell.until(/^PAGE of -- frob-it\n~ ❯ frob it --now$/m)
})

test('a question mark behind a name', async () => {
  const shell = await open()
  expect(await shell.line('pwd?')).toMatch(/^pwd: pwd \[-LP\]/)
  await shell.line('const twice = (n: number) => n * 2')
  expect(await shell.line('twice?')).toBe('(n) => n * 2')
  expect(await shell.line('jobs.any?')).toContain('the first to end')
  expect(await shell.line('history?')).toMatch(/^history: history \[-c\][^]*In TypeScript: history: History/)
  expect(await shell.line('twise?')).toBe('nacre: no help for twise (did you mean twice?)')
})

test('what was mistyped', async () => {
  const shell = await open()
  expect(await shell.line('aliass')).toBe('nacre: aliass: command not found (did you mean alias?)')
  await shell.line('const total = 5')
  expect(await shell.line('console.log(totla)')).toContain(
    'ReferenceError: totla is not defined (did you mean total?)',
  )
  expect(await shell.line('config --sav')).toContain('--sav: invalid option (did you mean --save?)')
  expect(await shell.line('jobs --wathc')).toContain('jobs: --: invalid option (did you mean --watch?)')
})

test('a folder that was mistyped', async () => {
  const shell = await open()
  await shell.line('mkdir -p "one two/three"')
  const fault = 'No such file or directory'
  expect(await shell.line('cd one\\ tow')).toBe(`nacre: cd: one tow: ${fault} (did you mean one\\ two?)`)
  expect(await shell.line('cd one\\ two/htree/')).toContain('(did you mean one\\ two/three/?)')
  expect(await shell.line('cd nothing')).toBe(`nacre: cd: nothing: ${fault}`)
})

test('habits of other shells', async () => {
  const shell = await open()
  expect(await shell.line('math 1')).toBe('nacre: math: command not found (here: 1 + 2, or $((1 + 2)))')
  expect(await shell.line('status')).toBe("nacre: status: command not found (= status shows TypeScript's)")
  const folder = '(a folder: cd ..; shopt -s autocd goes there without cd)'
  expect(await shell.line('..')).toBe(`nacre: ..: command not found ${folder}`)
  expect(await shell.line('../')).toBe(`nacre: ../: Is a directory ${folder.replace('..', '../')}`)
  expect(await shell.line('set -gx NAME value')).toContain('invalid option (a variable is set by name=value')
  expect(await shell.line('set -e NAME; set +e')).toContain(
    'set: -e NAME (a command that fails ends the shell',
  )
  expect(await shell.line('ls +(a).txt')).toContain('hint: `shopt -s extglob` makes this a pattern')
  expect(await shell.line('echo a; const b = 1')).toContain('(TypeScript begins a line of its own: ')
  shell.send('if true; echo x; end\r')
  await shell.until(() => shell.screen().includes("`end` is fish's, here: if …; then …; fi"))
  await shell.line('\x03')
  expect(await shell.line('set -x; set +x')).not.toContain('until')
})

test('the tour goes on with what is typed', async () => {
  const shell = await open()
  expect(await shell.line('tour')).toMatch(/^Type along; [^]*1\/9 {2}Commands[^]*Try: {2}echo hello/)
  expect(await shell.line('echo a | cat')).toMatch(/^a\n\n2\/9 {2}TypeScript/)
  expect(await shell.line('echo no')).toBe('no')
  expect(await shell.line('const answer = 6 * 7')).toMatch(/^\n?3\/9/)
  expect(await shell.line('echo $answer @(answer * 2)')).toMatch(/^42 84\n\n4\/9/)
  expect(await shell.line("const files = $(ls).split('\\n').length")).toMatch(/^\n?5\/9/)
  expect(await shell.line(`echo '{"name": "nacre"}' | @(input => input.json()) | @(it => it.name)`)).toMatch(
    /^nacre\n\n6\/9/,
  )
  expect(await shell.line('sleep 60 &')).toMatch(/7\/9/)
  expect(await shell.line('jobs.map(job => job.command)')).toMatch(/sleep 60[^]*8\/9/)
  expect(await shell.line('echo hello')).toMatch(/9\/9/)
  expect(await shell.line('cd?')).toContain('That was the tour')
  expect(await shell.line('kill %1; tour stop')).toContain('not on it')
})
