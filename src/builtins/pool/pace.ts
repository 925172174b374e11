import { freemem } from 'node:os'
import type { Shell } from '../../lang/eval/index.ts'
import { isPromise, type MaybePromise } from '../../value/index.ts'
import { limitCommand } from './limit-command.ts'
import { diskUse, runningProcesses } from './machine.ts'
import type { PoolCommandOptions } from './options.ts'

/** What the machine allows: another task, no more than there are, or fewer. */
export type Verdict = 'start' | 'wait' | 'end'
export type Ask = () => MaybePromise<Verdict>

/** What --limit says: a command, or something that is measured. */
export type Limit =
  | { readonly type: 'command'; readonly text: string }
  | { readonly type: 'io' | 'load' | 'mem'; readonly most: number }

/** Asks what --load, --limit and --memfree allow; undefined where none of them is given. */
export function makePace(options: PoolCommandOptions, shell: Shell): Ask | undefined {
  const { memfree, load, limit } = options
  const asks: Ask[] = []
  if (load !== undefined) asks.push(() => loadVerdict(load))
  if (limit !== undefined) asks.push(limitOf(limit, shell))
  if (memfree !== undefined) asks.push(() => memoryVerdict(memfree))
  return asks.length === 0 ? undefined : () => first(asks, 0)
}

/** The first one that does not allow another task decides. */
function first(asks: readonly Ask[], at: number): MaybePromise<Verdict> {
  const ask = asks[at]
  if (ask === undefined) return 'start'
  const verdict = ask()
  const next = (found: Verdict): MaybePromise<Verdict> => (found === 'start' ? first(asks, at + 1) : found)
  return isPromise(verdict) ? verdict.then(next) : next(verdict)
}

function limitOf(limit: Limit, shell: Shell): Ask {
  switch (limit.type) {
    case 'command':
      return limitCommand(limit.text, shell)
    case 'io': {
      const use = diskUse()
      return () => (use() > limit.most ? 'wait' : 'start')
    }
    case 'load':
      return () => loadVerdict(limit.most)
    case 'mem':
      return () => memoryVerdict(limit.most)
  }
}

function loadVerdict(most: number): Verdict {
  return runningProcesses() > most ? 'wait' : 'start'
}

/** GNU parallel, --memfree: with less than half of it free the youngest task has to go. */
function memoryVerdict(least: number): Verdict {
  const free = freemem()
  return free < least / 2 ? 'end' : free < least ? 'wait' : 'start'
}
