import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'
import type { Outcome, Running } from './outcome.ts'

/** Does `step` for every item in turn, going on synchronously for as long as nothing has to be waited for. */
export function forEachInTurn<T>(
  items: readonly T[],
  step: (item: T, index: number) => MaybePromise<void>,
  from = 0,
): MaybePromise<void> {
  for (let at = from; at < items.length; at++) {
    const done = step(items[at] as T, at)
    if (isPromise(done)) return done.then(() => forEachInTurn(items, step, at + 1))
  }
  return undefined
}

/** Repeats `step` until it gives an outcome, with a turn for the event loop in time. */
export function repeat(shell: Environment, step: () => MaybePromise<Outcome | undefined>): Running {
  for (;;) {
    if (shell.runtime.due())
      return repeatLater(
        shell,
        step,
        shell.runtime.turn().then(() => undefined),
      )
    const halted = halt(shell)
    if (halted !== undefined) return halted
    const done = step()
    if (done === undefined) continue
    return isPromise(done) ? repeatLater(shell, step, done) : done
  }
}

async function repeatLater(
  shell: Environment,
  step: () => MaybePromise<Outcome | undefined>,
  pending: Promise<Outcome | undefined>,
): Promise<Outcome> {
  let done = await pending
  while (done === undefined) {
    if (shell.runtime.due()) await shell.runtime.turn()
    done = halt(shell)
    if (done !== undefined) break
    const next = step()
    done = isPromise(next) ? await next : next
  }
  return done
}

/** Ctrl-C arrived, or the job this fork is was ended: what runs is left. */
export function halt(shell: Environment): Outcome | undefined {
  const { status, isBeside } = shell.strand
  if (status !== undefined) return { type: 'exit', status }
  return shell.session.interrupted && isBeside !== true ? { type: 'discard', status: 130 } : undefined
}

/** Runs `after` whatever comes of `running`. */
export function finally_<T>(running: () => MaybePromise<T>, after: () => void): MaybePromise<T> {
  let result: MaybePromise<T>
  try {
    result = running()
  } catch (error) {
    after()
    throw error
  }
  if (isPromise(result)) return result.finally(after)
  after()
  return result
}
