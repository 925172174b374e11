/** Script files, standard input, options: the command line's contract. */
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hosts } from '../helpers/hosts.ts'
import { nacreArgv, run, runNacre, type RunOptions, type RunResult } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-files-'))

function script(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, 0o755)
  return path
}

const files: [name: string, text: string, stdout: string, status?: number][] = [
  ['hello.ts', 'const x: number = 5\nconsole.log(x, process.argv.slice(2))', "5 [ 'p', 'q r' ]\n"],
  ['enums.ts', 'enum E { A = 3 }\nconsole.log(E.A)', '3\n'],
  ['element.tsx', 'const e = <b>hi</b>\nconsole.log(e.type)', 'b\n'],
  [
    'imports.ts',
    "import { n } from './lib.ts'\nimport data from './data.json' with { type: 'json' }\nconsole.log(n, data.k)",
    '4 v\n',
  ],
  [
    'both.tsh',
    'V=2\nconst n: string = $V\necho "args: $n $1"\nfor (const i of [1, 2]) {\n  echo $i\n}',
    'args: 2 p\n1\n2\n',
  ],
  ['plain.sh', 'x=5\necho "$x $1 $#"\necho end', '5 p 2\nend\n'],
  ['shebang', '#!/usr/bin/env nacre\nconst y = 2\necho $((y + 1)) $y', '3 2\n'],
  ['sh-shebang', '#!/bin/sh\nconst=1\necho $const', '1\n'],
  ['exits.ts', 'process.exit(4)', '', 4],
  ['status.tsh', 'sh -c "exit 6"', '', 6],
  ['unsettled.ts', 'console.log(1)\nawait new Promise(() => {})\nconsole.log(2)', '1\n', 13],
  [
    'unsettled.tsh',
    'trap "echo bye \\$?" EXIT\nconst f = () => new Promise(() => {})\nawait f()\necho no',
    'bye 13\n',
    13,
  ],
  [
    'names-of-zx.ts',
    "import { basename } from 'node:path'\nimport own from './data.json'\nconst data = require('./data.json') as { k: string }\nconsole.log(basename(__filename), __dirname === import.meta.dirname, data.k, own.k)",
    'names-of-zx.ts true v v\n',
  ],
  ['names-of-zx.tsh', "echo @(require('./data.json').k) @(__filename.endsWith('.tsh'))", 'v true\n'],
  ['json.cjs', "console.log(require('./data.json').k)", 'v\n'],
  ['markdown-free.mjs', 'import fs from "node:fs"\nconsole.log(typeof fs.readFileSync)', 'function\n'],
]

