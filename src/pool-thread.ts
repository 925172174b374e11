/** The module that worker threads of a pool run. */
import { getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { PoolWorker } from './pool-worker.ts'
import type { WireBatch } from './jobs/index.ts'

// On Linux a priority is the calling thread's.
const { nice } = (workerData ?? {}) as { readonly nice?: number }
if (nice !== undefined) setPriority(0, getPriority() + nice)

const worker = new PoolWorker(reply => parentPort?.postMessage(reply))

// Node would send it to the process's own standard output, past the shell.
for (const stream of ['stdout', 'stderr'] as const)
  process[stream].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    parentPort?.postMessage({
      output: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString(),
      stream,
    })
    const done = rest.find(item => typeof item === 'function') as (() => void) | undefined
    if (done !== undefined) queueMicrotask(done)
    return true
  }

/** Called by the pool for each batch. */
export const serve = (batch: WireBatch): Promise<void> => worker.serve(batch)
