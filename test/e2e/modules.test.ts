import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-modules-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

const lib = `#!/usr/bin/env nacre
import { basename } from 'node:path'
export const where: string = basename('/a/b')
n = 5   # of this file
export async function deploy(target: string) {
  echo deploying $target to $where
  const out = $(echo captured $target)
  return out.toUpperCase()
}
echo loading $where $n $secret
for (const i of [1, 2]) {
  echo i $i
}
export const shellVariable = $MARK
export default () => {
  throw new Error('from lib')
}
`

test.each([
  ['.ts', "import { deploy, where, shellVariable } from './lib.tsh'", 'main.ts'],
  ['.tsh', "secret = 1\nimport { deploy, where, shellVariable } from './lib'", 'main.tsh'],
])('%s imports a script of both grammars', async (_, importing, name) => {
  write({ 'lib.tsh': lib, [name]: `${importing}\nconsole.log(await deploy('prod'), where, shellVariable)\n` })
  const { stdout, stderr, status } = await runNacre([join(dir, name)], { env: { MARK: 'm' } })
  expect([stderr, status]).toEqual(['', 0])
  // The names of who imports it are not its own: $secret is empty.
  expect(stdout).toBe('loading b 5\ni 1\ni 2\ndeploying prod to b\nCAPTURED PROD b m\n')
})

test('errors stand in the lines of the user', async () => {
  write({ 'lib.tsh': lib, 'main.ts': "import fails from './lib.tsh'\n\nfails()\n" })
  const { stderr, status } = await runNacre([join(dir, 'main.ts')])
  expect(status).toBe(1)
  expect(stderr).toContain(`Error: from lib\n    at default (${dir}/lib.tsh:16:9)`)
  expect(stderr).toContain("        throw new Error('from lib')\n")
  expect(stderr).toContain(`at ${dir}/main.ts:3:1`)
})

test.each([
  ['const x = ;\n', 'bad.tsh:1:11'],
  ['echo fine\nexport const y: = 3\n', 'bad.tsh:2:17'],
  ['const f = () => {\n  echo never\n}\n', 'not async'],
  ['= 5\n', '`=` shows a value in the script that is run'],
])('what is wrong in an imported script is told with its place: %j', async (text, message) => {
  write({ 'bad.tsh': text, 'main.ts': "import './bad.tsh'\n" })
  const { stderr, status } = await runNacre([join(dir, 'main.ts')])
  expect(status).toBe(1)
  expect(stderr).toContain(message)
})

test('a script of both grammars imports from where it lies, whatever the directory', async () => {
  write({
    'deep/other.ts': 'export const v: number = 7',
    'deep/main.tsh': "import { v } from './other'\necho $v\n= import.meta.filename",
  })
  const { stdout } = await runNacre([join(dir, 'deep/main.tsh')], { cwd: '/' })
  expect(stdout).toBe(`7\n'${dir}/deep/main.tsh'\n`)
})

test('a Markdown script', async () => {
  write({
    'script.md':
      '# Title\n\nWords.\n\n```ts\nconst name: string = "md"\n```\n\n```bash\necho from ${name} > out.txt\n```\n\n    console.log(await $`cat out.txt`.text())\n\n```python\nno\n```\n\n```js\nthrow new Error("here")\n```\n',
  })
  const { stdout, stderr } = await runNacre([join(dir, 'script.md')], { cwd: dir })
  expect(stdout).toBe('from md\n\n')
  expect(stderr).toContain(`Error: here\n    at ${dir}/script.md:20:7`)
})

