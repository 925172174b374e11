import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { checkMapOptions, kindOf, type PoolOptions, sizeOf } from '../../../src/shell/pool/options.ts'

const cores = availableParallelism()

test.each<[string, PoolOptions, (...args: never[]) => unknown, string, number]>([
  ['an async function waits', {}, async () => undefined, 'coroutine', 64],
  ['an async method too', {}, { async call() {} }.call, 'coroutine', 64],
  ['any other computes', {}, () => undefined, 'thread', cores],
  ['a function that gives a promise is told by its text', {}, () => Promise.resolve(1), 'thread', cores],
  ['a built-in function computes', {}, Math.sqrt as () => number, 'thread', cores],
  ['auto is what is so anyway', { kind: 'auto' }, async () => undefined, 'coroutine', 64],
  ['what is said counts: an async function in threads', { kind: 'thread' }, async () => 1, 'thread', cores],
  ['in processes', { kind: 'process' }, async () => 1, 'process', cores],
  ['another as coroutines', { kind: 'coroutine' }, () => 1, 'coroutine', 64],
  ['a size', { size: 3 }, () => 1, 'thread', 3],
  ['without bounds', { size: Infinity }, async () => 1, 'coroutine', Infinity],
])('%s', (_, options, fn, kind, size) => {
  const found = kindOf(options, fn)
  expect([found, sizeOf(options, found)]).toEqual([kind, size])
})

test.each<[object, string]>([
  [{ concurrency: 3 }, 'there is no option concurrency (size is how many run at a time)'],
  [{ halt: 'later' }, 'halt: later: not a policy'],
  [{ timeout: 'long' }, 'timeout: long: not a time'],
  [{ retries: -1 }, 'retries: -1: a whole number from 0 on'],
  [{ retries: '3' }, 'retries: 3: a whole number from 0 on'],
  [{ retries: { delay: 5 } }, 'retries: times: a whole number from 0 on'],
  [{ retries: { times: 1, wait: 5 } }, 'retries: there is no wait'],
  [{ retries: { times: 1, delay: -5 } }, 'retries: delay: -5: a number from 0 on'],
  [{ retries: { times: 1, jitter: 2 } }, 'retries: jitter: 2: a number from 0 to 1'],
  [{ signal: {} }, 'signal: an AbortSignal'],
  [{ onProgress: 1 }, 'onProgress: a function'],
  [{ transfer: [] }, 'transfer: a function'],
])('refused: %j', (options, message) => {
  expect(() => checkMapOptions(options)).toThrow(message)
})
