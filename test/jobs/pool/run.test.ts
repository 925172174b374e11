import { expect, test } from 'vitest'
import { type PoolBackend, type PoolFunction, PoolRun, type Task } from '../../../src/jobs/index.ts'

/** Keeps what it was given; to cancel any task brings in the result of another, as shared results do. */
class Late implements PoolBackend {
  readonly kind = 'thread'
  readonly size = 3
  readonly window = 3
  readonly pids = []
  readonly tasks: Task[] = []
  run(task: Task): void {
    this.tasks.push(task)
  }
  cancel(): void {
    this.tasks.at(-1)?.resolve('late')
  }
  stop(): void {}
  continue(): void {}
  async close(): Promise<void> {}
  async terminate(): Promise<void> {}
}

const fn: PoolFunction = {
  call: () => undefined,
  pack: () => undefined as never,
  packArgument: () => undefined,
  trace: stack => stack,
}

test('a result that comes in while the others are cancelled is not told of', () => {
  const backend = new Late()
  const results: unknown[] = []
  let ends = 0
  const halt = { when: 'now', what: 'done', count: 1, isPercent: false } as const
  const listener = {
    result: (_index: number, value: unknown) => void results.push(value),
    failure: () => void results.push('failure'),
    ended: () => void ends++,
  }
  const run = new PoolRun(backend, fn, [1, 2, 3].values(), { halt }, listener)
  run.pump()
  backend.tasks[0]?.resolve('first')
  expect(results).toEqual(['first'])
  expect([run.done, ends]).toEqual([1, 1])
})