test.each<[name: string, files: Record<string, string>, stdout: string]>([
  [
    'a cycle between both kinds',
    {
      'main.ts': "import { a } from './a.tsh'\nconsole.log(a())\n",
      'a.tsh':
        "import { b } from './b.ts'\necho a begins\nexport const a = () => b() + later\nexport const later = '!'\n",
      'b.ts':
        "import { later } from './a.tsh'\nconsole.log('b begins')\nexport const b = () => 'b' + later\n",
    },
    'b begins\na begins\nb!!\n',
  ],
  [
    'exports passed on, defaults, namespaces, JSON',
    {
      'main.tsh':
        "import two, { one as uno } from './through.ts'\nimport * as all from './through'\nimport data from './data.json' with { type: 'json' }\necho $two $uno @(Object.keys(all)) @(data.k)\n",
      'through.ts': "export * from './lib2.tsh'\nexport { two as default } from './lib2.tsh'\n",
      'lib2.tsh': 'export const one = 1, two = 2\nexport type T = number\necho once\n',
      'data.json': '{"k":"v"}',
    },
    'once\n2 1 default one two v\n',
  ],
  [
    'top-level await is awaited in the order of imports',
    {
      'main.ts': "import './slow.tsh'\nimport './quick.ts'\nconsole.log('main')\n",
      'slow.tsh': "await new Promise(done => setTimeout(done, 30))\nsh -c 'echo slow'\n",
      'quick.ts': "import './slow.tsh'\nconsole.log('quick')\nexport {}\n",
    },
    'slow\nquick\nmain\n',
  ],
  [
    'import() of both kinds, once each',
    {
      'main.tsh':
        "for (const n of [1, 2]) {\n  const { x } = await import('./dynamic.tsh')\n  echo $x\n}\nconst { default: d } = await import('./dynamic.ts')\n= d\n",
      'dynamic.tsh': "echo runs\nexport const x = 'x'\n",
      'dynamic.ts': 'export default import.meta.main\n',
    },
    'runs\nx\nx\nfalse\n',
  ],
  [
    'import.meta and require.main know the main module',
    {
      'main.ts':
        "import cts from './part.cts'\nimport { mts } from './part.mts'\nconst { main, dirname, filename } = import.meta\nconsole.log(main, filename === dirname + '/main.ts', cts, mts)\n",
      'part.cts': 'const n: number = 1\nmodule.exports = [n, require.main === module]\n',
      'part.mts': 'export const mts: boolean = import.meta.main\n',
    },
    'true true [ 1, false ] false\n',
  ],
  [
    'CommonJS',
    {
      'main.cts':
        "const { x } = require('./other.cts')\nconst os = require('node:os')\nconsole.log(x as number, typeof os.cpus, require.main === module, __filename.endsWith('/main.cts'))\n",
      'other.cts': 'enum E { A = 7 }\nexports.x = E.A\n',
    },
    '7 function true true\n',
  ],
  [
    'enums, decorators, namespaces, `import =`, parameter properties',
    {
      'main.ts':
        "import os = require('node:os')\nenum E { A = 'a' }\nnamespace N { export const z = 1 }\nconst seen = (target: any, context: any) => console.log('seen', context.name)\nclass B { constructor(readonly v: number) {} @seen m() {} }\nconsole.log(typeof os.cpus, E.A, N.z, new B(5).v)\n",
    },
    'seen m\nfunction a 1 5\n',
  ],
])('%s', async (_, files, stdout) => {
  write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`case/${name}`, text])))
  const [main = ''] = Object.keys(files)
  const result = await runNacre([join(dir, 'case', main)])
  rmSync(join(dir, 'case'), { recursive: true })
  expect(result).toEqual({ stdout, stderr: '', status: 0 })
})

test.each<[name: string, files: Record<string, string>, lines: string[]]>([
  [
    'a name that is not exported',
    {
      'main.tsh': "echo fine\nimport './part.ts'\n",
      'part.ts': "type A = 1\n\nimport { nothing } from './empty.ts'\nnothing\n",
      'empty.ts': 'export {}\n',
    },
    [
      "SyntaxError: The requested module './empty.ts' does not provide an export named 'nothing'",
      '    at DIR/part.ts:3:10',
    ],
  ],
  [
    'a file that is not there',
    { 'main.ts': "\nimport './part.tsh'\n", 'part.tsh': "echo\n  import './none.ts'\n" },
    ['    at DIR/part.tsh:2:10', "        import './none.ts'", '               ^'],
  ],
  [
    'a package that is not there',
    { 'main.ts': "const late = await import('no-such-package')\n" },
    [
      "Error: Cannot find package 'no-such-package' imported from DIR/main.ts (npm install no-such-package, or import it from 'npm:no-such-package')",
      '    at DIR/main.ts:1:27',
    ],
  ],
  [
    'code that does not parse',
    { 'main.ts': "import './part.ts'\n", 'part.ts': 'const ok = 1\nconst 日本 = ;\n' },
    ['SyntaxError: DIR/part.ts:2:12: Unexpected token', '  const 日本 = ;', '               ^'],
  ],
  [
    'an error behind several awaits',
    {
      'main.ts':
        "import { deep } from './part.tsh'\ninterface Gone {}\nasync function outer() {\n  await deep(null as Gone | null)\n}\nawait outer()\n",
      'part.tsh':
        "export async function deep(x: any) {\n  true\n  return await inner(x)\n}\nasync function inner(x: any) {\n  sh -c 'exit 0'\n  return x.nope\n}\n",
    },
    [
      'at inner (DIR/part.tsh:7:12)',
      'at async deep (DIR/part.tsh:3:10)',
      'at async outer (DIR/main.ts:4:3)',
      'at async DIR/main.ts:6:1',
    ],
  ],
  [
    'an error in a worker',
    {
      'main.ts':
        "type N = number\n\nfunction half(n: N): N {\n  if (n % 2) throw new Error(`odd ${n}`)\n  return n / 2\n}\nawait pool.map([2, 3], half, { kind: 'thread' })\n",
    },
    ['Error: odd 3', '    at half (DIR/main.ts:4:20)'],
  ],
  [
    'an import of the script that is run',
    {
      'main.tsh': "import './part.ts'\nexport const a = 1\necho once\n",
      'part.ts': "import { a } from './main.tsh'\na\n",
    },
    ['DIR/main.tsh is the script that is run: what it imports cannot import it'],
  ],
  [
    'the first line of the main module',
    { 'main.mjs': "#!/usr/bin/env nacre\nif (import.meta.main) throw new Error('here')\n" },
    ['    at DIR/main.mjs:2:29'],
  ],
])('%s is told with its place', async (_, files, lines) => {
  write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`case/${name}`, text])))
  const [main = ''] = Object.keys(files)
  const { stderr, status } = await runNacre([join(dir, 'case', main)])
  rmSync(join(dir, 'case'), { recursive: true })
  expect(status).toBe(1)
  for (const line of lines) expect(stderr).toContain(line.replaceAll('DIR', join(dir, 'case')))
})

