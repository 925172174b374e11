import type { Piscina } from 'piscina'
import type { PoolOutput } from './backend.ts'
import { SharedResults } from './shared-results.ts'
import type { WireBatch, WireReply } from './wire.ts'
import { crashOf, type LinkEvents, type WorkerLink } from './worker-link.ts'
import { Workers } from './workers.ts'

export interface ThreadOptions {
  readonly size: number
  /** The file that a thread runs: it serves batches. */
  readonly worker: string
  readonly output: PoolOutput
  /** Added to their nice value, where a thread can have one of its own. */
  readonly nice?: number | undefined
  /** Megabytes that a thread's heap may take; Node's own limit if not said. */
  readonly heap?: number
}

/** Worker threads, kept by piscina. */
export async function threads(options: ThreadOptions): Promise<Workers> {
  const loaded = await import('piscina')
  const piscina = new loaded.Piscina({
    filename: options.worker,
    name: 'serve',
    minThreads: 0,
    maxThreads: options.size,
    concurrentTasksPerWorker: 1,
    workerData: { nice: options.nice },
    ...(options.heap === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.heap } }),
    idleTimeout: Number.POSITIVE_INFINITY,
    // A worker sleeps in the event loop: what its tasks left there goes on.
    atomics: 'disabled',
  })
  return new ThreadWorkers(piscina, options)
}

class ThreadWorkers extends Workers {
  readonly #piscina: Piscina

  constructor(piscina: Piscina, options: ThreadOptions) {
    const running = new Map<number, LinkEvents>()
    super({
      kind: 'thread',
      size: options.size,
      output: options.output,
      open: (_, events) => new ThreadLink(piscina, running, events),
    })
    this.#piscina = piscina
    piscina.on('message', (reply: WireReply) => {
      if ('output' in reply) options.output(reply.output, reply.stream)
      else {
        running.get(reply.id)?.reply(reply)
        if (!('index' in reply)) running.delete(reply.id)
      }
    })
    // What breaks a thread that is at no task breaks nothing of ours.
    piscina.on('error', () => undefined)
  }

  override async close(): Promise<void> {
    await super.close()
    await this.#piscina.destroy()
  }

  override async terminate(): Promise<void> {
    await super.terminate()
    await this.#piscina.destroy()
  }
}

/** A place among piscina's threads: which of them takes a batch is piscina's choice. */
class ThreadLink implements WorkerLink {
  readonly known = new Set<number>()
  readonly shared = new SharedResults()
  readonly #piscina: Piscina
  readonly #running: Map<number, LinkEvents>
  readonly #events: LinkEvents
  #abort = new AbortController()
  #task: Promise<void> | undefined

  constructor(piscina: Piscina, running: Map<number, LinkEvents>, events: LinkEvents) {
    this.#piscina = piscina
    this.#running = running
    this.#events = events
  }

  send(batch: WireBatch, transfer: readonly object[]): void {
    this.#running.set(batch.id, this.#events)
    this.#abort = new AbortController()
    const { signal } = this.#abort
    // That it is done is said twice, on two ways: it counts when the last answer has come.
    this.#task = this.#piscina.run(batch, { signal, transferList: transfer as unknown as TransferList }).then(
      () => undefined,
      (error: unknown) => {
        this.#running.delete(batch.id)
        if (!signal.aborted) this.#events.died(toCrash(error))
      },
    )
  }

  kill(): void {
    this.#abort.abort()
  }

  async end(): Promise<void> {
    await this.#task
  }
}

type TransferList = NonNullable<Parameters<Piscina['run']>[1]>['transferList']

function toCrash(error: unknown): Error {
  const { code, message } = error as { code?: string; message?: string }
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return crashOf('ran out of memory')
  const exit = /exited with code: (\d+)/.exec(message ?? '')?.[1]
  if (exit !== undefined) return crashOf(`ended with status ${exit}`)
  return error instanceof Error ? error : crashOf(String(error))
}
