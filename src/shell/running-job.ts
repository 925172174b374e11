import { AsyncLocalStorage } from 'node:async_hooks'
import type { Shell } from '../lang/eval/index.ts'
import type { Coroutine } from './coroutine.ts'

/** Whose commands TypeScript's doors run, and what job the running code belongs to. */
interface Place {
  /** `@(expr)` in a command of this shell or fork. */
  readonly shell?: Shell
  readonly coroutine?: Coroutine
}

const places = new AsyncLocalStorage<Place>()

/** Evaluates what stands in a command of a shell or fork: `$NAME` is that one's. */
export function inShell<T>(shell: Shell, run: () => T): T {
  return places.run({ ...places.getStore(), shell }, run)
}

/** Runs what belongs to a coroutine job, also after its awaits. */
export function inCoroutine<T>(coroutine: Coroutine, run: () => T): T {
  return places.run({ coroutine }, run)
}

/** The coroutine job that the running code belongs to. */
export function runningCoroutine(): Coroutine | undefined {
  return places.getStore()?.coroutine
}

/** The shell or fork that the running TypeScript stands in or has as its job's own; undefined in the main one. */
export function currentShell(): Shell | undefined {
  const place = places.getStore()
  return place?.shell ?? place?.coroutine?.shell
}

/** The shell whose state the running code sees: a fork's, a job's own copy, else the main one. */
export function shellHere(main: Shell): Shell {
  return currentShell() ?? main
}
