import { decodeBytes, itemText } from '../../value/index.ts'
import { showAll } from './dry-run.ts'
import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import { type Ask, makePace } from './pace.ts'
import type { TaskResult } from './report.ts'
import { type BegunTask, messageOf, TaskRun, type TaskRunParts } from './task-run.ts'

/** Calls a function with each input, and writes what it gives as a stage of a pipeline would. */
export async function runFunction(
  call: (...args: never[]) => unknown,
  parts: Omit<TaskRunParts, 'text'>,
): Promise<number> {
  const { options, shell, ports, inputs } = parts
  const source = call.toString().replace(/\s*\n\s*/g, ' ')
  const text: TaskRunParts['text'] = ({ values }) => `@(${source}) ${values.join(' ')}`
  if (options.dryRun) return await showAll(inputs, input => text(input, 1), ports)
  const open = shell.session.functionPool
  if (open === undefined) throw new Error('functions need TypeScript')
  const size = options.jobs === Number.POSITIVE_INFINITY || options.isDefaultSize ? undefined : options.jobs
  const pool = await open(call, { kind: options.kind, size, nice: options.nice })
  const run = new TaskRun({
    ...parts,
    inputs: isPaced(options) ? paced(inputs, options.delayMs, makePace(options, shell)) : inputs,
    text,
  })
  return await run.run({
    backend: pool.backend,
    fn: pool.fn,
    // The function gets a value, or with several columns all of them.
    argument: ({ values, block }) =>
      block !== undefined ? decodeBytes(block) : values.length === 1 ? values[0] : values,
    result: (value, begun) => ({ ...ending(begun), value, stdout: textOf(value) }),
    failure: (error, begun) => failed(error, begun),
    close: () => pool.close(),
  })
}

function ending(begun: BegunTask): TaskResult {
  return { ...begun, status: 0, signal: 0, endedAt: Date.now(), stdout: '', stderr: '', value: undefined }
}

function failed(error: unknown, begun: BegunTask): TaskResult {
  const message = messageOf(error)
  const stderr = `pool: ${begun.input.values.join(' ')}: ${message}\n`
  return { ...ending(begun), status: 1, stderr, error: message }
}

function textOf(value: unknown): string {
  return value === undefined ? '' : `${itemText(value)}\n`
}

const busyMs = 100

function isPaced({ delayMs, memfree, load, limit }: PoolCommandOptions): boolean {
  return delayMs > 0 || memfree !== undefined || load !== undefined || limit !== undefined
}

/** Inputs no quicker than --delay, --memfree, --load and --limit let tasks begin. A call that runs is not ended. */
async function* paced(
  inputs: AsyncIterator<TaskInput>,
  delayMs: number,
  ask: Ask | undefined,
): AsyncGenerator<TaskInput> {
  let next = 0
  for (;;) {
    const step = await inputs.next()
    if (step.done === true) return
    while (ask !== undefined && (await ask()) !== 'start') await pause(busyMs)
    const now = Date.now()
    if (now < next) await pause(next - now)
    next = Math.max(now, next) + delayMs
    yield step.value
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
