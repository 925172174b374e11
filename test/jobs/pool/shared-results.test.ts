import { expect, test } from 'vitest'
import { largestBatch, none, SharedResults } from '../../../src/jobs/pool/shared-results.ts'

test.each<[unknown]>([
  [0],
  [-0],
  [1.5],
  [Number.NaN],
  [-Infinity],
  [2 ** 53],
  [true],
  [false],
  [null],
  [undefined],
  [''],
  ['plain'],
  ['é\0ÿ'],
  ['x'.repeat(64)],
])('%o crosses as it is', value => {
  const worker = new SharedResults()
  const pool = new SharedResults(worker.buffer)
  const last = largestBatch - 1
  expect(pool.take(last)).toBe(none)
  expect(worker.put(last, value)).toBe(true)
  expect(pool.take(last)).toBe(value)
  expect(pool.take(last - 1)).toBe(none)
  pool.clear()
  expect(pool.take(last)).toBe(none)
})

test.each<[unknown]>([['x'.repeat(65)], ['€'], [{}], [[1]], [1n], [Symbol.iterator], [() => 1]])(
  '%o needs a message',
  value => {
    const results = new SharedResults()
    expect(results.put(0, value)).toBe(false)
    expect(results.take(0)).toBe(none)
  },
)
