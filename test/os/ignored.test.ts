import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseHost } from '../../src/os/index.ts'
import { output } from '../helpers/process-host.ts'

const program = join(import.meta.dirname, '../fixtures/os/hang-up.ts')

test.each([
  ['/usr/bin/nohup', 'HUP: lives on'],
  ['/usr/bin/env', ''],
])('started by %s, a hang-up is %s', async (starter, text) => {
  const host = chooseHost()
  const result = await output(host, '', {
    file: process.execPath,
    argv: ['node', program],
    environment: [`_=${starter}`],
  })
  expect(result.text).toBe(text)
})
