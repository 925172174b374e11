import { parseDuration } from '../value/index.ts'
import type { Coroutine } from './coroutine.ts'
import { runningCoroutine } from './running-job.ts'

/** A time as TypeScript gives it: milliseconds, or `'1.5s'`, `'2m'`. Throws TypeError for another text. */
export function milliseconds(time: number | string): number {
  const ms = /^\d+(\.\d+)?$/.test(String(time)) ? Number(time) : parseDuration(String(time))
  if (ms === undefined || Number.isNaN(ms))
    throw new TypeError(`${time}: not a duration (250, 250ms, 2s, 1m)`)
  return ms
}

/** Waits; in a job that is cancelled it rejects with the reason, in one that is stopped it ends after that goes on. */
export function sleep(time: number | string): Promise<void> {
  const ms = milliseconds(time)
  const coroutine = runningCoroutine()
  if (coroutine === undefined) return new Promise(resolve => setTimeout(resolve, ms))
  return sleepInJob(ms, coroutine)
}

function sleepInJob(ms: number, coroutine: Coroutine): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      unlisten()
      resolve(coroutine.paused)
    }, ms)
    const unlisten = coroutine.onCancel(reason => {
      clearTimeout(timer)
      reject(reason as Error)
    })
  })
}
