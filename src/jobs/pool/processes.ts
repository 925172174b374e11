import { startNode, type NodeChild } from '../../os/index.ts'
import type { PoolOutput } from './backend.ts'
import type { WireBatch, WireReply } from './wire.ts'
import { crashOf, type LinkEvents, type WorkerLink } from './worker-link.ts'
import { Workers } from './workers.ts'

export interface NodeOptions {
  /** The module that a process runs: it serves batches. */
  readonly worker: string
  /** Where and with what environment processes start: as it is then. */
  surroundings(): { readonly cwd: string; readonly environment: Readonly<Record<string, string>> }
}

const spareAfterMs = 30

/** Node processes for functions. One more than asked for is kept warm: the next start costs milliseconds. */
export class Nodes {
  readonly #options: NodeOptions
  #spare: { readonly key: string; readonly child: Promise<NodeChild> } | undefined

  constructor(options: NodeOptions) {
    this.#options = options
  }

  /** A process that has nothing to do yet. */
  async take(
    given: {
      readonly cwd?: string | undefined
      readonly environment?: Readonly<Record<string, string>>
    } = {},
  ): Promise<NodeChild> {
    const now = this.#options.surroundings()
    const surroundings = { cwd: given.cwd ?? now.cwd, environment: given.environment ?? now.environment }
    const key = JSON.stringify(surroundings)
    const spare = this.#spare
    let child: NodeChild | undefined
    if (spare?.key === key) {
      this.#spare = undefined
      child = await spare.child
      child.setReferenced(true)
    }
    child ??= await startNode({ entry: this.#options.worker, ...surroundings })
    // Beside its work, which comes first; a script that ends with it starts no other.
    setTimeout(() => this.#keepWarm(key, surroundings), spareAfterMs).unref()
    return child
  }

  #keepWarm(key: string, surroundings: ReturnType<NodeOptions['surroundings']>): void {
    if (this.#spare?.key === key) return
    this.close()
    const child = startNode({ entry: this.#options.worker, ...surroundings }).then(started => {
      started.setReferenced(false)
      return started
    })
    // Whoever takes it hears of a failure.
    child.catch(() => undefined)
    const spare = { key, child }
    this.#spare = spare
    void child
      .then(started => started.ended)
      .then(
        () => {
          if (this.#spare === spare) this.#spare = undefined
        },
        () => undefined,
      )
  }

  /** Ends the warm one. */
  close(): void {
    this.#spare?.child.then(
      child => child.disconnect(),
      () => undefined,
    )
    this.#spare = undefined
  }
}

export interface ProcessesOptions {
  readonly size: number
  readonly nodes: Nodes
  readonly output: PoolOutput
  readonly cwd?: string | undefined
  readonly environment?: Readonly<Record<string, string>>
  /** Added to their nice value. */
  readonly nice?: number | undefined
}

/** Functions each in a Node process of their own. */
export function processes(options: ProcessesOptions): Workers {
  return new Workers({
    kind: 'process',
    size: options.size,
    output: options.output,
    open: (_, events) => new ProcessLink(options, events),
  })
}

/** One process, from its start to its end. */
class ProcessLink implements WorkerLink {
  readonly known = new Set<number>()
  readonly #started: Promise<NodeChild | undefined>
  #child: NodeChild | undefined
  #isKilled = false
  #last: WireBatch | undefined
  readonly #events: LinkEvents

  constructor(options: ProcessesOptions, events: LinkEvents) {
    this.#events = events
    this.#started = this.#start(options)
  }

  get isStarting(): boolean {
    return this.#child === undefined
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  async #start(options: ProcessesOptions): Promise<NodeChild | undefined> {
    try {
      const child = await options.nodes.take(options)
      if (this.#isKilled) child.kill('KILL')
      if (options.nice !== undefined) child.setNice(options.nice)
      this.#child = child
      child.onMessage = message => this.#events.reply(message as WireReply)
      child.onOutput = options.output
      void child.ended.then(({ status, signal }) =>
        this.#events.died(
          crashOf(signal === undefined ? `ended with status ${status}` : `was killed by SIG${signal}`),
        ),
      )
      return child
    } catch (error) {
      this.#events.died(error instanceof Error ? error : crashOf(String(error)))
      return undefined
    }
  }

  send(batch: WireBatch): void {
    this.#last = batch
    if (this.#child !== undefined) return this.#child.send(batch)
    void this.#started.then(child => {
      if (this.#isKilled || this.#last !== batch) return
      try {
        child?.send(batch)
        this.#events.ready()
      } catch (error) {
        this.#events.died(asCloneError(error))
      }
    })
  }

  kill(): void {
    this.#isKilled = true
    this.#child?.kill('KILL')
  }

  stop(): void {
    this.#child?.kill('STOP')
  }

  continue(): void {
    this.#child?.kill('CONT')
  }

  async end(): Promise<void> {
    const child = await this.#started
    if (!this.#isKilled) child?.disconnect()
    await child?.ended
  }
}

/** What v8.serialize refuses has the same name everywhere. */
function asCloneError(error: unknown): Error {
  if (!(error instanceof Error)) return crashOf(String(error))
  if (/could not be cloned/.test(error.message))
    Object.defineProperty(error, 'name', { value: 'DataCloneError' })
  return error
}
