/** nacre where other programs expect a shell: `$SHELL` of vim, script, git and make; and a shell that stays out of its pipes. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PtyProgram } from '../helpers/pty.ts'
import { nacreArgv, run, runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-shell-'))
const shell = join(folder, 'nacre')
writeFileSync(shell, `#!/bin/sh\nexec ${nacreArgv.join(' ')} "$@"\n`)
chmodSync(shell, 0o755)

const has = (program: string): boolean =>
  (process.env.PATH ?? '').split(':').some(path => existsSync(join(path, program)))

test.skipIf(!has('vim'))('vim runs :! through it (vim)', async () => {
  const vim = new PtyProgram(
    'vim',
    ['-u', 'NONE', '-N', '-c', 'set shell=$SHELL', '-c', '!echo from-$0', '-c', 'qa!'],
    {
      cwd: folder,
      environment: { SHELL: shell },
    },
  )
  await vim.until(/from-nacre/)
  vim.send('\r')
  expect((await vim.exited()).status).toBe(0)
})

test.skipIf(!has('script'))('script -c (script)', async () => {
  const result = await run(['script', '-qec', 'for i in 1 2; do echo $i; done; exit 3', '/dev/null'], {
    env: { SHELL: shell },
  })
  expect({ stdout: result.stdout.replaceAll('\r', ''), status: result.status }).toEqual({
    stdout: '1\n2\n',
    status: 3,
  })
})

test('git runs an editor and aliases through sh, and itself under nacre', async () => {
  const code = 'git init -q r && cd r && git -c alias.hi="!echo hi" hi && git rev-parse --is-inside-work-tree'
  expect(await runNacre(['-c', code], { cwd: folder })).toMatchObject({ stdout: 'hi\ntrue\n', status: 0 })
})

test('-s reads commands as sh does, -ec stops, -lic is a login shell', async () => {
  expect((await run([shell, '-s', 'x'], { input: 'echo "$1"\n' })).stdout).toBe('x\n')
  expect((await run([shell, '-ec', 'false; echo no'])).status).toBe(1)
  expect((await run([shell, '-lic', 'shopt -q login_shell && echo login'])).stdout).toBe('login\n')
})

test('standard input may be closed', async () => {
  const result = await run(['bash', '-c', `${shell} -c 'echo still; cat' <&-`])
  expect(result.stdout).toBe('still\n')
})

/** Bytes that one process of a trace read and wrote. */
function bytesMoved(trace: string): number {
  const calls = trace.matchAll(
    /^(?:read|write|readv|writev|splice|sendfile|preadv2?|pwritev2?)\(.*\) = (\d+)$/gm,
  )
  return [...calls].reduce((sum, call) => sum + Number(call[1]), 0)
}

const size = 50_000_000
const zxScript = join(folder, 'pipes.mjs')
writeFileSync(
  zxScript,
  `import { $ } from 'zx'\nconsole.log((await $\`head -c ${size} /dev/zero\`.pipe($\`cat\`).pipe($\`wc -c\`)).stdout.trim())\n`,
)

test.skipIf(!has('strace')).each<[what: string, args: string[]]>([
  ['a pipeline', ['-c', `head -c ${size} /dev/zero | cat | wc -c`]],
  ['what .pipe() joins', [zxScript]],
])('the shell moves none of %s: bytes stay in the kernel (strace)', async (_, args) => {
  const traces = mkdtempSync(join(tmpdir(), 'nacre-strace-'))
  const result = await run(
    [
      'strace',
      '-ff',
      '-e',
      'trace=read,write,readv,writev,splice,sendfile,execve',
      '-o',
      join(traces, 't'),
    ].concat(nacreArgv, args),
  )
  expect(result.stdout).toBe(`${size}\n`)
  const moved = readdirSync(traces).map(file => {
    const trace = readFileSync(join(traces, file), 'utf8')
    const programs = [...trace.matchAll(/^execve\("[^"]*\/(\w+)"/gm)].map(match => match[1])
    return { program: programs.at(-1), bytes: bytesMoved(trace) }
  })
  const programs = moved.filter(({ program }) => ['head', 'cat', 'wc'].includes(program ?? ''))
  const own = moved.filter(one => !programs.includes(one))
  expect(programs.every(({ bytes }) => bytes >= size)).toBe(true)
  // Its own code and little else: a start reads a few megabytes.
  expect(own.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(size / 4)
})

test.skipIf(!has('strace'))(
  'a script is read once, and what its commands read is left to them (strace)',
  async () => {
    const script = join(folder, 'reads.sh')
    const text = `read x; echo "<$x>"; cat; exit 3\n${'echo never\n'.repeat(5000)}`
    writeFileSync(script, text)
    const trace = join(folder, 'reads.trace')
    const argv = [
      'strace',
      '-y',
      '-e',
      'trace=read,pread64,openat',
      '-o',
      trace,
      ...nacreArgv,
      '--sh',
      script,
    ]
    const result = await run(argv, { input: 'one\ntwo\nthree\n' })
    expect(result).toMatchObject({ stdout: '<one>\ntwo\nthree\n', status: 3 })
    const lines = readFileSync(trace, 'utf8').split('\n')
    const of = (call: string, place: string) =>
      lines.filter(line => line.startsWith(call) && line.includes(place))
    expect(of('openat(', '/reads.sh"')).toHaveLength(1)
    const read = of('read(', '/reads.sh>').map(line => Number(/= (\d+)$/.exec(line)?.[1]))
    expect(read.reduce((sum, bytes) => sum + bytes, 0)).toBe(text.length)
    // The first line of standard input is the shell's; byte by byte, since the rest is not.
    expect(of('read(0<', ', 1)')).toHaveLength('one\n'.length)
    expect(of('read(0<', '').length).toBe('one\n'.length)
  },
)

test('a big file through a stage function arrives whole', async () => {
  const file = join(folder, 'big')
  execFileSync('sh', ['-c', `yes 'a line of text that is long enough' | head -c 50000000 > ${file}`])
  const code = `cat ${file} | @(i => i.bytes()) | wc -c; cat ${file} | @(i => i.text()) | head -c 50000000 | cmp - ${file} && echo same`
  expect((await runNacre(['-c', code])).stdout).toBe(`${statSync(file).size}\nsame\n`)
})
