/** The module that worker processes of a pool run. */
import { PoolWorker } from './pool-worker.ts'
import type { WireBatch } from './jobs/index.ts'

// What cannot be said any more is nobody's: the shell is gone, or has what it wanted.
const worker = new PoolWorker(reply => void process.send?.(reply, () => undefined))
void new PoolWorker(() => undefined).warmUp()
let last = Promise.resolve()

process.on('message', (batch: WireBatch) => {
  last = last.then(() => worker.serve(batch))
})
// The shell is gone: nobody wants what comes now.
process.on('disconnect', () => process.exit())
