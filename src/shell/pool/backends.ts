import { platform } from 'node:os'
import {
  Coroutines,
  type Nodes,
  type PoolBackend,
  type PoolKind,
  type PoolOutput,
  processes,
  threads,
} from '../../jobs/index.ts'

export interface BackendsOptions {
  readonly threadWorker: string
  readonly nodes: Nodes
  readonly output: PoolOutput
}

/** Threads that nobody uses are kept so long: the next run begins at once. */
const idleMs = 30_000
/** A worker keeps what it was sent: after so many functions it has earned its rest. */
const mostUses = 100

interface Kept {
  readonly backend: PoolBackend
  uses: number
  timer: NodeJS.Timeout | undefined
}

/** An option that these workers cannot have. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal'
}

/** Makes backends, and keeps the threads of the last run for the next. */
export class Backends {
  readonly #options: BackendsOptions
  #idle: Kept | undefined
  readonly #uses = new WeakMap<PoolBackend, number>()

  constructor(options: BackendsOptions) {
    this.#options = options
  }

  /** `nice` is for workers of their own: this process stays as it is. */
  async open(kind: PoolKind, size: number, nice?: number): Promise<PoolBackend> {
    const { nodes, output, threadWorker } = this.#options
    if (kind === 'coroutine') {
      if (nice !== undefined) throw new PoolRefusal('--nice: coroutines run in the shell itself')
      return new Coroutines(size)
    }
    if (kind === 'process') return processes({ size, nodes, output, nice })
    if (nice !== undefined) return await this.#niced(size, nice)
    const kept = this.#idle
    if (kept?.backend.size === size) {
      clearTimeout(kept.timer)
      this.#idle = undefined
      this.#uses.set(kept.backend, kept.uses + 1)
      return kept.backend
    }
    return await threads({ size, worker: threadWorker, output })
  }

  /** Threads that are used once. */
  async #niced(size: number, nice: number): Promise<PoolBackend> {
    // Elsewhere the priority would be all of this process's.
    if (platform() !== 'linux') throw new PoolRefusal('--nice: for a function only with --kind process here')
    const { threadWorker, output } = this.#options
    const backend = await threads({ size, worker: threadWorker, output, nice })
    this.#uses.set(backend, mostUses)
    return backend
  }

  /** A run is over, all its tasks settled. */
  async release(backend: PoolBackend): Promise<void> {
    const uses = this.#uses.get(backend) ?? 1
    if (backend.kind !== 'thread' || uses >= mostUses || this.#idle !== undefined)
      return await backend.close()
    const timer = setTimeout(() => void this.close(), idleMs).unref()
    this.#idle = { backend, uses, timer }
  }

  /** Ends what is kept. */
  async close(): Promise<void> {
    const kept = this.#idle
    this.#idle = undefined
    clearTimeout(kept?.timer)
    await kept?.backend.close()
  }
}
