import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
