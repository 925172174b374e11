/** What TypeScript makes of calls of `spawn`. The claims are checked by the compiler. */
import { expect, expectTypeOf, test } from 'vitest'
import type { ProcessOutput, spawn as exported } from '../../src/index.ts'
import type { Job } from '../../src/jobs/index.ts'

declare const spawn: typeof exported

test('what is awaited has a type', () => {
  const calls = async () => {
    expectTypeOf(await spawn`make`).toEqualTypeOf<ProcessOutput>()
    expectTypeOf(await spawn(['make', 'all'], { timeout: '5m' })).toEqualTypeOf<ProcessOutput>()
    expectTypeOf(await spawn({ name: 'build' })`make`).toEqualTypeOf<ProcessOutput>()
    expectTypeOf(await spawn(async (n: number) => `${n}`, [5])).toEqualTypeOf<string>()
    expectTypeOf(spawn`make`).toExtend<Job>()
    // @ts-expect-error -- a time is a number or a text
    spawn(['make'], { timeout: true })
  }
  expect(calls).toBeTypeOf('function')
})
