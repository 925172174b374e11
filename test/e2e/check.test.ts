import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-check-'))
  const files = {
    'lib.tsh':
      'export async function deploy(target: string) {\n  echo deploying $target\n  return $(date)\n}\n',
    'good.tsh':
      "import { deploy } from './lib.tsh'\nn = 5\nconst out = await deploy('x')\necho $n ${out.length}\nfor (const f of ls()) {\n  echo @(f.name)\n}\n= out\n",
    'good.ts':
      "import { $, env } from 'nacre'\nconst port: number = env.number('PORT', 1)\nconsole.log((await $`echo ${port}`).stdout, argv._)\n",
    'bad.tsh':
      "import { deploy } from './lib.tsh'\necho it's fine to quote\n".replace("it's", 'it is') +
      "const s: string = '😀'; const n: number = 'x'\nawait deploy(5)\nx = $(git status).lenght\n",
    'bad.ts': "import { deploy } from './lib.tsh'\nconst out: number = await deploy('x')\n",
    'syntax.tsh': 'echo fine\nconst x = ;\n',
    'exits.tsh': `const [name] = argv._
if (name === undefined) {
  echo usage >&2
  exit 2
}
const text: string = name
if (text === '') exit
`,
    'stages.tsh': `cat package.json | @(i => i.json()) | @(p => Object.keys(p.bin))
cat a.csv | @(i => i.csv()) | @(rows => rows.filter(r => r.age > 5).map(({ name }) => name))
cat a.csv | @(async function* (i) { for await (const o of i.objects()) yield o.x })
pool -k @(f => f.length) ::: one three
`,
    'doors.tsh': `const f = (n: number) => n * 2
for (const x of [1, 2]) {
\techo "日本語" 😀 @(f('a')) then @(f("b"))
\techo multi \\
\t  @(f(
\t     'c'
\t  ))
}
y = $(echo @(f('d')) $y).lenght
echo $y @(nothing) > @(f("x"))
const obj = { a: 1 }
async function g(list: string[]) {
  if (obj.b) echo no
  return \`x \${$(ls @(f('q')) @($(echo @(obj.d))))} \${f('w')} \${list.nope}\`
}
echo @($HOME.lenght) @('$HOME') @(['a'].map($x => $x.b))
cat <<EOF
  @(no door) \${f}
EOF
sort < @(obj.c) | @(obj.c)
`,
    'deep/script': '#!/usr/bin/env nacre\necho a b\n  = (1 as number).x\n',
    'round.tsh':
      "import { twice } from './round.ts'\nexport const one: number = twice('1')\necho @(twice(1).nope)\n",
    'round.ts': "import { one } from './round.tsh'\nexport const twice = (n: number) => n * 2\none.nope\n",
  }
  mkdirSync(join(dir, 'deep'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
})
afterAll(() => rmSync(dir, { recursive: true }))

test('--check is quiet about scripts whose types fit', async () => {
  expect(await runNacre(['--check', 'good.tsh', 'good.ts', 'stages.tsh', 'exits.tsh'], { cwd: dir })).toEqual(
    {
      stdout: '',
      stderr: '',
      status: 0,
    },
  )
})

test.each<[file: string, places: string[]]>([
  ['bad.tsh', ['bad.tsh:3:31: TS2322', 'bad.tsh:4:14: TS2345', 'bad.tsh:5:19: TS2551']],
  ['bad.ts', ['bad.ts:2:7: TS2322']],
  ['syntax.tsh', ['syntax.tsh:2:11: ']],
  [
    'doors.tsh',
    [
      'doors.tsh:3:20: TS2345',
      'doors.tsh:3:35: TS2345',
      'doors.tsh:6:7: TS2345',
      'doors.tsh:9:16: TS2345',
      'doors.tsh:9:26: TS2551',
      'doors.tsh:10:11: TS2304',
      'doors.tsh:10:26: TS2345',
      'doors.tsh:13:11: TS2339',
      'doors.tsh:14:24: TS2345',
      'doors.tsh:14:45: TS2339',
      'doors.tsh:14:56: TS2345',
      'doors.tsh:14:69: TS2339',
      'doors.tsh:16:8: TS18048',
      'doors.tsh:16:14: TS2551',
      'doors.tsh:16:54: TS2339',
      'doors.tsh:20:14: TS2339',
      'doors.tsh:20:25: TS2339',
    ],
  ],
  ['deep/script', ['deep/script:3:19: TS2339']],
  ['round.tsh', ['round.ts:3:5: TS2339', 'round.tsh:2:34: TS2345', 'round.tsh:3:17: TS2339']],
])('--check %s tells the places in the file', async (file, places) => {
  const { stderr, status } = await runNacre(['--check', file], { cwd: dir })
  expect(status).toBe(1)
  const told = stderr.split('\n').filter(line => /^\S+:\d+:\d+: /.test(line))
  expect(told.map((line, i) => line.slice(0, places[i]?.length))).toEqual(places)
})

test('--check marks the place under what is wrong', async () => {
  const { stderr } = await runNacre(['--check', 'doors.tsh'], { cwd: dir })
  expect(stderr).toContain(`  \techo "日本語" 😀 @(f('a')) then @(f("b"))
  \t                     ^^^
`)
  expect(stderr).toContain("doors.tsh:16:8: TS18048: '$HOME' is possibly 'undefined'.\n")
})

test.each([
  ['none.tsh', 'none.tsh: No such file or directory'],
  ['none.ts', 'none.ts: No such file or directory'],
  ['plain.sh', 'plain.sh: types are checked in .ts, .mts, .cts, .tsx and .tsh files'],
])('--check %s says why not', async (file, message) => {
  writeFileSync(join(dir, 'plain.sh'), 'echo\n')
  expect(await runNacre(['--check', 'good.ts', file], { cwd: dir })).toEqual({
    stdout: '',
    stderr: `nacre: --check: ${message}\n`,
    status: 2,
  })
})

test('--check without a file', async () => {
  const { stderr, status } = await runNacre(['--check'])
  expect([stderr.split('\n')[0], status]).toEqual(['nacre: --check: a file is needed', 2])
})