describe.each(hosts)('on the %s host', host => {
  const nacre = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
    runNacre(args, { ...options, env: { NACRE_HOST: host, ...options.env } })

  test.each(files)('%s', async (name, text, stdout, status = 0) => {
    script('lib.ts', 'export const n: number = 4\n')
    script('data.json', '{"k":"v"}')
    const result = await nacre([script(name, text), 'p', 'q r'], { cwd: folder })
    expect({ stdout: result.stdout, status: result.status }, result.stderr).toEqual({ stdout, status })
  })

  test('a script from standard input leaves the rest to its commands', async () => {
    const result = await nacre([], { input: 'read x\nfirst line\necho "got $x"\ncat\nleft\nover\n' })
    expect(result.stdout).toBe('got first line\nleft\nover\n')
  })

  test('a script from standard input goes on in what `exec <` opens', async () => {
    writeFileSync(join(folder, 'other'), 'echo other\n')
    const input = `echo one\nexec < ${join(folder, 'other')}\necho never\n`
    expect(await nacre(['--sh'], { input })).toMatchObject({ stdout: 'one\nother\n', stderr: '', status: 0 })
  })

  test('standard input has both grammars', async () => {
    const result = await nacre([], {
      input: 'const a = [1, 2]\n  .map(x => x + 1)\nfor (const x of a) {\n  echo $x\n}\n',
    })
    expect(result.stdout).toBe('2\n3\n')
  })

  test('-s takes arguments', async () => {
    const result = await nacre(['-s', 'a', 'b'], { input: 'echo $0 $2\n' })
    expect(result.stdout).toBe('nacre b\n')
  })

  test('-n parses only', async () => {
    expect(await nacre(['-n', script('bad.sh', 'echo hi\nfi\n')])).toMatchObject({ stdout: '', status: 2 })
    expect(await nacre(['-n', script('good.tsh', 'const a = 1\necho hi\n')])).toMatchObject({
      stdout: '',
      status: 0,
    })
  })

  test('-e, +e, -o, -x as in sh', async () => {
    expect((await nacre(['-ec', 'false; echo no'])).status).toBe(1)
    expect((await nacre(['-e', '+e', '-c', 'false; echo yes'])).stdout).toBe('yes\n')
    expect((await nacre(['-o', 'pipefail', '-c', 'false | true'])).status).toBe(1)
    expect((await nacre(['-xc', 'echo a'])).stderr).toBe('+ echo a\n')
  })

  test('-lic runs as a login shell would', async () => {
    const result = await nacre([
      '-lic',
      'echo $0; shopt -q login_shell && echo login; case $- in *i*) echo interactive;; esac',
    ])
    expect(result.stdout).toBe('nacre\nlogin\ninteractive\n')
  })

  test('--sh has no TypeScript', async () => {
    const result = await nacre([
      '--sh',
      '-c',
      'const() { echo "const: $*"; }; const x = 5; shopt -s extglob\ncase ab in @(ab|c)) echo m;; esac',
    ])
    expect(result.stdout).toBe('const: x = 5\nm\n')
  })

  test('a stack trace points at the user’s lines', async () => {
    const path = script(
      'throws.ts',
      'type A = string\n\nfunction inner(): never {\n  throw new Error("boom")\n}\ninner()\n',
    )
    const result = await nacre([path])
    expect(result.status).toBe(1)
    expect(result.stderr).toMatch(/boom/)
    expect(result.stderr).toMatch(/throws\.ts:4:9/)
    expect(result.stderr).not.toMatch(/dist\/|node:internal/)
  })

  test('an await that nothing can end is told, with its place', async () => {
    const result = await nacre(['-c', 'echo a\nconst never = new Promise(() => {})\nawait never'])
    expect(result.stderr).toBe(
      '-c:3:1: this waits for a promise that nothing is left to settle\n  await never\n  ^^^^^^^^^^^\n',
    )
  })

  // The file's name was said twice: as the shell's own, which `$0` is by then.
  test.each([
    ['/nonexistent/x.tsh', 127, 'No such file or directory'],
    ['/nonexistent/x.sh', 127, 'No such file or directory'],
    [process.execPath, 126, 'cannot execute binary file'],
  ])('a file that is no script: %s', async (file, status, message) => {
    const result = await nacre([file])
    expect([result.status, result.stderr]).toEqual([status, `nacre: ${file}: ${message}\n`])
  })

  test('--version and --help', async () => {
    expect((await nacre(['--version'])).stdout).toMatch(/^nacre \d+\.\d+\.\d+\n$/)
    expect((await nacre(['--help'])).stdout).toMatch(/^usage: nacre/)
  })

  test.each([
    [['echo hi | cat'], "  hint: nacre -c 'echo hi | cat' runs a text", 127],
    [['add', 'ms', 'zod@4'], '  hint: nacre add npm:ms npm:zod@4 fetches packages', 127],
    [['add'], '  hint: nacre add npm:NAME fetches packages', 127],
    [['--explain', 'ls -l'], "  hint: nacre --explain -c 'ls -l' explains a text", 1],
  ])('%j is no file, and is told what was meant', async (args, hint, status) => {
    const file = args.find(arg => !arg.startsWith('-')) ?? ''
    expect(await nacre(args)).toEqual({
      stdout: '',
      stderr: `nacre: ${file}: No such file or directory\n${hint}\n`,
      status,
    })
  })

  test('--explain', async () => {
    const result = await nacre(['--explain'], {
      input: 'ls -l\nconst x = 1\nfor (const f of x) {\n  echo $f\n}\n# c\n',
    })
    expect(result.stdout).toBe(
      '1:1\tcommand\tls -l\n2:1\ttypescript\tconst x = 1\n3:1\ttypescript\tfor (const f of x) {\n  4:3\tcommand\techo $f\n6:1\tcomment\t# c\n',
    )
  })

  test('--explain -0', async () => {
    const result = await nacre(['--explain', '-0', '--names', 'ls'], { input: 'ls\0ls -l\0if (\0' })
    expect(result.stdout).toBe('1:1\ttypescript\tls\n1:1\tcommand\tls -l\n1:1\tunfinished\tif (\n')
  })

  test.each([
    ['nosuchfile', "No such file or directory\n  hint: nacre --explain -c 'nosuchfile' explains a text"],
    ['/', 'Is a directory'],
  ])('--explain %s', async (file, message) => {
    const result = await nacre(['--explain', file])
    expect([result.status, result.stdout, result.stderr]).toEqual([1, '', `nacre: ${file}: ${message}\n`])
  })

  // Node asks for ever for directories there.
  test.runIf(existsSync('/proc/self')).each(['plain.sh', 'hello.ts'])(
    'homes that cannot be made: %s',
    async name => {
      const result = await nacre([join(folder, name)], {
        env: { XDG_CACHE_HOME: '/proc/none/cache', XDG_STATE_HOME: '/proc/none/state' },
      })
      expect([result.status, result.stderr]).toEqual([0, ''])
    },
  )

  test('it can be $SHELL: make', async () => {
    script(
      'Makefile',
      `SHELL = ${script('shell', `#!/bin/sh\nexec ${nacreArgv.join(' ')} "$@"\n`)}\nall:\n\t@for i in 1 2; do echo $$i; done && echo done\n`,
    )
    const result = await run(['make', '-s', '-C', folder])
    expect(result.stdout).toBe('1\n2\ndone\n')
  })
})

test.each([
  ['const a = [1,2', '-c:1:15: Expected `]` but found the end of input'],
  ['const a = ', '-c:1:10: unexpected end of input'],
  ['x = {a: 1', '-c:1:10: Expected `}` but found the end of input'],
  ['interface eth0', '-c:1:15: Expected `{` but found the end of input'],
])('TypeScript that ends too early is no command: %s', async (text, told) => {
  const { stderr, status } = await runNacre(['-c', text])
  expect({ told: stderr.split('\n')[0], status }).toEqual({ told, status: 2 })
})

test('a command that ends too early is told in the shell’s words', async () => {
  const { stderr } = await runNacre(['-c', 'echo $(ls'])
  expect(stderr).toContain('-c:1:10: unexpected end of input, expected `)`')
})
