import { isPromise, type MaybePromise } from '../../value/index.ts'
import type { Environment } from './environment.ts'

/** Runs something that goes on beside other things: nobody may block the thread meanwhile. */
export function beside<T>(shell: Environment, run: () => MaybePromise<T>): MaybePromise<T> {
  const { runtime } = shell
  runtime.active++
  let result: MaybePromise<T>
  try {
    result = run()
  } catch (error) {
    runtime.active--
    throw error
  }
  if (isPromise(result))
    return result.finally(() => {
      runtime.active--
    })
  runtime.active--
  return result
}
