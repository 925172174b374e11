import { expect, test } from 'vitest'
import { JobTable, startTask, TaskJob } from '../../src/jobs/index.ts'

const task = (driver = {}) => new TaskJob<number>({ kind: 'coroutine', command: 'work()', driver })

test('await gives the value', async () => {
  const table = new JobTable()
  const job = startTask(table, { kind: 'coroutine', command: 'work()' }, async () => 42)
  expect([job.id, job.state, job.status]).toEqual([1, 'running', undefined])
  expect(await job).toBe(42)
  expect([job.state, job.status, job.value]).toEqual(['done', 0, 42])
})

test('a failure rejects', async () => {
  const table = new JobTable()
  const job = startTask(table, { kind: 'pool', command: 'work()' }, () => {
    throw new Error('no')
  })
  await expect(job).rejects.toThrow('no')
  expect([job.state, job.status, job.error]).toEqual(['failed', 1, new Error('no')])
})

test('a failure that nobody awaits is no unhandled rejection', async () => {
  const unhandled: unknown[] = []
  const listen = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', listen)
  const job = task()
  void job.result
  job.fail(new Error('no'))
  expect(await job.ended).toBe(1)
  await new Promise(resolve => setImmediate(resolve))
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})

test('cancelling aborts its signal, and it is over at once', async () => {
  const seen: unknown[] = []
  const job = task({ cancel: (reason: unknown) => seen.push(reason) })
  job.signal.addEventListener('abort', () => seen.push('aborted'))
  job.cancel('enough')
  expect(seen).toEqual(['aborted', 'enough'])
  expect([job.state, job.status, job.signal.reason]).toEqual(['cancelled', 143, 'enough'])
  await expect(job.result).rejects.toBe('enough')
  job.finish(1)
  expect(job.state).toBe('cancelled')
})

test.each([
  [undefined, 143, 'TERM'],
  ['SIGINT', 130, 'INT'],
  ['KILL', 137, 'KILL'],
  ['HUP', 129, 'HUP'],
])('kill %s cancels it with status %i', (signal, status, name) => {
  const job = task()
  job.kill(signal)
  expect([job.state, job.status, job.signalName]).toEqual(['cancelled', status, name])
})

test('stop and cont go to the driver; what it cannot is refused', () => {
  const seen: string[] = []
  const job = task({ stop: () => seen.push('stop'), cont: () => seen.push('cont') })
  job.kill('STOP')
  expect([job.state, job.stopStatus]).toEqual(['stopped', 148])
  job.kill('CONT')
  expect([job.state, seen]).toEqual(['running', ['stop', 'cont']])
  expect(() => task().stop()).toThrow('cannot be stopped')
})

test('signals to what is over find nothing', () => {
  const job = task()
  job.finish(1)
  expect(() => job.kill()).toThrow('No such process')
})

test('leaving its block cancels it', async () => {
  const job = task()
  {
    await using _ = job
  }
  expect(job.state).toBe('cancelled')
})

test('for await goes over what the driver gives', async () => {
  const job = task({
    async *iterate() {
      yield 1
      yield 2
    },
  })
  const seen: unknown[] = []
  for await (const item of job) seen.push(item)
  expect(seen).toEqual([1, 2])
})
