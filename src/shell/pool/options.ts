import { availableParallelism } from 'node:os'
import { type Halt, parseHalt, type PoolKind, type RetryOptions } from '../../jobs/index.ts'

export interface PoolOptions {
  /** `auto`: coroutines for an async function, threads for any other. */
  readonly kind?: PoolKind | 'auto'
  /** How many run at a time: by default as many as there are processors, of coroutines 64. */
  readonly size?: number
  /** What the job is called. */
  readonly name?: string
}

const optionNames: readonly (keyof MapOptions)[] = [
  ...(['kind', 'size', 'name', 'ordered', 'retries', 'timeout', 'signal'] as const),
  ...(['halt', 'onProgress', 'transfer'] as const),
]

/** Throws for an option that there is not: nothing is taken and then ignored. */
export function checkOptionNames(options: object): void {
  const unknown = Object.keys(options).find(name => !optionNames.some(known => known === name))
  if (unknown === undefined) return
  const meant = unknown === 'concurrency' || unknown === 'limit' ? ' (size is how many run at a time)' : ''
  throw new TypeError(`pool: there is no option ${unknown}${meant}; there are ${optionNames.join(', ')}`)
}

export interface PoolProgress {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
}

export interface MapOptions<T = unknown> extends PoolOptions {
  /** Results in the order of the items (`map` by default) or of their ends (`imap` by default). */
  readonly ordered?: boolean
  /** How often a task that failed is tried again, with growing waits between. */
  readonly retries?: number | RetryOptions
  /** How long one attempt may take: milliseconds, or `'30s'`. */
  readonly timeout?: number | string
  readonly signal?: AbortSignal
  /** GNU parallel's: `'never'`, `'soon,fail=3'`, `'now,success=1'`; `'now,fail=1'` by default. */
  readonly halt?: string
  readonly onProgress?: (progress: PoolProgress) => void
  /** What of an item is moved to the worker, not copied. */
  readonly transfer?: (item: T) => readonly object[]
}

const defaultCoroutines = 64

export function sizeOf(options: PoolOptions, kind: PoolKind): number {
  const { size } = options
  if (size === undefined) return kind === 'coroutine' ? defaultCoroutines : availableParallelism()
  if (Number.isInteger(size) && size > 0) return size
  if (size === Number.POSITIVE_INFINITY && kind === 'coroutine') return size
  throw new RangeError(
    size === Number.POSITIVE_INFINITY
      ? `pool: only coroutines can be of size Infinity, not ${kind}s`
      : `pool: size must be a whole number from 1 on, not ${size}`,
  )
}

const AsyncFunction = (async () => undefined).constructor

export function kindOf(options: PoolOptions, fn: (...args: never[]) => unknown): PoolKind {
  const { kind = 'auto' } = options
  switch (kind) {
    case 'auto':
      return fn instanceof AsyncFunction ? 'coroutine' : 'thread'
    case 'thread':
    case 'process':
    case 'coroutine':
      return kind
    default:
      throw new TypeError(`pool: kind must be thread, process, coroutine or auto, not ${String(kind)}`)
  }
}

export function haltOf(text: string): Halt {
  const halt = parseHalt(text)
  if (halt === undefined)
    throw new TypeError(`pool: halt: ${text}: not a policy (as never, soon,fail=3, now,success=1)`)
  return halt
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a number of them, or of `30s`, `1.5m`, `500ms`; undefined where it is none of these. */
export function duration(value: number | string): number | undefined {
  if (typeof value === 'number') return value >= 0 ? value : undefined
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(value)
  return match === null ? undefined : Number(match[1]) * (units[match[2] ?? ''] ?? Number.NaN)
}

export function timeoutOf(value: number | string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = duration(value)
  if (ms === undefined) throw new TypeError(`pool: timeout: ${value}: not a time (as 500, '30s')`)
  return ms
}

/** Throws what is wrong with the options of a run, before anything starts. */
export function checkMapOptions(options: MapOptions): void {
  checkOptionNames(options)
  if (options.halt !== undefined) haltOf(options.halt)
  timeoutOf(options.timeout)
  checkRetries(options.retries)
  const { signal, onProgress, transfer } = options
  if (signal !== undefined && !(signal instanceof AbortSignal))
    throw new TypeError('pool: signal: an AbortSignal is meant')
  for (const [name, value] of Object.entries({ onProgress, transfer }))
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`pool: ${name}: a function is meant`)
}

const retryNames = ['times', 'delay', 'factor', 'maxDelay', 'jitter']

function checkRetries(retries: MapOptions['retries']): void {
  if (retries === undefined) return
  const isObject = typeof retries === 'object'
  const times = isObject ? retries.times : retries
  const shown = isObject ? (times === undefined ? 'times' : `times: ${times}`) : String(retries)
  if (typeof times !== 'number' || !(times >= 0) || times !== Math.floor(times))
    throw new TypeError(`pool: retries: ${shown}: a whole number from 0 on is meant`)
  if (!isObject) return
  for (const [name, value] of Object.entries(retries) as [string, unknown][]) {
    if (!retryNames.includes(name))
      throw new TypeError(`pool: retries: there is no ${name}; there are ${retryNames.join(', ')}`)
    const most = name === 'jitter' ? 1 : Number.POSITIVE_INFINITY
    if (typeof value !== 'number' || !(value >= 0 && value <= most))
      throw new TypeError(
        `pool: retries: ${name}: ${String(value)}: a number from 0 ${most === 1 ? 'to 1' : 'on'} is meant`,
      )
  }
}
