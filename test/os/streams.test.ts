import { join } from 'node:path'
import { expect, test } from 'vitest'
import { platform } from '../../src/os/host/posix/platform.ts'
import { PosixHost } from '../../src/os/host/posix/posix-host.ts'
import { exited, planFor, readAll } from '../helpers/process-host.ts'

const numbers = platform()
const program = join(import.meta.dirname, '../fixtures/os/touch-streams.ts')
const SIZE = 5_000_000

test.runIf(numbers).each([1, 2])(
  'a slow reader of %i loses nothing after node touched its streams',
  async fd => {
    if (!numbers) return
    const host = new PosixHost(numbers)
    const pipe = host.pipe()
    const input = host.pipe()
    const plan = planFor(host, '', { descriptors: { 0: input.read, [fd]: pipe.write } })
    const child = host.spawn({ ...plan, file: process.execPath, argv: ['node', program, String(fd)] })
    pipe.write.close()
    let size = 0
    for (;;) {
      await new Promise(resolve => setImmediate(resolve))
      const bytes = await pipe.read.read(10_000)
      if (!bytes) break
      size += bytes.length
    }
    expect(size).toBe(SIZE)
    expect(await child.ended).toEqual(exited(0))
  },
)

test.runIf(numbers)('a child reads all of a slow stdin after node touched it', async () => {
  if (!numbers) return
  const host = new PosixHost(numbers)
  const input = host.pipe()
  const output = host.pipe()
  const plan = planFor(host, '', { descriptors: { 0: input.read, 1: output.write } })
  const child = host.spawn({ ...plan, file: process.execPath, argv: ['node', program, '0'] })
  output.write.close()
  input.read.close()
  for (let sent = 0; sent < SIZE; sent += 50_000) {
    await input.write.write(Buffer.alloc(50_000))
    await new Promise(resolve => setImmediate(resolve))
  }
  input.write.close()
  expect((await readAll(output.read)).toString()).toBe(`${SIZE}\n`)
  expect(await child.ended).toEqual(exited(0))
})
