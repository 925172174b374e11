import { makeSource } from '../diag/index.ts'
import type { Job, SpawnedJob } from '../jobs/index.ts'
import { quoteWord } from '../lang/syntax/index.ts'
import { type Shell, type SpawnCommand, spawnJob, type SpawnOptions } from '../lang/eval/index.ts'
import { shellHere } from './running-job.ts'
import { checkedOptions, type SpawnCallOptions } from './spawn-options.ts'

/** `spawn`, in its ways to be called. */
export interface Spawn<Output = unknown> {
  /** A text of commands; values are quoted as in `$`. */
  (pieces: TemplateStringsArray, ...values: unknown[]): CommandJob<Output>
  /** A program, function or builtin with its arguments. */
  (argv: readonly string[], options?: SpawnCallOptions): CommandJob<Output>
  /** A function in a Node process of its own: its value or error comes back, a crash stays there. */
  <A extends unknown[], R>(fn: (...args: A) => R, args?: A, options?: SpawnCallOptions): Job<Awaited<R>>
  /** `spawn({ name: 'build' })`: the same with these options. */
  (options: SpawnCallOptions): Spawn<Output>
}

/** A job whose `await` gives what a command's does. */
export type CommandJob<Output> = Omit<SpawnedJob, 'then'> & PromiseLike<Output>

type AnyFunction = (...args: never[]) => unknown

/** `spawn` for a shell: commands beside it, as jobs that keep their output. */
export function createSpawn(shell: Shell, preset: SpawnCallOptions = {}): Spawn {
  const begin = (options: SpawnCallOptions, run: (options: SpawnOptions) => SpawnedJob): SpawnedJob => {
    const job = run(checkedOptions(options))
    follow(job, options.signal)
    return job
  }
  const start = (command: SpawnCommand, options: SpawnCallOptions): SpawnedJob =>
    begin(options, own => spawnJob(shellHere(shell), command, own).job)
  const startFunction = (fn: AnyFunction, args: unknown[], options: SpawnCallOptions): SpawnedJob =>
    begin(options, own => {
      const starter = shell.session.startFunction
      if (starter === undefined) throw new TypeError('spawn: this shell has no workers for functions')
      return starter(shellHere(shell), fn, args, own)
    })
  function spawn(first: unknown, ...rest: unknown[]): unknown {
    if (isTemplate(first)) return start({ source: makeSource('spawn', commandText(first, rest)) }, preset)
    if (Array.isArray(first)) return start({ words: words(first) }, { ...preset, ...optionsOf(rest[0]) })
    if (isOptions(first) && rest.length === 0) return createSpawn(shell, { ...preset, ...first })
    if (typeof first === 'function') {
      const given = rest[0] ?? []
      if (!Array.isArray(given)) throw new TypeError('spawn: the arguments of a function are an array')
      return startFunction(first as AnyFunction, given, { ...preset, ...optionsOf(rest[1]) })
    }
    throw new TypeError('spawn takes a template, an array of words, a function, or options')
  }
  return spawn as Spawn
}

function follow(job: SpawnedJob, signal: AbortSignal | undefined): void {
  if (signal === undefined) return
  const cancel = (): void => job.cancel(signal.reason)
  if (signal.aborted) return cancel()
  signal.addEventListener('abort', cancel)
  void job.ended.then(() => signal.removeEventListener('abort', cancel))
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value
}

function isOptions(value: unknown): value is SpawnCallOptions {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function optionsOf(value: unknown): SpawnCallOptions {
  if (value === undefined) return {}
  if (isOptions(value)) return value
  throw new TypeError('the options of spawn are an object')
}

function words(values: readonly unknown[]): string[] {
  if (values.length === 0) throw new TypeError('spawn needs a command')
  return values.map(value => wordOf(value))
}

function commandText(pieces: TemplateStringsArray, values: readonly unknown[]): string {
  return pieces.map((piece, at) => piece + (at < values.length ? quoted(values[at]) : '')).join('')
}

/** As zx quotes: a list is one word an element. */
function quoted(value: unknown): string {
  return Array.isArray(value)
    ? value.map(each => quoteWord(wordOf(each))).join(' ')
    : quoteWord(wordOf(value))
}

function wordOf(value: unknown): string {
  if (value === undefined || value === null) throw new TypeError(`spawn: ${String(value)} cannot be a word`)
  if (typeof value === 'object' && 'stdout' in value && typeof value.stdout === 'string')
    return value.stdout.replace(/\n$/, '')
  return String(value as string)
}
