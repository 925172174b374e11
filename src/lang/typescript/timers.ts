import { setImmediate, setTimeout } from 'node:timers'
import { inspect } from 'node:util'

type Show = (this: TimerFields) => string

interface TimerFields {
  readonly _idleTimeout?: number
  readonly _repeat?: number | null
  readonly _destroyed?: boolean
}

/** Runs an inspection in which timers are one line, without what Node keeps in them: `Timeout { 100 ms }`. */
export function withShortTimers<T>(run: () => T): T {
  const timeout = setTimeout(() => {}, 0)
  const immediate = setImmediate(() => {})
  clearTimeout(timeout)
  clearImmediate(immediate)
  const restore = [
    replaceInspection(timeout, function () {
      return `Timeout { ${timeText(this)} }`
    }),
    replaceInspection(immediate, function () {
      return `Immediate { ${this._destroyed === true ? 'over' : 'next'} }`
    }),
  ]
  try {
    return run()
  } finally {
    for (const back of restore) back()
  }
}

function timeText({ _idleTimeout: ms = -1, _repeat: repeat, _destroyed: over }: TimerFields): string {
  if (over === true || ms < 0) return 'over'
  return typeof repeat === 'number' ? `every ${repeat} ms` : `${ms} ms`
}

/** Changes how all objects of this one's class are shown; answers what undoes it. */
function replaceInspection(object: object, show: Show): () => void {
  const prototype = Object.getPrototypeOf(object) as object
  const before = Object.getOwnPropertyDescriptor(prototype, inspect.custom)
  Object.defineProperty(prototype, inspect.custom, { value: show, configurable: true, writable: true })
  return () => {
    if (before === undefined) Reflect.deleteProperty(prototype, inspect.custom)
    else Object.defineProperty(prototype, inspect.custom, before)
  }
}
