import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { root, run } from '../helpers/run-nacre.ts'

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-preload-'))
})
afterAll(() => rmSync(dir, { recursive: true }))

const preload = ['--import', join(root, 'dist/zx.js')]

/** A program in a package whose `zx` is a copy of its own, or none. */
function program(name: string, text: string, ownZx: boolean): string {
  const folder = join(dir, name)
  mkdirSync(folder, { recursive: true })
  if (ownZx) cpSync(join(root, 'node_modules/zx'), join(folder, 'node_modules/zx'), { recursive: true })
  const file = join(folder, 'main.mjs')
  writeFileSync(file, text)
  return file
}

const text = `
  const shown = await $\`echo $((6 * 7)) $0; sh -c 'readlink /proc/$PPID/exe; :'\`
  console.log(shown.stdout.replace(process.execPath, 'here'))
  console.log($.sync\`echo $0\`.stdout)
  console.log((await $\`yes\`.pipe($\`head -2\`)).stdout)
`

test.each([
  ['its own copy', "import { $ } from 'zx'", true],
  ['our copy', "import { $ } from 'zx'", false],
  ['globals', "import 'zx/globals'", false],
  ['the core', "import { $ } from 'zx/core'", true],
])('node --import nacre/zx puts our engine behind %s', async (name, importing, ownZx) => {
  const file = program(name.replaceAll(' ', '-'), importing + text, ownZx)
  const { stdout, stderr, status } = await run([process.execPath, ...preload, file])
  expect([stderr, status]).toEqual(['', 0])
  // No bash: a program's parent is this very process.
  expect(stdout).toBe('42 nacre\nhere\n\nnacre\n\ny\ny\n\n')
})
