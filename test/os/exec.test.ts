import { join } from 'node:path'
import { expect, test } from 'vitest'
import { platform } from '../../src/os/host/posix/platform.ts'
import { PosixHost } from '../../src/os/host/posix/posix-host.ts'
import { planFor, readAll } from '../helpers/process-host.ts'

const numbers = platform()
const program = join(import.meta.dirname, '../fixtures/os/exec.ts')

test.runIf(numbers)('exec replaces the process, and undoes all if it cannot', async () => {
  if (!numbers) return
  const host = new PosixHost(numbers)
  const [out, err] = [host.pipe(), host.pipe()]
  const plan = planFor(host, '', { descriptors: { 1: out.write, 2: err.write } })
  const child = host.spawn({ ...plan, file: process.execPath, argv: ['node', program, 'odd\udcff'] })
  out.write.close()
  err.write.close()
  const [stdout, stderr] = await Promise.all([readAll(out.read), readAll(err.read)])
  expect(stdout.toString()).toBe('failed: No such file or directory, still in place\nswapped\n')
  expect(stderr.toString('latin1')).toBe(`pid ${child.pid} in /, odd\xff, umask 0077, seven\n`)
  expect(await child.ended).toMatchObject({ type: 'signaled', signal: 'USR1' })
})
