import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InPort, Shell } from '../../lang/eval/index.ts'
import { blocks } from './blocks.ts'
import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import { roundRobin } from './round-robin.ts'

type Rows = AsyncIterable<readonly string[]>

/** The pieces of standard input, a task each; `values` go along with them while there are some. */
export async function* pipeInputs(
  port: Pick<InPort, 'read'>,
  options: PoolCommandOptions,
  values?: Rows,
): AsyncGenerator<TaskInput> {
  if (options.pipe === undefined) throw new Error('no --pipe')
  const { header, perJob, pipe, jobs } = options
  const headerLines = header === undefined ? 0 : header === ':' ? 1 : Number(header)
  const blockOptions = { ...pipe, records: perJob, headerLines }
  if (pipe.isRoundRobin) return yield* roundRobin(port, blockOptions, jobs)
  const rows = values?.[Symbol.asyncIterator]()
  let seq = 0
  for await (const block of blocks(port, blockOptions)) {
    const row = await rows?.next()
    yield { seq: ++seq, values: row === undefined || row.done === true ? [] : row.value, block }
  }
}

/** All of standard input for each of the tasks (--tee): it is kept in a file while they run. */
export async function* teeInputs(
  port: Pick<InPort, 'read'>,
  inputs: AsyncIterable<TaskInput>,
  { host }: Pick<Shell, 'host'>,
): AsyncGenerator<TaskInput> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-pool-'))
  const path = join(folder, 'input')
  try {
    const file = host.open(path, 'append', 0o077, '/')
    try {
      for (let bytes = await port.read(1 << 18); bytes !== undefined; bytes = await port.read(1 << 18))
        await file.write(bytes)
    } finally {
      file.close()
    }
    for await (const input of inputs) yield { ...input, open: () => host.open(path, 'read', 0, '/') }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
