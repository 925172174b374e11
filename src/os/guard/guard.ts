import { promisify } from 'node:util'
import { guardStreams, type TakeWrite } from './streams.ts'

/** What the shell does when the user's code reaches for the process. */
export interface GuardHost {
  /** A callback threw, or a rejection that nobody handles. */
  onError(error: unknown): void
  /** `process.exit(status)`: the shell ends itself, or declines. */
  onExit(status: number): void
  /** `process.chdir`: it was done; the shell goes along. */
  onChdir(directory: string): void
  /** Runs a timer's callback (see InterruptWatch.callback). */
  callback?(run: () => void): void
  /** What Node's own streams are to write. */
  readonly takeWrite?: TakeWrite
}

/** The process has one directory; that it is the shell itself who moves it goes past what Node wraps around `chdir`. */
const own = { isMoving: false }

/** Moves this process, and tells nobody: for the shell's own `cd`. */
export function changeProcessDirectory(directory: string): void {
  const before = own.isMoving
  own.isMoving = true
  try {
    process.chdir(directory)
  } finally {
    own.isMoving = before
  }
}

/** What `process.exit` throws, so that nothing after it runs. Not an error of the user's. */
export class ExitRequested extends Error {
  override readonly name = 'ExitRequested'
  readonly status: number

  constructor(status: number) {
    super(`exit ${status}`)
    this.status = status
  }
}

/** Keeps the session alive whatever the user's code does to the process. Answers what takes the guard away. */
export function guardProcess(host: GuardHost): () => void {
  const undo = [guardErrors(host), guardExit(host), followDirectory(host)]
  if (host.callback !== undefined) undo.push(guardTimers(run => host.callback?.(run)))
  if (host.takeWrite !== undefined) undo.push(guardStreams(host.takeWrite))
  return () => undo.forEach(take => take())
}

function guardErrors(host: GuardHost): () => void {
  const onError = (error: unknown) => {
    if (!(error instanceof ExitRequested)) host.onError(error)
  }
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  return () => {
    process.off('uncaughtException', onError)
    process.off('unhandledRejection', onError)
  }
}

function guardExit(host: GuardHost): () => void {
  const exit = process.exit.bind(process)
  const guarded = (code?: number | string | null): never => {
    const status = Number(code ?? process.exitCode ?? 0) & 255
    host.onExit(status)
    throw new ExitRequested(status)
  }
  process.exit = named(guarded, 'exit')
  return () => {
    process.exit = exit
  }
}

/** Tells of each `process.chdir`. Answers what takes that back. */
export function followDirectory(host: Pick<GuardHost, 'onChdir'>): () => void {
  const chdir = process.chdir.bind(process)
  const moved = (directory: string): void => {
    chdir(directory)
    if (!own.isMoving) host.onChdir(process.cwd())
  }
  process.chdir = named(moved, 'chdir')
  return () => {
    process.chdir = chdir
  }
}

type Timer = (callback: (...args: unknown[]) => void, ...rest: unknown[]) => unknown

const timers = ['setTimeout', 'setInterval', 'setImmediate'] as const

/** Runs timers' callbacks where Ctrl-C can end them: in the timer's own turn, terminating would abort Node. */
function guardTimers(callback: (run: () => void) => void): () => void {
  const target = globalThis as unknown as Record<string, Timer>
  const before = timers.map(name => [name, target[name] as Timer] as const)
  for (const [name, original] of before) {
    const guarded: Timer = (run, ...rest) =>
      // What is no function is for the original to refuse.
      typeof run !== 'function'
        ? original(run, ...rest)
        : original((...args: unknown[]) => callback(() => run(...args)), ...rest)
    target[name] = Object.assign(named(guarded, name), promisified(original))
  }
  return () => {
    for (const [name, original] of before) target[name] = original
  }
}

/** Under the name by which it is shown, which a bundle may shorten. */
function named<T extends object>(run: T, name: string): T {
  return Object.defineProperty(run, 'name', { value: name })
}

function promisified(original: Timer): object {
  const custom = (original as unknown as Record<symbol, unknown>)[promisify.custom]
  return custom === undefined ? {} : { [promisify.custom]: custom }
}
