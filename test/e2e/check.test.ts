import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
})
afterAll(() => rmSync(dir, { recursive: true }))

test('--check is quiet about scripts whose types fit', async () => {
  expect(await runNacre(['--check', 'good.tsh', 'good.ts'], { cwd: dir })).toEqual({
    stdout: '',
    stderr: '',
    status: 0,
  })
})

test.each<[file: string, places: string[]]>([
  ['bad.tsh', ['bad.tsh:3:31: TS2322', 'bad.tsh:4:14: TS2345', 'bad.tsh:5:19: TS2551']],
  ['bad.ts', ['bad.ts:2:7: TS2322']],
  ['syntax.tsh', ['syntax.tsh:2:11: ']],
])('--check %s tells the places in the file', async (file, places) => {
  const { stderr, status } = await runNacre(['--check', file], { cwd: dir })
  expect(status).toBe(1)
  const told = stderr.split('\n').filter(line => /^\S+:\d+:\d+: /.test(line))
  expect(told.map((line, i) => line.slice(0, places[i]?.length))).toEqual(places)
})

test('--check without a file', async () => {
  const { stderr, status } = await runNacre(['--check'])
  expect([stderr.split('\n')[0], status]).toEqual(['nacre: --check: a file is needed', 2])
})
