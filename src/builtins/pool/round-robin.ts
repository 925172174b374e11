import type { InPort } from '../../lang/eval/index.ts'
import { type Descriptor, SystemError } from '../../os/index.ts'
import { blocks, type BlockOptions } from './blocks.ts'
import type { TaskInput } from './inputs.ts'

/** The pieces of a stream that one running task reads: whoever is ready gets the next. */
export class Feeder {
  /** How much it was given. */
  bytes = 0
  readonly #source: AsyncGenerator<Uint8Array>
  #first: Uint8Array | undefined

  constructor(first: Uint8Array, source: AsyncGenerator<Uint8Array>) {
    this.#first = first
    this.#source = source
  }

  /** Writes pieces as they are taken, until there are none or nobody reads them; closes it then. */
  async feed(to: Descriptor): Promise<void> {
    try {
      for (let piece = this.#first; piece !== undefined; piece = await this.#next()) {
        this.#first = undefined
        this.bytes += piece.length
        await to.write(piece)
      }
    } catch (error) {
      // It ended before all was read: the others get what is left.
      if (!(error instanceof SystemError) || error.code !== 'EPIPE') throw error
    } finally {
      to.close()
    }
  }

  async #next(): Promise<Uint8Array | undefined> {
    const step = await this.#source.next()
    return step.done === true ? undefined : step.value
  }
}

/** As many tasks as there are workers, each of which reads pieces until there are no more (GNU parallel, --round-robin). */
export async function* roundRobin(
  port: Pick<InPort, 'read'>,
  options: BlockOptions,
  jobs: number,
): AsyncGenerator<TaskInput> {
  const source = blocks(port, options)
  for (let seq = 1; seq <= jobs; seq++) {
    const step = await source.next()
    if (step.done === true) return
    yield { seq, values: [], feeder: new Feeder(step.value, source) }
  }
}