describe('paths of a tsconfig.json', () => {
  const imports = `import { a } from '@lib/a'
import { inner } from '@lib/inner'
import { setting } from 'setting'
import { a as again } from '@lib/a.js'
import { join } from 'path'
`
  beforeAll(() =>
    write({
      'paths/base.json': `{ "compilerOptions": { // of every part
        "paths": { "@lib/*": ["./src/lib/*"], "setting": ["./src/none.ts", "./src/setting.ts"] },
      } }`,
      'paths/tsconfig.json': '{ "extends": "./base.json" }',
      'paths/src/lib/a.ts': "export const a: string = 'a'",
      'paths/src/lib/inner/index.ts': "export const inner = 'inner'",
      'paths/src/setting.ts': "export { a as setting } from '@lib/a'",
      'paths/scripts/x.ts': `${imports}console.log(a, inner, setting, again, join('x', 'y'))`,
      'paths/scripts/x.tsh': `${imports}echo @(a) @(inner) @(setting) @(again) @(join('x', 'y'))`,
      'paths/broken/tsconfig.json': '{ "extends": "./none.json" }',
      'paths/broken/x.ts': "import 'anything'",
      'paths/base-url/tsconfig.json': '{ "compilerOptions": { "baseUrl": "./own" } }',
      'paths/base-url/own/b.ts': "export const b = 'b'",
      'paths/base-url/x.ts':
        "import { b } from 'b'\nimport { basename } from 'node:path'\nconsole.log(b, basename('/c'))",
    }),
  )

  test.each(['x.ts', 'x.tsh'])('%s', async file => {
    const { stdout, stderr } = await runNacre([join(dir, 'paths/scripts', file)])
    expect({ stdout, stderr }).toEqual({ stdout: 'a inner a a x/y\n', stderr: '' })
  })

  test('a baseUrl', async () => {
    expect((await runNacre([join(dir, 'paths/base-url/x.ts')])).stdout).toBe('b c\n')
  })

  test('a configuration that cannot be read', async () => {
    const { stderr, status } = await runNacre([join(dir, 'paths/broken/x.ts')])
    expect(status).toBe(1)
    expect(stderr).toMatch(/paths\/broken\/tsconfig\.json: File '\.\/none\.json' not found/)
  })

  test('--check', async () => {
    const cwd = join(dir, 'paths')
    const { stdout, stderr, status } = await runNacre(['--check', 'scripts/x.ts', 'scripts/x.tsh'], { cwd })
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 })
  })
})

test('an error in JavaScript, which runs as it is written, shows its line too', async () => {
  write({ 'a b.mjs': 'const name = 5\nawait $`sh -c ${`exit ${name}`}`\n' })
  const { stderr, status } = await runNacre([join(dir, 'a b.mjs')])
  expect([stderr, status]).toEqual([
    `a command failed: exit status 5\n    at ${dir}/a b.mjs:2:8\n      await $\`sh -c \${\`exit \${name}\`}\`\n             ^\n`,
    1,
  ])
})

const doorErrors = `const list = [1]
seq 2 | @(x => x.nope.bar)
for (const i of [1]) {
  seq 2 |
    @(y => y.nope.bar)
}
seq 2 | @(x => x.nope.bar)
commands.define('fails', {}, () => {
  throw new Error('no')
})
fails
echo "\${list.length}"
`

test('errors in expressions of commands show their own line', async () => {
  write({ 'doors.tsh': doorErrors })
  const { stderr } = await runNacre(['doors.tsh'], { cwd: dir })
  const [first = '', second = '', again = '', command = ''] = stderr.split(/^(?=\S)(?!$)/m)
  expect(first).toContain('    at doors.tsh:2:23\n      seq 2 | @(x => x.nope.bar)\n')
  expect(second).toContain('    at doors.tsh:5:19\n          @(y => y.nope.bar)\n                        ^\n')
  expect(again).toContain('    at doors.tsh:7:23\n')
  expect(command).toBe("Error: no\n    at doors.tsh:9:9\n        throw new Error('no')\n              ^\n")
  expect(stderr).toContain('doors.tsh: line 12: ${list.length}: bad substitution\n  hint: @(list.length)\n')
})
