import { runningCoroutine } from './running-job.ts'

type Fetch = typeof globalThis.fetch

const installed = Symbol.for('nacre.fetch')

/** From now on the global `fetch` of a coroutine job ends with its job. */
export function installJobFetch(): void {
  const before = globalThis.fetch as Fetch & { readonly [installed]?: true }
  if (before[installed] === true) return
  const fetch: Fetch = (input, init) => {
    const coroutine = runningCoroutine()
    if (coroutine?.job === undefined) return before(input, init)
    const given = init?.signal
    const { signal } = coroutine.job
    return before(input, { ...init, signal: given ? AbortSignal.any([given, signal]) : signal })
  }
  globalThis.fetch = Object.assign(fetch, { [installed]: true })
}
