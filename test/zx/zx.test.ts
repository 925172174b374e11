import { createWriteStream, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSource } from '../../src/diag/index.ts'
import type { Shell } from '../../src/lang/eval/index.ts'
import type { Zx } from '../../src/zx/index.ts'
import { makeZx } from './make-zx.ts'

let shell: Shell
let zx: Zx
let dir: string

beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-zx-')))
  ;({ zx, shell } = makeZx())
})

afterAll(() => rmSync(dir, { recursive: true }))

test('a command and its output', async () => {
  const { $ } = zx
  const output = await $`printf 'a\nb\n'`
  expect(output).toBeInstanceOf(zx.ProcessOutput)
  expect([output.stdout, output.stderr, output.exitCode, output.signal]).toEqual(['a\nb\n', '', 0, null])
  expect(await $`printf 'a\nb\n'`.lines()).toEqual(['a', 'b'])
  expect(await $`echo hi`.text()).toBe('hi\n')
})

test.each<[name: string, value: unknown, text: string]>([
  ['blanks', 'a  b', 'a  b'],
  ['quotes', `it's "x" \\ $HOME`, `it's "x" \\ $HOME`],
  ['a newline', 'a\nb', 'a\nb'],
  ['an array', ['x y', 'z'], 'x y,z'],
  ['nothing', '', ''],
  ['unicode', 'é日🐚', 'é日🐚'],
])('an interpolated value is one word: %s', async (_, value, text) => {
  const { $ } = zx
  const output = await $`printf '%s,' ${value as string}`
  expect(output.stdout).toBe(`${text},`)
})

test('the language is ours: functions of the shell, pipes, programs', async () => {
  const { $ } = zx
  await shell.run(makeSource('x', 'greet() { echo "hello $1"; }'))
  expect((await $`greet you | tr a-z A-Z`).stdout).toBe('HELLO YOU\n')
  expect((await $`x=1; for i in 1 2; do echo $((i + x)); done`).stdout).toBe('2\n3\n')
})

test('a failure rejects with the output', async () => {
  const { $ } = zx
  const failed = await $`echo out; echo err >&2; exit 7`.catch((error: unknown) => error)
  expect(failed).toBeInstanceOf(zx.ProcessOutput)
  expect(failed).toMatchObject({ exitCode: 7, stdout: 'out\n', stderr: 'err\n' })
  expect((await $`false | true`.nothrow()).exitCode).toBe(1)
  expect((await $`exit 3`.nothrow()).exitCode).toBe(3)
  expect(await $`no-such-command-here`.exitCode).toBe(127)
})

test('errexit and nounset are on, as in zx', async () => {
  const { $ } = zx
  expect((await $`false; echo on`.nothrow()).stdout).toBe('')
  expect((await $`echo $no_such_name_1`.nothrow()).exitCode).not.toBe(0)
})

test('what runs changes nothing in the shell', async () => {
  const { $ } = zx
  const before = shell.cwd
  await $`cd /; leaked=1; export leaked; f() { :; }; umask 077`
  expect([shell.cwd, shell.variables.get('leaked'), shell.functions.has('f')]).toEqual([
    before,
    undefined,
    false,
  ])
})

test('many run beside each other, each in its own state', async () => {
  const { $ } = zx
  const outputs = await Promise.all(
    ['/', '/tmp', '/usr'].map(async d => (await $`cd ${d}; sleep 0.01; pwd`).stdout),
  )
  expect(outputs).toEqual(['/\n', '/tmp\n', '/usr\n'])
})

test('stdin', async () => {
  const { $ } = zx
  expect((await $({ input: 'a\nb\n' })`cat`).stdout).toBe('a\nb\n')
  const cat = $`cat`
  cat.stdin.write('typed')
  cat.stdin.end()
  expect((await cat).stdout).toBe('typed')
})

test('pipes', async () => {
  const { $ } = zx
  expect((await $`printf 'b\na\n'`.pipe($`sort`)).stdout).toBe('a\nb\n')
  expect((await $`echo up`.pipe`tr a-z A-Z`).stdout).toBe('UP\n')
  // zx's own promise for a file may be settled before the file is there.
  await finished($`echo kept`.pipe(createWriteStream(join(dir, 'out'))))
  expect((await $`cat ${join(dir, 'out')}`).stdout).toBe('kept\n')
})

test('cwd and env', async () => {
  const { $ } = zx
  expect((await $({ cwd: dir })`pwd`).stdout).toBe(`${dir}\n`)
  expect((await $({ env: { ...process.env, ZX_A: '1' } })`echo $ZX_A; sh -c 'echo $ZX_A'`).stdout).toBe(
    '1\n1\n',
  )
  expect((await $({ env: { PATH: process.env['PATH'], ONLY: 'x' } })`env`).stdout).not.toContain('HOME=')
  await shell.run(makeSource('x', 'export FROM_SHELL=2'))
  expect((await $`echo $FROM_SHELL; sh -c 'echo $FROM_SHELL'`).stdout).toBe('2\n2\n')
  process.env['FROM_NODE'] = '3'
  expect((await $`sh -c 'echo $FROM_NODE'`).stdout).toBe('3\n')
})

test('kill, timeout and abort', async () => {
  const { $ } = zx
  const sleeping = $`sleep 100`.nothrow()
  await new Promise(setImmediate)
  await sleeping.kill()
  expect((await sleeping).signal).toBe('SIGTERM')
  expect((await $`sleep 100`.timeout('20ms').nothrow()).signal).toBe('SIGTERM')
  const controller = new AbortController()
  const aborted = $({ signal: controller.signal, nothrow: true })`sleep 100`
  controller.abort()
  expect((await aborted).exitCode).not.toBe(0)
})

test('5 MB come through', async () => {
  const { $ } = zx
  expect((await $`head -c 5000000 /dev/zero`).stdout.length).toBe(5_000_000)
})

test('cd moves the shell, within keeps settings apart', async () => {
  const { $, within, cd } = zx
  const before = shell.cwd
  cd(dir)
  expect(shell.cwd).toBe(dir)
  expect((await $`pwd`).stdout).toBe(`${dir}\n`)
  cd(before)
  const inner = await within(async () => {
    $.prefix = 'echo pre;'
    return (await $`echo x`).stdout
  })
  expect(inner).toBe('pre\nx\n')
  expect((await $`echo x`).stdout).toBe('x\n')
})

test('after a cd of the shell, commands run there', async () => {
  const { $ } = zx
  const before = shell.cwd
  shell.changeDirectory('/')
  expect((await $`pwd`).stdout).toBe('/\n')
  shell.changeDirectory(before)
})
