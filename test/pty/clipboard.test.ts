/** `copy`: what the terminal is told, whatever the output is redirected to. */
import { expect, test } from 'vitest'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { spawnSync } from 'node:child_process'
import { sharedShell, type ShellProgram } from '../helpers/shell-program.ts'

let shell: ShellProgram
sharedShell(ready => void (shell = ready), undefined, { environment: { TMUX: undefined } })
const run = (line: string): Promise<string> => shell.line(line)

const told = (text: string): string => `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`

test.each([
  ['words', 'copy hello   world', 'hello world'],
  ['what comes in, without its last newline', String.raw`printf 'a\nb\n' | copy`, 'a\nb'],
  ['past a redirection', 'copy away >/dev/null', 'away'],
  ['past a pipe', 'copy piped | cat', 'piped'],
  ['a text like an option', 'copy -- -n', '-n'],
])('%s', async (_, line, text) => {
  expect(await run(line)).toBe('')
  await shell.written(output => output.includes(told(text)))
})

test('within tmux, past it too', async () => {
  await run('TMUX=/tmp/tmux-0/default,1,0 copy inside')
  await shell.written(output => output.includes(`\x1bPtmux;\x1b${told('inside')}\x1b\\`))
})

test('nothing to copy', async () => {
  expect(await run('copy')).toBe('nacre: copy: what? Give it a text, or pipe something into it')
})

test('no terminal', () => {
  const [file, ...args] = nacreArgv
  const { status, stderr } = spawnSync('setsid', ['-w', file, ...args, '-c', 'copy x'], { encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, 'nacre: line 1: copy: there is no terminal\n'])
})
