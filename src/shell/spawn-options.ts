import type { SpawnOptions } from '../lang/eval/index.ts'
import { milliseconds } from './sleep.ts'

/** The options of `spawn` in TypeScript; a time is in milliseconds, or a text as `'30s'`. */
export interface SpawnCallOptions extends Omit<SpawnOptions, 'timeoutMs'> {
  readonly timeout?: number | string | undefined
  /** Cancels the job when it is aborted. */
  readonly signal?: AbortSignal | undefined
}

interface Kind {
  /** What it must be, for the message. */
  readonly is: string
  test(value: unknown): boolean
}

const text: Kind = { is: 'a text', test: value => typeof value === 'string' }
const flag: Kind = { is: 'true or false', test: value => typeof value === 'boolean' }
const wholeNumber: Kind = { is: 'a whole number', test: Number.isSafeInteger }

const kinds: Readonly<Record<keyof SpawnCallOptions, Kind>> = {
  name: text,
  cwd: text,
  log: text,
  env: {
    is: 'an object of texts',
    test: value =>
      typeof value === 'object' &&
      value !== null &&
      Object.values(value).every(each => each === undefined || typeof each === 'string'),
  },
  timeout: {
    is: 'milliseconds or a text as 30s',
    test: value => typeof value === 'string' || (typeof value === 'number' && value >= 0),
  },
  retry: { is: 'a number of times', test: value => Number.isSafeInteger(value) && Number(value) >= 0 },
  restart: { is: "'on-failure' or 'no'", test: value => value === 'on-failure' || value === 'no' },
  nice: wholeNumber,
  detach: flag,
  pty: flag,
  signal: { is: 'an AbortSignal', test: value => value instanceof AbortSignal },
}

const needShell = ['timeout', 'retry', 'restart'] as const

/** The options as the engine takes them. Throws TypeError for what is none, or cannot be had together. */
export function checkedOptions(given: SpawnCallOptions): SpawnOptions {
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name as keyof SpawnCallOptions] : undefined
    if (kind === undefined)
      throw new TypeError(`spawn: there is no option ${name}; there are ${Object.keys(kinds).join(', ')}`)
    if (value !== undefined && !kind.test(value)) throw new TypeError(`spawn: ${name} is ${kind.is}`)
  }
  const { timeout, signal: _, ...rest } = given
  const held = needShell.find(name => given[name] !== undefined)
  if (given.detach === true && held !== undefined)
    throw new TypeError(`spawn: ${held}: the shell would have to stay, and detach lets it go`)
  return { ...rest, timeoutMs: timeout === undefined ? undefined : milliseconds(timeout) }
}
