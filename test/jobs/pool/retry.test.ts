import { expect, test } from 'vitest'
import { retryDelay, type RetryOptions } from '../../../src/jobs/index.ts'

const [none, all] = [() => 0, () => 1]

test.each<[string, number | RetryOptions | undefined, () => number, (number | undefined)[]]>([
  ['no retries', undefined, none, [undefined]],
  ['a number: waits that double', 3, none, [100, 200, 400, undefined]],
  ['chance takes up to half of a wait', 3, all, [50, 100, 200, undefined]],
  ['a wait of one’s own', { times: 2, delay: 10 }, none, [10, 20, undefined]],
  ['a factor', { times: 3, delay: 10, factor: 10 }, none, [10, 100, 1000, undefined]],
  ['always the same', { times: 3, delay: 10, factor: 1 }, none, [10, 10, 10, undefined]],
  ['no longer than the longest', { times: 4, delay: 10, maxDelay: 25 }, none, [10, 20, 25, 25, undefined]],
  ['no chance at all', { times: 2, delay: 10, jitter: 0 }, all, [10, 20, undefined]],
  ['nothing but chance', { times: 2, delay: 10, jitter: 1 }, all, [0, 0, undefined]],
  ['half of the chance', { times: 1, delay: 100, jitter: 0.2 }, () => 0.5, [90, undefined]],
])('%s', (_, retries, random, waits) => {
  expect(waits.map((_wait, at) => retryDelay(retries, at + 1, random))).toEqual(waits)
})
