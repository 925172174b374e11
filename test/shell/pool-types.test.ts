/** What TypeScript makes of calls of `pool`. The claims are checked by the compiler. */
import { expect, expectTypeOf, test } from 'vitest'
import type { Job } from '../../src/jobs/index.ts'
import type { PoolApi } from '../../src/shell/index.ts'

declare const pool: PoolApi

test('results have the types that the functions give', () => {
  const calls = async () => {
    const files = ['a', 'b']
    expectTypeOf(await pool.map(files, f => f.length)).toEqualTypeOf<number[]>()
    expectTypeOf(await pool.map(files, async f => f)).toEqualTypeOf<string[]>()
    expectTypeOf(await pool.map(new Set([1]), n => ({ n }))).toEqualTypeOf<{ n: number }[]>()
    expectTypeOf(await pool.map('*.ts', f => f.length)).toEqualTypeOf<number[]>()
    expectTypeOf(await pool.map(Promise.resolve([1n]), n => n)).toEqualTypeOf<bigint[]>()
    for await (const size of pool.imap(files, f => f.length)) expectTypeOf(size).toEqualTypeOf<number>()
    await using p = pool({ kind: 'process', size: 2 })
    expectTypeOf(p.submit((a: number, b: string) => a + b, 1, 'x')).toEqualTypeOf<Job<string>>()
    expectTypeOf(await p.submit(async (a: number) => a, 1)).toEqualTypeOf<number>()
    expectTypeOf(await p.map(files, f => f.length)).toEqualTypeOf<number[]>()
    // @ts-expect-error -- it takes a number
    p.submit((a: number) => a, 'x')
    // @ts-expect-error -- there is no such kind
    pool({ kind: 'fiber' })
    // @ts-expect-error -- an item is a text
    await pool.map(files, (f: number) => f)
  }
  expect(calls).toBeTypeOf('function')
})
