import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InPort, Shell } from '../../lang/eval/index.ts'
import { blocks } from './blocks.ts'
import type { TaskInput } from './inputs.ts'
import type { PoolCommandOptions } from './options.ts'
import { roundRobin } from './round-robin.ts'
import { TemplateError } from './template.ts'

type Rows = AsyncIterable<readonly string[]>

/** The pieces of standard input, a task each; `values` go along with them while there are some. */
export async function* pipeInputs(
  port: Pick<InPort, 'read'>,
  options: PoolCommandOptions,
  values?: Rows,
): AsyncGenerator<TaskInput> {
  if (options.pipe === undefined) throw new Error('no --pipe')
  const { header, perJob, perRecord, pipe, jobs } = options
  const blockOptions = { ...pipe, records: perJob, lines: perRecord, header: headerOf(header) }
  if (pipe.isRoundRobin) return yield* roundRobin(port, blockOptions, jobs)
  const rows = values?.[Symbol.asyncIterator]()
  let seq = 0
  for await (const block of blocks(port, blockOptions)) {
    const row = await rows?.next()
    yield { seq: ++seq, values: row === undefined || row.done === true ? [] : row.value, block }
  }
}

/** `:` is a line, a number so many, anything else a pattern of the stream's beginning. */
function headerOf(text: string | undefined): number | RegExp {
  if (text === undefined) return 0
  if (text === ':') return 1
  if (/^\d+$/.test(text)) return Number(text)
  try {
    return new RegExp(`^(?:${text})`)
  } catch {
    throw new TemplateError(`--header ${text}: not a regular expression`)
  }
}

/** All of a stream, for each of the tasks (--tee): kept in a file until they are over. */
export class Spool {
  readonly #host: Shell['host']
  #folder: string | undefined

  constructor({ host }: Pick<Shell, 'host'>) {
    this.#host = host
  }

  async *inputs(port: Pick<InPort, 'read'>, tasks: AsyncIterable<TaskInput>): AsyncGenerator<TaskInput> {
    this.#folder = mkdtempSync(join(tmpdir(), 'nacre-pool-'))
    const path = join(this.#folder, 'input')
    const file = this.#host.open(path, 'append', 0o077, '/')
    try {
      for (let bytes = await port.read(1 << 18); bytes !== undefined; bytes = await port.read(1 << 18))
        await file.write(bytes)
    } finally {
      file.close()
    }
    for await (const task of tasks) yield { ...task, open: () => this.#host.open(path, 'read', 0, '/') }
  }

  /** The tasks are over. */
  remove(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true })
  }
}
