import { PoolRun } from '../../jobs/index.ts'
import type { Ports, Shell } from '../../lang/eval/index.ts'
import { itemText } from '../../value/index.ts'
import { messageOf } from './command-run.ts'
import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import { TaskOutput } from './output.ts'
import type { Progress } from './progress.ts'

/** Calls a function with each input, and writes what it gives as a stage of a pipeline would. */
export async function runFunction(
  call: (...args: never[]) => unknown,
  inputs: AsyncIterator<TaskInput>,
  options: PoolCommandOptions,
  ports: Ports,
  shell: Shell,
  progress: Progress | undefined,
): Promise<number> {
  const open = shell.session.functionPool
  if (open === undefined) throw new Error('functions need TypeScript')
  const size = options.jobs === Number.POSITIVE_INFINITY || options.isDefaultSize ? undefined : options.jobs
  const pool = await open(call, { kind: options.kind, size })
  const ended = Promise.withResolvers<{ readonly error: unknown } | undefined>()
  const output = new TaskOutput(ports, options.keepOrder, () => run.abort(), progress)
  const seqs = new Map<number, TaskInput>()
  const run = new PoolRun(
    pool.backend,
    pool.fn,
    valuesOf(inputs, seqs),
    { halt: options.halt, retries: { times: options.retries - 1, delay: 0 }, timeout: options.timeoutMs },
    {
      result: (index, value) => {
        const input = seqs.get(index)
        seqs.delete(index)
        output.task(index + 1, textOf(value, input, options), '')
      },
      failure: (index, item, error) => {
        seqs.delete(index)
        const text = `pool: ${String(item)}: ${messageOf(error)}\n`
        output.task(index + 1, '', text)
      },
      started: (_, item, worker) => progress?.started(worker, String(item)),
      progress: () => progress?.update(run),
      ended: error => ended.resolve(error),
    },
  )
  const interrupt = (): void => run.abort()
  shell.session.interruption?.addEventListener('abort', interrupt)
  try {
    run.pump()
    const error = await ended.promise
    await output.finish()
    if (error !== undefined) throw error.error
    return shell.session.interruption?.aborted === true ? 130 : Math.min(run.failed, 101)
  } finally {
    shell.session.interruption?.removeEventListener('abort', interrupt)
    progress?.finish(run)
    await pool.close()
  }
}

/** The function gets a value, or with several columns all of them. */
async function* valuesOf(
  inputs: AsyncIterator<TaskInput>,
  seqs: Map<number, TaskInput>,
): AsyncGenerator<string | readonly string[]> {
  for (let index = 0; ; index++) {
    const step = await inputs.next()
    if (step.done === true) return
    seqs.set(index, step.value)
    yield step.value.values.length === 1 ? (step.value.values[0] ?? '') : step.value.values
  }
}

function textOf(value: unknown, input: TaskInput | undefined, { json, tag }: PoolCommandOptions): string {
  if (json) return `${JSON.stringify({ seq: input?.seq, values: input?.values, value })}\n`
  if (value === undefined) return ''
  const prefix = tag === undefined ? '' : `${input?.values.join(' ') ?? ''}\t`
  return `${prefix}${itemText(value)}\n`
}
