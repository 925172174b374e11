/** zx's scripts run unchanged: what each writes here is what it wrote with zx on bash (`node test/zx/record.ts`). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreArgv, root, run } from '../helpers/run-nacre.ts'

const folder = join(import.meta.dirname, 'scripts')
const recorded = Object.entries(
  JSON.parse(readFileSync(join(folder, 'recorded.json'), 'utf8')) as Record<string, string>,
)

const env = { CI: 'true', ZX_SHELL: undefined }

test.each(recorded)('nacre %s', { timeout: 60_000 }, async (name, written) => {
  const { stdout, stderr, status } = await run([...nacreArgv, name], { cwd: folder, env })
  expect({ stdout, status }, stderr).toEqual({ stdout: written, status: 0 })
})

const preloaded = recorded.filter(([name]) => name !== 'module.mjs')

test.each(preloaded)('node --import nacre/zx %s', { timeout: 60_000 }, async (name, written) => {
  const imports = ['--import', join(root, 'dist/zx.js'), '--import', 'zx/globals']
  const { stdout, stderr, status } = await run([process.execPath, ...imports, name], { cwd: folder, env })
  expect({ stdout, status }, stderr).toEqual({ stdout: written, status: 0 })
})
