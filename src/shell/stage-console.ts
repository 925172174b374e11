import { AsyncLocalStorage } from 'node:async_hooks'
import type { Console } from 'node:console'
import type { Writable } from 'node:stream'
import { isPromise, type MaybePromise } from '../value/index.ts'

/** Where a `console` writes. */
export interface ConsoleWriters {
  out(text: string): MaybePromise<void> | undefined
  err(text: string): MaybePromise<void> | undefined
}

const consoles = new AsyncLocalStorage<{ readonly console: Console }>()

/** What the global console writes to outside of stages, by the console. */
const fallbacks = new WeakMap<object, Console>()

const installed = Symbol.for('nacre.console')

/** Both modules are loaded when something is written: a simple command does without. */
function makeConsole(options: ConstructorParameters<typeof Console>[0] & object): Console {
  const { Console: Make } = process.getBuiltinModule('node:console')
  return new Make(options)
}

/**
 * From now on the global console writes to these, at once: what commands write before and after it stays in its place.
 * `onError` hears of a write that failed.
 */
export function routeConsole(
  writers: ConsoleWriters,
  options: { readonly color: boolean; onError(error: unknown): void },
): void {
  const stdout = toStream(text => tellingErrors(() => writers.out(text), options.onError))
  const stderr = toStream(text => writers.err(text))
  fallbacks.set(console, makeConsole({ stdout, stderr, colorMode: options.color }))
  install()
}

/** Runs a function, and all that it awaits, with `console` writing to these; done when all of that is written. */
export async function withConsole<T>(writers: ConsoleWriters, run: () => Promise<T>): Promise<T> {
  install()
  const stdout = toStream(text => writers.out(text))
  const stderr = toStream(text => writers.err(text))
  const own = makeConsole({ stdout, stderr, colorMode: false })
  try {
    return await consoles.run({ console: own }, run)
  } finally {
    await Promise.all([stdout, stderr].map(ended))
  }
}

/** Runs a function with a console of its own that writes at once; it is made when something is written. */
export function withLazyConsole<T>(writers: ConsoleWriters, run: () => T): T {
  install()
  let made: Console | undefined
  const store = {
    get console() {
      return (made ??= makeConsole({
        stdout: toStream(text => writers.out(text)),
        stderr: toStream(text => writers.err(text)),
        colorMode: false,
      }))
    },
  }
  return consoles.run(store, run)
}

/** A loop that only writes gives a stream no turn to emit its error. */
function tellingErrors<T>(write: () => MaybePromise<T>, onError: (error: unknown) => void): MaybePromise<T> {
  const fail = (error: unknown): never => {
    onError(error)
    throw error
  }
  try {
    const written = write()
    return isPromise(written) ? written.catch(fail) : written
  } catch (error) {
    return fail(error)
  }
}

function ended(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    stream.once('close', () => resolve())
    if (stream.destroyed) resolve()
    else stream.end()
  })
}

function toStream(write: (text: string) => MaybePromise<void> | undefined): Writable {
  const { Writable: Stream } = process.getBuiltinModule('node:stream')
  const stream = new Stream({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      try {
        const written = write(text)
        if (isPromise(written)) written.then(() => done(), done)
        else done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
  // A reader that left ends the stage by its own writes; console has never thrown for that.
  stream.on('error', () => {})
  return stream
}

/** Makes the one global console ask who calls it. */
function install(): void {
  const target = console as unknown as Record<PropertyKey, unknown>
  if (installed in target) return
  target[installed] = true
  for (const [name, method] of Object.entries(console)) {
    if (typeof method !== 'function' || name === 'Console') continue
    target[name] = (...args: unknown[]) => {
      const own = (consoles.getStore()?.console ?? fallbacks.get(target)) as unknown as
        | Record<string, (...args: unknown[]) => unknown>
        | undefined
      return (own?.[name] ?? (method as (...args: unknown[]) => unknown))(...args)
    }
  }
}
