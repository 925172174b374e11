/** The module that worker processes of a pool run. */
import { PoolWorker } from './pool-worker.ts'
import type { WireBatch } from './jobs/index.ts'

const worker = new PoolWorker(reply => void process.send?.(reply))
void new PoolWorker(() => undefined).warmUp()
let last = Promise.resolve()

process.on('message', (batch: WireBatch) => {
  last = last.then(() => worker.serve(batch))
})
// The shell is gone: nobody wants what comes now.
process.on('disconnect', () => process.exit())
