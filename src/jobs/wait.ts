import { isOver, type Job } from './job.ts'

/** A wait that something else ended: a trapped signal, Ctrl-C. */
export class WaitInterrupted extends Error {
  override readonly name = 'WaitInterrupted'
}

/** A background process holds no event loop open; who waits for it does. Gives what lets go. */
export function holdLoop(): () => void {
  const hold = setInterval(() => undefined, 60_000)
  return () => clearInterval(hold)
}

/**
 * The status of a job when it ends (or stops, with `stops`); rejects with the signal's reason when aborted. A coroutine is
 * not waited for when nothing is left that could end it.
 */
export async function waitJob(
  job: Job,
  options: { readonly signal?: AbortSignal; readonly stops?: boolean } = {},
): Promise<number> {
  if (isOver(job)) return job.status ?? 0
  if (options.stops === true && job.state === 'stopped') return job.stopStatus
  const hold = job.kind === 'coroutine' ? undefined : holdLoop()
  return await new Promise((resolve, reject) => {
    const done = (): void => {
      hold?.()
      unlisten()
      options.signal?.removeEventListener('abort', abort)
    }
    const abort = (): void => {
      done()
      reject(options.signal?.reason instanceof Error ? options.signal.reason : new WaitInterrupted())
    }
    const unlisten = job.onChange(changed => {
      if (!isOver(changed) && !(options.stops === true && changed.state === 'stopped')) return
      done()
      resolve(isOver(changed) ? (changed.status ?? 0) : changed.stopStatus)
    })
    if (options.signal?.aborted) return abort()
    options.signal?.addEventListener('abort', abort)
  })
}

/** The first of several jobs to end; in an object, since a promise of a job is a promise of its value. */
export async function waitAny(jobs: readonly Job[], signal?: AbortSignal): Promise<{ readonly job: Job }> {
  const ended = jobs.find(isOver)
  if (ended !== undefined) return { job: ended }
  const stop = new AbortController()
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])
  try {
    return await Promise.race(jobs.map(job => waitJob(job, { signal: both }).then(() => ({ job }))))
  } finally {
    stop.abort(new WaitInterrupted())
  }
}
