import { ChildProcess } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable, Transform, Writable } from 'node:stream'
import { inspect } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { makeZx } from './make-zx.ts'

const { zx } = makeZx()
const { $, ProcessPromise, ProcessOutput, within, quiet, nothrow } = zx
const dir = mkdtempSync(join(tmpdir(), 'nacre-zx-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** What a promise rejects with. */
const failure = async (promise: PromiseLike<unknown>): Promise<InstanceType<typeof ProcessOutput>> =>
  await promise.then(
    () => expect.unreachable('it did not fail'),
    (error: InstanceType<typeof ProcessOutput>) => error,
  )

const upperCase = () =>
  new Transform({ transform: (chunk, _, done) => done(null, String(chunk).toUpperCase()) })

/** A ProcessPromise stands for a stream that it has not all methods of. */
const into = (p: InstanceType<typeof ProcessPromise>) =>
  p as unknown as NodeJS.WritableStream & PromiseLike<InstanceType<typeof ProcessOutput>>

test('the faces are those of Node', async () => {
  const p = $`echo foo`
  expect(typeof p.pid).toBe('number')
  expect(p.child).toBeInstanceOf(ChildProcess)
  expect([p.stdin, p.stdout, p.stderr].every(stream => stream instanceof Socket)).toBe(true)
  expect([p.stage, p.output, Object.prototype.toString.call(p)]).toEqual([
    'running',
    null,
    '[object ProcessPromise]',
  ])
  await p
  expect(p.stage).toBe('fulfilled')
  expect(p.fullCmd).toBe('set -euo pipefail;echo foo')
})

test('input of every kind', async () => {
  const from = (input: string | Buffer | Readable) => $({ input })`cat`.text()
  expect(await Promise.all([from('foo'), from(Readable.from('bar')), from(Buffer.from('baz'))])).toEqual([
    'foo',
    'bar',
    'baz',
  ])
  const earlier = $({ input: 'old' })`cat`
  expect(await $({ input: earlier })`cat`.text()).toBe('old')
  expect(await $({ input: await earlier })`cat`.text()).toBe('old')
})

test.each<[name: string, start: () => InstanceType<typeof ProcessPromise>, signal: string]>([
  ['timeout', () => $({ timeout: 10, timeoutSignal: 'SIGKILL' })`sleep 999`, 'SIGKILL'],
  ['.timeout()', () => $`sleep 999`.timeout(10, 'SIGINT'), 'SIGINT'],
  ['kill of a loop without programs', () => killed($`while true; do :; done`, 'SIGKILL'), 'SIGKILL'],
  ['kill of a pipeline', () => killed($`sleep 999 | cat`), 'SIGTERM'],
  ['kill of what comes after', () => killed($`true; sleep 999; echo on`), 'SIGTERM'],
])('%s ends it by the signal', async (_, start, signal) => {
  const failed = await failure(start())
  expect([failed.exitCode, failed.signal]).toEqual([null, signal])
})

function killed(p: InstanceType<typeof ProcessPromise>, signal?: NodeJS.Signals) {
  setTimeout(() => void p.kill(signal), 30)
  return p
}

test('env: the given one alone, and without it ours', async () => {
  expect(await $({ env: { ONLY: 'baz' } })`echo $ONLY`.text()).toBe('baz\n')
  process.env['ZX_NOW'] = 'now'
  const p = $`echo $ZX_NOW`
  delete process.env['ZX_NOW']
  expect(await p.text()).toBe('now\n')
})

test('stdio: ignored, mixed, to a file', async () => {
  expect((await $({ stdio: 'ignore' })`echo foo`).stdout).toBe('')
  expect(
    (await $({ quiet: true, stdio: ['inherit', 'pipe', 'ignore'] })`>&2 echo error; echo ok`).toString(),
  ).toBe('ok\n')
  const halted = $({ halt: true })`>&2 echo error; echo ok`.stdio('inherit', 'ignore', 'pipe').quiet().run()
  expect((await halted).toString()).toBe('error\n')
  const file = join(dir, 'stdio')
  const stream = createWriteStream(file)
  await new Promise(resolve => stream.once('open', resolve))
  await $({ stdio: ['pipe', stream, 'ignore'] })`echo foo`
  await $({ stdio: ['pipe', stream, 'ignore'] })`echo bar`
  stream.end()
  expect(readFileSync(file, 'utf8')).toBe('foo\nbar\n')
})

test('sync', () => {
  expect($.sync`echo foo; echo $((1 + 1))`.stdout).toBe('foo\n2\n')
  expect($({ sync: true, nothrow: true })`exit 3`.exitCode).toBe(3)
  expect($.sync({ input: 'in' })`cat`.stdout).toBe('in')
})

test('the log hears of the command, its output and its end', async () => {
  const kinds: string[] = []
  await $({ log: entry => void kinds.push(entry.kind) })`echo foo`
  expect(kinds).toEqual(['cmd', 'stdout', 'end'])
})

test('an abort is an error, before and after the start', async () => {
  const controller = new AbortController()
  const p = $({ ac: controller, detached: true })`sleep 999`
  setTimeout(() => controller.abort('enough'), 10)
  expect((await failure(p)).message).toContain('The operation was aborted')
  expect((await failure($({ signal: AbortSignal.abort() })`sleep 999`)).message).toContain(
    'The operation was aborted',
  )
})

test('a command that is not over at its deadline is ended', async () => {
  expect((await failure($`sleep 9`.timeout(30))).signal).toBe('SIGTERM')
})

test('a directory that is not there', async () => {
  await within(async () => {
    $.cwd = 'no-such-directory'
    const failed = await failure($`pwd`)
    expect(failed).toBeInstanceOf(ProcessOutput)
    expect(failed.message).toMatch(/No such file or directory/)
  })
})

test('lines as they come, also late and before a failure', async () => {
  const lines = async (p: AsyncIterable<string>, seen: string[] = []) => {
    for await (const line of p) seen.push(line)
    return seen
  }
  expect(await lines($`printf 'a\nb\r\nc'`)).toEqual(['a', 'b', 'c'])
  expect(await lines($`echo -n ""`)).toEqual([])
  const seen: string[] = []
  const failed = await failure(lines($`echo foo; echo bar; exit 1`, seen))
  expect([seen, failed.exitCode]).toEqual([['foo', 'bar'], 1])
})

test('quiet, nothrow, verbose', async () => {
  expect((await quiet($`echo x`)).stdout).toBe('x\n')
  expect((await nothrow($`exit 42`)).exitCode).toBe(42)
  expect($`:`.verbose().isVerbose()).toBe(true)
})

// ---------------------------------------------------------------- pipes

test('two programs share a pipe of the kernel', async () => {
  const { stdout } = await $`readlink /proc/self/fd/1`.pipe($`sh -c 'cat; readlink /proc/self/fd/0'`)
  const [left, right] = stdout.split('\n')
  expect(left).toMatch(/^pipe:/)
  expect(left).toBe(right)
})

test('the writer ends when its reader has left, quietly', async () => {
  expect((await $`yes`.pipe($`head -1`)).stdout).toBe('y\n')
  expect((await $`yes`.pipe`head -1`).stdout).toBe('y\n')
  // Through this process, since a loop is no program.
  expect((await $`while :; do echo z; done`.pipe($`head -1`)).stdout).toBe('z\n')
})

test('chains, halted and not, literals', async () => {
  const h = $({ halt: true })
  const chains = [
    $`echo hello`.pipe($`cat -`).pipe($`tr a-z A-Z`),
    $`echo hello`.pipe`cat -`.pipe`tr a-z A-Z`,
    $`echo hello`.pipe(h`cat -`).pipe(h`tr a-z A-Z`),
    h`echo hello`
      .pipe(h`cat -`)
      .pipe(h`tr a-z A-Z`)
      .run(),
  ]
  expect((await Promise.all(chains)).map(o => o.stdout)).toEqual(Array(4).fill('HELLO\n'))
})

test('streams, files and back', async () => {
  const file = join(dir, 'piped')
  const p: unknown = $`echo hello`.pipe(upperCase()).pipe(createWriteStream(file))
  const output = await (p as PromiseLike<InstanceType<typeof ProcessOutput>>)
  expect([output.stdout, output.exitCode]).toEqual(['hello\n', 0])
  expect(readFileSync(file, 'utf8')).toBe('HELLO\n')
  expect((await $`echo "hello"`.pipe(upperCase()).pipe(into($`cat`))).stdout).toBe('HELLO\n')
  expect(
    (
      await Readable.from(['te', 'st'])
        .pipe(upperCase())
        .pipe(into($`cat`))
    ).stdout,
  ).toBe('TEST')
  let contents = ''
  await $`echo test`.pipe(
    new Writable({ write: (chunk, _, done) => (void (contents += String(chunk)), done()) }),
  )
  expect(contents).toBe('test\n')
})

test('what went to a file is there when the pipe is awaited', async () => {
  const sizes = await Promise.all(
    Array.from({ length: 30 }, async (_, i) => {
      const file = join(dir, `awaited-${i}`)
      await (i % 2 === 0 ? $`echo foo`.pipe(file) : $`echo foo`.pipe(createWriteStream(file)))
      return readFileSync(file, 'utf8').length
    }),
  )
  expect(sizes).toEqual(Array(30).fill(4))
})

test('a file that cannot be written is an error of the pipe', async () => {
  await expect(
    (async () => await $`echo foo`.pipe(join(dir, 'no-such-directory/file')))(),
  ).rejects.toMatchObject({ code: 'ENOENT' })
})

test('one output for several readers, also late ones', async () => {
  const result = $`echo 1; sleep 0.05; echo 2`
  const first = result.pipe`cat`
  expect((await first).stdout).toBe('1\n2\n')
  expect((await result.pipe`cat`).stdout).toBe('1\n2\n')
  const twice = $`seq 2`
  const both = [twice.pipe($`cat`), twice.pipe($`tac`)]
  expect((await Promise.all(both)).map(o => o.stdout)).toEqual(['1\n2\n', '2\n1\n'])
  const kept = $`seq 2`
  kept.pipe(new PassThrough())
  expect((await kept.pipe($`tac`)).stdout).toBe('2\n1\n')
  expect((await kept).stdout).toBe('1\n2\n')
})

test('what went past this program cannot be had later', async () => {
  const p = $`seq 2`
  await p.pipe($`cat`)
  expect(() => p.pipe($`cat`)).toThrow(/past this program/)
})

test('stdout, stderr and both', async () => {
  const p = $`echo foo >&2; sleep 0.01 && echo bar`.quiet()
  expect((await p.pipe.stderr`cat`).stdout).toBe('foo\n')
  expect((await p.pipe.stdout`cat`).stdout).toBe('bar\n')
  expect((await p.pipe.stdall`cat`).stdout).toBe('foo\nbar\n')
})

test('a failure goes down the pipe', async () => {
  const left = $`exit 1`
  const right = left.pipe($`sleep 0.1; echo hello`)
  const failures = await Promise.all([failure(left), failure(right)])
  expect(failures.map(f => [f.exitCode, f.stdout])).toEqual([
    [1, ''],
    [1, ''],
  ])
  const both = $`echo foo && exit 1`
  const [lax, strict] = await Promise.allSettled([both.pipe($({ nothrow: true })`cat`), both.pipe($`cat`)])
  expect(lax).toMatchObject({ value: { stdout: 'foo\n', exitCode: 1 } })
  expect(strict).toMatchObject({ reason: { stdout: 'foo\n', exitCode: 1 } })
})

test('100 MB through two programs stay out of this one', async () => {
  const before = process.memoryUsage().rss
  const { stdout } = await $`head -c 100000000 /dev/zero`.pipe($`wc -c`)
  expect(stdout.trim()).toBe('100000000')
  expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
})

test('it is shown as the command it is', async () => {
  const p = $`exit 3`.nothrow()
  expect(inspect(p)).toMatch(/^ProcessPromise \{ cmd: 'exit 3', stage: 'running'(, pid: \d+)? \}$/)
  await p
  expect(inspect(p).replace(/\s+/g, ' ')).toMatch(/stage: 'fulfilled',( pid: \d+,)? exitCode: 3 \}$/)
})
