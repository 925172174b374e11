/** `spawn`, `await`, `output`: jobs that keep what they write, in scripts. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

const outOfShell = `spawn sh -c 'echo out; echo err >&2; exit 3'; await %1; echo $?; output %1`

describe.each(['posix', 'portable'])('on the %s host', host => {
  test.each([
    ['output and status', outOfShell, '3\nout\nerr\n'],
    ['a name', 'spawn --name build echo done; await build; output build; output %build', 'done\ndone\n'],
    [
      'a function',
      'f() { echo in f; x=2; return 4; }; x=1; spawn f; await; echo $? $x; output',
      '4 1\nin f\n',
    ],
    ['a builtin', 'spawn echo hi; await; output', 'hi\n'],
    ['$! is its process', 'spawn sh -c "echo \\$\\$"; await; [ $! = "$(output)" ] && echo same', 'same\n'],
    [
      'directory and variables',
      'spawn --cwd / --env X=5 --env=Y=6 sh -c "pwd; echo $X$Y \\$X\\$Y"; await; output',
      '/\n56\n',
    ],
    ['retries', 'spawn --retry 2 sh -c "echo try; exit 7"; await; echo $?; output', '7\ntry\ntry\ntry\n'],
    [
      'restarts until it succeeds',
      'spawn --cwd DIR --restart on-failure sh -c "echo x >> f; test \\$(wc -l < f) -eq 3"; await; echo $?; wc -l < DIR/f',
      '0\n3\n',
    ],
    ['a time limit', 'spawn --timeout 50ms sleep 9; await; echo $?', '124\n'],
    [
      'a time limit for what ignores TERM',
      `spawn --timeout 50ms sh -c 'trap "" TERM; echo on; while :; do sleep 1; done'; await; echo $?; output`,
      '124\non\n',
    ],
    ['niceness', 'spawn --nice 3 sh -c "sleep 0.1; nice"; await; output', '3\n'],
    ['kill ends attempts', 'spawn --retry 5 sleep 9; kill %1; await %1; echo $?', '143\n'],
    ['any', 'spawn sleep 9; spawn sh -c "exit 5"; await --any; echo $?; kill %1; await', '5\n'],
    [
      'a timeout of await leaves the job',
      'spawn sleep 9; await --timeout 30ms %1; echo $?; kill %1; await %1; echo $?',
      '124\n143\n',
    ],
    [
      'the first failure of several',
      'spawn sh -c "exit 3"; spawn sh -c "exit 4"; await %2 %1; echo $?; await; echo $?',
      '4\n0\n',
    ],
    [
      'a script waits for its jobs',
      `spawn --log DIR/l sh -c 'sleep 0.1; echo late'; trap 'cat DIR/l' EXIT`,
      '',
    ],
    ['nothing to wait for', 'await; echo $?; await --any; echo $?', '0\n127\n'],
  ])('%s', async (_name, code, stdout) => {
    const directory = temporaryDirectory()
    const result = await runNacre(['--sh', '-c', code.replaceAll('DIR', directory)], {
      env: { NACRE_HOST: host },
    })
    expect(result).toEqual({ stdout, stderr: '', status: expect.anything() as number })
  })
})

test.each([
  ['spawn nosuch', 127, 'spawn: nosuch: command not found'],
  ['spawn', 2, 'a command is needed'],
  ['spawn --what ls', 2, 'spawn: --what: invalid option'],
  ['spawn --timeout soon ls', 2, '--timeout soon: not a time'],
  ['spawn --retry x ls', 2, '--retry x: not a number'],
  ['spawn --nice x ls', 2, '--nice x: not a number'],
  ['spawn --env X ls', 2, '--env X: it is NAME=value'],
  ['spawn --restart maybe ls', 2, '--restart maybe: it is on-failure or no'],
  ['spawn --detach --retry 2 ls', 2, '--retry: the shell would have to stay'],
  ['spawn --cwd /no/such ls', 1, '/no/such: No such file or directory'],
  ['spawn --log /no/such/file ls', 1, 'No such file or directory'],
  ['output %3', 1, 'output: %3: no such job'],
  ['await %3', 127, 'await: %3: no such job'],
  ['await --any --all', 2, '--any and --all exclude each other'],
  ['true & output %1', 1, 'its output went to the terminal; spawn keeps it'],
  ['stop %1', 1, 'stop: %1: no such job'],
])('%s is refused with %i', async (code, status, message) => {
  const result = await runNacre(['--sh', '-c', code])
  expect(result.stderr).toContain(message)
  expect([result.status, result.stdout]).toEqual([status, ''])
})

test('a log gets what the output keeps', async () => {
  const directory = temporaryDirectory()
  await runNacre(['-c', `spawn --log ${directory}/log sh -c 'echo one; sleep 0.05; echo two >&2'`])
  expect(readFileSync(join(directory, 'log'), 'utf8')).toBe('one\ntwo\n')
})

test('more than memory takes comes back whole', async () => {
  const result = await runNacre([
    '--sh',
    '-c',
    'spawn seq 1 400000; await; output | md5sum; seq 1 400000 | md5sum',
  ])
  const [kept, real] = result.stdout.split('\n')
  expect(kept).toBe(real)
})

test('output -f goes on until the job ends', async () => {
  const result = await runNacre(['--sh', '-c', "spawn sh -c 'echo 1; sleep 0.1; echo 2'; output -f; jobs"])
  expect(result.stdout).toMatch(/^1\n2\n(\[1\]\+ {2}Done .*\n)?$/)
})
