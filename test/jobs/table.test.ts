import { expect, test } from 'vitest'
import { JobTable, TaskJob } from '../../src/jobs/index.ts'

function add(table: JobTable, command: string, name?: string): TaskJob<number> {
  const driver = { stop: () => undefined }
  const job = new TaskJob<number>({ kind: 'coroutine', command, name, driver })
  table.add(job)
  return job
}

const commands = (jobs: readonly { readonly command: string }[]) => jobs.map(job => job.command)

test.each([
  ['%1', ['make all']],
  ['%2', ['sleep 9']],
  ['%+', ['fetch(url)']],
  ['%%', ['fetch(url)']],
  ['%', ['fetch(url)']],
  ['%-', ['sleep 9']],
  ['%sl', ['sleep 9']],
  ['%?url', ['fetch(url)']],
  ['%build', ['make all']],
  ['build', ['make all']],
  ['%?l', ['make all', 'sleep 9', 'fetch(url)']],
  ['%9', []],
])('%s is %j', (spec, expected) => {
  const table = new JobTable()
  add(table, 'make all', 'build')
  add(table, 'sleep 9')
  add(table, 'fetch(url)')
  expect(commands(table.find(spec))).toEqual(expected)
})

test('a stopped job is the current one, whatever began later', () => {
  const table = new JobTable()
  const [one, two] = [add(table, 'one'), add(table, 'two')]
  one.stop()
  expect([table.current, table.previous]).toEqual([one, two])
  two.stop()
  expect([table.current, table.previous]).toEqual([two, one])
  two.cont()
  expect([table.current, table.previous]).toEqual([one, two])
  table.remove(one)
  expect([table.current, table.previous]).toEqual([two, two])
})

test('an id is free again when all from it on have gone', () => {
  const table = new JobTable()
  const [one, two, three] = [add(table, 'one'), add(table, 'two'), add(table, 'three')]
  table.remove(two)
  expect(add(table, 'four').id).toBe(4)
  for (const job of table.list()) if (job !== one) table.remove(job)
  expect([three.id, add(table, 'five').id]).toEqual([3, 2])
})

test('what left the table after its end can be recalled by its id, not found', () => {
  const table = new JobTable()
  const job = add(table, 'one', 'first')
  job.finish(1)
  table.remove(job)
  expect([table.find('%1'), table.recall('%1'), table.recall('%first')]).toEqual([[], [job], [job]])
  const next = add(table, 'two')
  expect(table.recall('%1')).toEqual([next])
})

test('of ended jobs the newest stay, and of those that left the newest can be recalled', () => {
  const table = new JobTable()
  for (let i = 1; i <= 2000; i++) add(table, `job ${i}`).finish(i)
  expect(table.list().length).toBe(512)
  expect(table.list()[0]?.id).toBe(1489)
  expect(commands(table.recall('%1488'))).toEqual(['job 1488'])
  expect(table.recall('%1')).toEqual([])
})

test('who watches hears of every coming, change and leaving', () => {
  const table = new JobTable()
  const seen: string[] = []
  table.onChange(job => seen.push(`${job.state} ${table.get(job.id) === job}`))
  const job = add(table, 'one')
  job.stop()
  job.cont()
  job.finish(1)
  table.remove(job)
  expect(seen).toEqual(['running true', 'stopped true', 'running true', 'done true', 'done false'])
})

test('ten thousand jobs that live cost no more each than ten', () => {
  const table = new JobTable()
  const start = performance.now()
  const jobs = Array.from({ length: 10_000 }, (_, i) => add(table, `job ${i}`))
  for (const job of jobs) job.finish(1)
  expect(performance.now() - start).toBeLessThan(1000)
  expect(table.list().length).toBe(512)
})
