/** `spawn --pty`: jobs with a terminal of their own, in scripts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

test.each([
  [
    'it is a terminal, on all three',
    `spawn --pty sh -c 'test -t 0 && test -t 1 && test -t 2 && echo yes'; await; output`,
    'yes\n',
  ],
  ['its size where the shell has none', 'spawn --pty stty size; await; output', '24 80\n'],
  [
    'a session of its own, whose terminal it is',
    `spawn --pty sh -c 'read -r _ _ _ _ group session tty front _ < /proc/$$/stat; [ $session = $$ ] && [ $front = $$ ] && echo leads; echo x > /dev/tty'; await; output`,
    'leads\nx\n',
  ],
  [
    'lines end as in a file, both streams in order',
    `spawn --pty sh -c 'echo 1; echo 2 >&2; echo 3'; await; output | od -An -c`,
    '   1  \\n   2  \\n   3  \\n\n',
  ],
  ['the status', `spawn --pty sh -c 'exit 5'; await; echo $?`, '5\n'],
  [
    'each attempt has its own',
    `spawn --pty --retry 1 sh -c 'test -t 1 && tty > /dev/null && echo yes; exit 1'; await; output`,
    'yes\nyes\n',
  ],
  ['a time limit', 'spawn --pty --timeout 50ms cat; await; echo $?', '124\n'],
  ['kill', 'spawn --pty cat; kill %1; await %1; echo $?', '143\n'],
  [
    'HUP to what it leaves behind',
    `spawn --pty sh -c 'trap "" HUP; sleep 60 & echo $!'; await; output > /dev/null; echo ended`,
    'ended\n',
  ],
])('%s', async (_name, code, stdout) => {
  expect(await runNacre(['--sh', '-c', code])).toEqual({ stdout, stderr: '', status: 0 })
})

test('a log gets the same as the output', async () => {
  const directory = temporaryDirectory()
  await runNacre(['--sh', '-c', `spawn --pty --log ${directory}/log sh -c 'echo one; echo two'`])
  expect(readFileSync(join(directory, 'log'), 'utf8')).toBe('one\ntwo\n')
})

test.each([
  [
    'a template',
    'const j = spawn({ pty: true })`stty size`\nconst { stdout } = await j\nconsole.log(stdout)',
    '24 80\n\n',
  ],
  [
    'words',
    "const j = spawn(['sh', '-c', 'test -t 0'], { pty: true })\nawait j\nconsole.log(j.status)",
    '0\n',
  ],
  [
    'it can be typed into, and hears of sizes',
    `const j = spawn({ pty: true })\`sh -c 'trap "stty size; exit" WINCH; echo ready; read line; echo "got $line"; while :; do read line; done'\`
for await (const line of j) {
  if (line === 'ready') j.terminal.type('hello\\r')
  if (line === 'got hello') j.terminal.resize({ columns: 50, rows: 10 })
}
console.log((await j.output.text()).split('\\n').at(-2))`,
    '10 50\n',
  ],
  [
    'much output is whole',
    "const j = spawn({ pty: true })`seq 1 50000`\nawait j\nconsole.log((await j.output.text()).split('\\n').length)",
    '50001\n',
  ],
  [
    'much that is typed is whole',
    "const j = spawn({ pty: true })`sh -c 'stty raw -echo; echo ready; head -c 200000 | wc -c'`\nfor await (const line of j) { if (line.includes('ready')) void j.terminal.type('x'.repeat(200_000)); else console.log(line) }",
    '200000\n',
  ],
])('in TypeScript: %s', async (_name, code, stdout) => {
  expect(await runNacre(['-c', code])).toEqual({ stdout, stderr: '', status: 0 })
})

test.each([
  ['f() { :; }; spawn --pty f', 'this is a function'],
  ['spawn --pty echo x', 'this is a builtin'],
  ['spawn --pty --detach ls', 'the shell holds the terminal'],
])('%s is refused', async (code, message) => {
  const result = await runNacre(['--sh', '-c', code])
  expect(result.stderr).toContain(message)
  expect(result.status).not.toBe(0)
})

test('it is refused where there are no terminals to give', async () => {
  const result = await runNacre(['--sh', '-c', 'spawn --pty ls'], { env: { NACRE_HOST: 'portable' } })
  expect(result.stderr).toContain('this platform has no terminals to give')
  expect(result.status).not.toBe(0)
})

test.each([
  ['spawn({ pty: true })`ls | cat`', 'this is more'],
  ['spawn({ pty: true })`{ ls; }`', 'this is a command of the shell’s own'],
  ['spawn(() => 1, [], { pty: true })', 'a function'],
])('%s is refused', async (code, message) => {
  const result = await runNacre(['-c', `try { ${code} } catch (e) { console.log(e.message) }`])
  expect(result.stdout).toContain(message)
})
