/** How often and when a task that failed is tried again. */
export interface RetryOptions {
  readonly times: number
  /** Milliseconds before the first new attempt. */
  readonly delay?: number
  /** Each wait is so many times the one before. */
  readonly factor?: number
  readonly maxDelay?: number
  /** The part of a wait that chance decides, from 0 to 1: many tasks that failed together do not come back together. */
  readonly jitter?: number
}

/** Milliseconds to wait before attempt `attempt` (the second is 1); undefined when it was the last. */
export function retryDelay(
  retries: number | RetryOptions | undefined,
  attempt: number,
  random: () => number = Math.random,
): number | undefined {
  const options = typeof retries === 'object' ? retries : { times: retries ?? 0 }
  if (attempt > options.times) return undefined
  const { delay = 100, factor = 2, maxDelay = 30_000, jitter = 0.5 } = options
  const whole = Math.min(maxDelay, delay * factor ** (attempt - 1))
  return whole * (1 - jitter * random())
}
