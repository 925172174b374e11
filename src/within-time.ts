import { Script } from 'node:vm'

const place = Symbol.for('nacre.timed')
const call = new Script("globalThis[Symbol.for('nacre.timed')]()", { filename: 'nacre' })

/** Calls a function of the person's own while keys are read, so that Ctrl-C cannot end it. Throws where it computes too long. */
export function withinTime<T>(limitMs: number, run: () => T): T {
  Object.defineProperty(globalThis, place, { value: run, configurable: true })
  try {
    return call.runInThisContext({ timeout: limitMs }) as T
  } finally {
    Reflect.deleteProperty(globalThis, place)
  }
}

/** Whether it was given up for its time. */
export function isOutOfTime(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}
