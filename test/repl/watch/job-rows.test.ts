import { expect, test } from 'vitest'
import { JobTable, startTask, TaskJob } from '../../../src/jobs/index.ts'
import { durationText, header, jobRow, layoutRows, sizeText } from '../../../src/repl/watch/job-rows.ts'
import { actionOf, perform } from '../../../src/repl/watch/watch-state.ts'

test.each([
  [0, '0.0s'],
  [9940, '9.9s'],
  [59_999, '59s'],
  [185_000, '3m05s'],
  [7_620_000, '2h07m'],
])('%d ms are %s', (ms, text) => {
  expect(durationText(ms)).toBe(text)
})

test.each([
  [0, '0K'],
  [655_360, '640K'],
  [12 * 2 ** 20, '12M'],
  [1.5 * 2 ** 30, '1.5G'],
])('%d bytes are %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text)
})

test('rows are columns of the width there is', () => {
  const job = new TaskJob({ kind: 'coroutine', command: `crawl('a-rather-long-address')\n  .then(x)` })
  const row = jobRow(job, { cpuMs: 1500, rssBytes: 2 ** 20 }, job.startedAt + 12_000)
  const [head, line] = layoutRows([header, { ...row, id: '%1', last: '日本\x1b[31m red' }], 64)
  expect(head).toBe('JOB  STATE    TIME   CPU  MEMORY  COMMAND         LAST LINE')
  expect(line).toBe("%1   Running   12s  1.5s      1M  crawl('a-rath…  日本 red")
})

test('keys mean the chosen job, as long as it lives', () => {
  const table = new JobTable()
  const job = startTask(table, { kind: 'coroutine', command: 'one' }, () => new Promise(() => {}))
  const jobs = table.list()
  expect(actionOf('s', jobs, 0)).toEqual({ type: 'stop', job })
  expect(actionOf('K', jobs, 0)).toEqual({ type: 'kill', job })
  expect(actionOf('Down', jobs, 0)).toEqual({ type: 'move', to: 0 })
  expect(actionOf('f', jobs, 1)).toBeUndefined()
  expect(actionOf('x', jobs, 0)).toBeUndefined()
  expect(actionOf('C-c', jobs, 0)).toEqual({ type: 'leave' })
  expect(perform('stop', job)).toContain('cannot be stopped')
  expect(perform('end', job)).toBe('')
  expect(job.state).toBe('cancelled')
  expect(actionOf('k', jobs, 0)).toBeUndefined()
})
