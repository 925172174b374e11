import { AsyncLocalStorage } from 'node:async_hooks'
import { Console } from 'node:console'
import { Writable } from 'node:stream'
import type { MaybePromise } from '../value/index.ts'

/** Where a stage's `console` writes. */
export interface ConsoleWriters {
  out(text: string): MaybePromise<void> | undefined
  err(text: string): MaybePromise<void> | undefined
}

const consoles = new AsyncLocalStorage<Console>()

const installed = Symbol.for('nacre.console')

/** Runs a function, and all that it awaits, with `console` writing to these; done when all of that is written. */
export async function withConsole<T>(writers: ConsoleWriters, run: () => Promise<T>): Promise<T> {
  install()
  const stdout = toStream(text => writers.out(text))
  const stderr = toStream(text => writers.err(text))
  const own = new Console({ stdout, stderr, colorMode: false })
  try {
    return await consoles.run(own, run)
  } finally {
    await Promise.all([stdout, stderr].map(ended))
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
  const stream = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      Promise.resolve()
        .then(() => write(text))
        .then(() => done(), done)
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
      const own = consoles.getStore() as unknown as
        | Record<string, (...args: unknown[]) => unknown>
        | undefined
      return (own?.[name] ?? (method as (...args: unknown[]) => unknown))(...args)
    }
  }
}
