import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nacreArgv, root, run, type RunResult } from '../helpers/run-nacre.ts'

// A project that has nacre installed.
let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-package-'))
  mkdirSync(join(dir, 'node_modules'))
  symlinkSync(process.env['NACRE_PACKAGE'] ?? root, join(dir, 'node_modules/nacre'))
  writeFileSync(join(dir, 'package.json'), '{ "type": "module" }')
  writeFileSync(
    join(dir, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'esnext',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        typeRoots: [join(root, 'node_modules/@types')],
        types: ['node'],
      },
    }),
  )
})
afterAll(() => rmSync(dir, { recursive: true }))

const tsc = (project = 'tsconfig.json'): Promise<RunResult> =>
  run([process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', join(dir, project)], {
    cwd: dir,
  })

function write(name: string, text: string): string {
  const path = join(dir, name)
  writeFileSync(path, text)
  return path
}

const script = `
import { $, cd, env, ls, ps, within, type ListedFile, type ProcessOutput } from 'nacre'
const output: ProcessOutput = await $\`echo hi\`
const port: number = env.number('PORT', 3000)
const files: ListedFile[] = ls('.')
console.log(output.stdout.trim(), port, Array.isArray(env.path), files.map(f => f.name).includes('package.json'))
console.log(ps().some(p => p.pid === process.pid))
await within(async () => {
  cd('/')
  console.log((await $\`pwd\`).stdout.trim())
})
console.log((await $\`pwd\`).stdout.trim() === import.meta.dirname, output instanceof Error)
`

test.each([
  ['nacre', nacreArgv],
  ['node', [process.execPath]],
])('a script of %s imports the API', async (_, argv) => {
  const file = write('script.ts', script)
  const { stdout, stderr, status } = await run([...argv, file], { cwd: dir, env: { PORT: '' } })
  expect([stderr, status]).toEqual(['', 0])
  expect(stdout).toBe('hi 3000 true true\ntrue\n/\ntrue true\n')
})

test('the globals stand beside those of a browser', async () => {
  write(
    'tsconfig.dom.json',
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { skipLibCheck: false },
      files: ['dom.ts'],
    }),
  )
  write(
    'dom.ts',
    "import 'nacre/globals'\nexport const n: number = env.number('PORT')\nexport const title: string = document.title\n",
  )
  expect((await tsc('tsconfig.dom.json')).stdout).toBe('')
})

test('the types are those of the API, also as globals', async () => {
  write('script.ts', script)
  write(
    'wrong.ts',
    `import { env } from 'nacre'
import 'nacre/globals'
import { defineConfig } from 'nacre/config'
export const port: string = env.number('PORT')
export const name: number = ls()[0]!.name
export const output: number = (await $\`true\`).stdout
export default defineConfig({ aliases: { ll: 1 } })
`,
  )
  const { stdout } = await tsc()
  const errors = stdout
    .split('\n')
    .filter(line => /^\S/.test(line))
    .map(line => line.replace(/,.*/, ''))
  expect(errors).toEqual(['wrong.ts(4', 'wrong.ts(5', 'wrong.ts(6', 'wrong.ts(7'])
})
